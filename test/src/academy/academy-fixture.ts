/** What the academy's tests share: a data folder of their own, the repository's first lab, a host that answers as told. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '#academy/database/open.ts';
import type { Library } from '#academy/library/library.ts';
import { openServices, type Services, type ServicesOptions } from '#academy/services.ts';
import { installationRoots } from '#content/roots.ts';
import type { GradeResult, Verdict } from '#sandbox/grading/types.ts';
import type {
  FaultOutcome,
  GradeRequest,
  Handling,
  HostClient,
  HostStatus,
  Permission,
  RigStanding,
  RigTicket,
  SignalReading,
  StandingFaults,
} from '#sandbox/host/api.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { authoringAt } from '../../../src/cli/web/authoring.ts';
import { placeIn, releasePlaceIn } from './academy-database.ts';

/** A host that writes down what it is asked and grades as the test says. */
export class RecordingHost implements HostClient {
  readonly graded: GradeRequest[] = [];
  readonly handedOver: RigTicket[] = [];
  readonly refusals: { code: string; detail: string }[] = [];
  state: HostStatus = { hosts: [], graders: 0, grading: { waiting: 0, running: 0 }, terminals: null, refused: {} };
  answer: () => Promise<GradeResult> = async () => ({ outcome: 'graded', passed: false, verdicts: [] });

  handOver(
    ticket: RigTicket,
    socket: import('node:net').Socket,
    _head?: Uint8Array,
    _headers?: Record<string, string>,
  ): Promise<void> {
    this.handedOver.push(ticket);
    socket.destroy();
    return Promise.resolve();
  }
  grade(request: GradeRequest): Promise<GradeResult> {
    this.graded.push(request);
    return this.answer();
  }
  /** Of every rig; `null` while none is in memory. */
  reading: SignalReading | null = null;
  readonly read: { rig: string; name: string }[] = [];
  readSignal({ rig }: { rig: string }, name: string): Promise<SignalReading | null> {
    this.read.push({ rig, name });
    return Promise.resolve(this.reading);
  }
  /** By rig; what is not here sleeps. `'down'`: nobody answers. */
  standing: Record<string, RigStanding> | 'down' = {};
  readonly asked: string[][] = [];
  standings(rigs: readonly string[]): Promise<Record<string, RigStanding | null>> {
    this.asked.push([...rigs]);
    const { standing } = this;
    if (standing === 'down') return Promise.reject(new Error('the supervisor is gone'));
    return Promise.resolve(
      Object.fromEntries(rigs.map((rig) => [rig, standing[rig] ?? { phase: 'asleep', faulted: [], open: false }])),
    );
  }
  /** What observers were told they may do, the last at the end. */
  readonly permits: { rig: string; observer: string; permission: Permission }[] = [];
  /** Observers that are there. */
  readonly present = new Set<string>();
  permit(rig: string, observer: string, permission: Permission): Promise<boolean> {
    this.permits.push({ rig, observer, permission });
    return Promise.resolve(this.present.has(observer));
  }
  /** Rigs at which everybody was told of news. */
  readonly told: string[] = [];
  tellCompany(rig: string): Promise<void> {
    this.told.push(rig);
    return Promise.resolve();
  }
  /** Rigs of which it was said that texts were saved. */
  readonly saves: string[] = [];
  tellTexts(rig: string): Promise<void> {
    this.saves.push(rig);
    return Promise.resolve();
  }
  /** What was done with the keyboard that is lent now; `'down'`: nobody answers. */
  handled: Handling[] | null | 'down' = null;
  takeKeyboard(): Promise<Handling[] | null> {
    return this.handled === 'down' ? Promise.reject(new Error('the supervisor is gone')) : Promise.resolve(this.handled);
  }
  /** Of every rig; `null` while none is in memory. */
  standingFaults: StandingFaults | null = null;
  readonly faultsSet: { rig: string; fault: { id: string; active: boolean }; by: string }[] = [];
  faults(_rig: string): Promise<StandingFaults | null> {
    return Promise.resolve(this.standingFaults);
  }
  setFault(rig: string, fault: { id: string; active: boolean }, by: string): Promise<FaultOutcome | null> {
    if (this.standingFaults === null) return Promise.resolve(null);
    this.faultsSet.push({ rig, fault, by });
    this.standingFaults = this.standingFaults.map((one) => (one.id === fault.id ? fault : one));
    return Promise.resolve({ ok: true, faults: this.standingFaults });
  }
  readonly forgotten: string[] = [];
  /** Of these something is left for now: they are in memory. */
  readonly running = new Set<string>();
  forget(rigs: readonly string[]): Promise<string[]> {
    this.forgotten.push(...rigs);
    return Promise.resolve(rigs.filter((rig) => !this.running.has(rig)));
  }
  status(): Promise<HostStatus> {
    return Promise.resolve(this.state);
  }
  refused(code: string, detail: string): void {
    this.refusals.push({ code, detail });
  }
}

/** `remove` takes its database along. */
export function dataFolder(): { dir: string; remove(): Promise<void> } {
  const dir = mkdtempSync(join(tmpdir(), 'millwright-academy-'));
  return {
    dir,
    remove: async () => {
      rmSync(dir, { recursive: true, force: true });
      await releasePlaceIn(dir);
    },
  };
}

/** Read once by a test file; every test has a copy of its own. */
let motor: Lab | undefined;
function loadMotorLab(): Lab {
  const { lab, problems } = loadLab(new URL('../../../labs/motor-seal-in', import.meta.url).pathname);
  if (!lab) throw new Error(JSON.stringify(problems));
  return lab;
}

/** labs/motor-seal-in with more steps after its own, so that order matters. */
export function motorLab(extraSteps: string[] = []): Lab {
  motor ??= loadMotorLab();
  const lab = structuredClone(motor);
  for (const id of extraSteps) lab.definition.steps.push({ ...lab.definition.steps[0]!, id });
  return lab;
}

/** One lab, a question `q1`, two solutions and the lesson `to-read`. */
export function libraryWith(lab: Lab): Library {
  return {
    roots: installationRoots(),
    published: false,
    versions: {},
    hasCourse: () => true,
    labs: () => new Map([[lab.slug, lab]]),
    labProblems: () => [],
    editionOf: () => undefined,
    judgeAnswer: ({ question, answer }) =>
      question === 'q1' ? { correct: answer === 'b', feedbackHtml: `<p>${answer}</p>`, reading: null } : null,
    lessonQuestions: () => [],
    solution: ({ solution }) =>
      solution === 'of-the-step'
        ? { opens: { after: 'step', step: lab.definition.steps[0]!.id }, lab: lab.slug, html: '<p>Motor := Start OR Motor;</p>' }
        : solution === 'of-the-question'
          ? { opens: { after: 'question', question: 'q1' }, lab: null, html: '<p>b</p>' }
          : null,
    isReading: ({ lesson }) => lesson === 'to-read',
  };
}

export async function academyFor(
  dir: string,
  host: HostClient,
  lab: Lab = motorLab(),
  more: Partial<ServicesOptions> = {},
): Promise<Services> {
  return openServices({
    dataDir: dir,
    database: await placeIn(dir),
    host,
    library: () => libraryWith(lab),
    authoring: (academyId) => authoringAt(dir, academyId),
    renderMarkdown: (markdown) => `<p>${markdown}</p>`,
    publicUrl: null,
    log: { info: () => {}, warn: () => {}, error: (fields, message) => console.error(message, fields) },
    ...more,
  });
}

export function verdict(step: string, check: string, outcome: Verdict['outcome']): Verdict {
  return {
    step,
    check,
    outcome,
    messageKey: outcome === 'passed' ? null : 'default',
    message: null,
    expected: null,
    observed: null,
    closeness: null,
    counterexample: null,
    atSeconds: 1.2,
    trace: { tickNs: '5000000', ticks: 1, signals: [], events: [], failedAt: null, hash: `hash-of-${check}` },
  };
}

/** A member with an account that only this test knows; returns the member's id. */
export async function addMember(database: Database, academyId: string, userId: string = randomUUID()): Promise<string> {
  const id = randomUUID();
  await database.insertInto('member').values({ id, academy_id: academyId, user_id: userId, created_at: '' }).execute();
  return id;
}
