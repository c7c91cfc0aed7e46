/**
 * One visit to one lab: the line to the rig, the saved work, the last check. Everything that the panes do goes through here; React
 * only shows `getSnapshot()`. Values of signals are not in it (see rig/signal-store.ts), nor is the text being typed.
 */

import type { Trace } from '#sandbox/host/api.ts';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { decodeFrame } from '#sandbox/wire/frame.ts';
import { limits, type WireSignal } from '#sandbox/wire/messages.ts';
import { decodeRecording } from '#sandbox/wire/recording.ts';
import type { CheckResponse, FileChange, WorkState } from '../academy/api.ts';
import { Actions } from './actions/actions.ts';
import { PreferenceStore } from './preferences.ts';
import { Breakpoints } from './program/breakpoints.ts';
import type { PaneName, WorkbenchProgram, WorkbenchProps } from './props.ts';
import { Replay } from './replay/replay.ts';
import { type Answer, type Downloaded, RigConnection, type RigRequest, type Socket } from './rig/rig-connection.ts';
import { SignalStore } from './rig/signal-store.ts';
import { CommandDesk } from './terminal/lesson-commands.ts';
import { TimeControl } from './time/time-control.ts';
import { UndoStack } from './undo/undo-stack.ts';
import { type Academy, AcademyError, academyFor, baseOf, wordsOf } from './work/academy.ts';
import { Saving } from './work/saving.ts';

export type DownloadMode = 'online' | 'restart';
export type DownloadOutcome =
  /** `before`: the rig's signals as they were, to tell what became of each variable. */
  | { kind: 'done'; mode: DownloadMode; report: Downloaded; before: readonly WireSignal[] }
  | { kind: 'not-compiled'; report: Downloaded }
  | { kind: 'refused'; message: LocalizedText };

export interface SourcePlace {
  controller: string;
  file: string;
  line: number;
  column: number;
}

/** What a check of this visit came to. */
export interface CheckRecord {
  /** Milliseconds since 1970, by this computer's clock. */
  at: number;
  outcome: 'passed' | 'not-met' | 'did-not-run' | 'our-failure' | 'withheld';
  /** Checks met, of those graded. */
  met: number;
  of: number;
}

export interface LabSnapshot {
  work: { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; message: LocalizedText };
  /** Texts as last loaded, by controller; a higher `loads` means that editors must take them. */
  files: Readonly<Record<string, readonly { name: string; text: string }[]>>;
  loads: number;
  steps: WorkState['steps'];
  checking: boolean;
  result: CheckResponse['result'] | null;
  /** Checks of this visit, the last first. */
  history: readonly CheckRecord[];
  checkRefused: LocalizedText | null;
  /** Steps that the last check passed for the first time. */
  justPassed: readonly string[];
  hints: Readonly<Record<string, { hints: string[]; remaining: number }>>;
  hintRefused: LocalizedText | null;
  downloading: string | null;
  downloads: Readonly<Record<string, DownloadOutcome>>;
  /** Controllers whose rig runs something else than the editor shows; unknown controllers are absent. */
  differs: Readonly<Record<string, boolean>>;
  /** The last refusal of an operation, for the pane that asked. */
  refused: { pane: PaneName; message: LocalizedText; signal: string } | null;
  /** What the scene shows in place of the rig. */
  replay: Replay | null;
  /** They were brought to another rig while this page was open, and have not said yet that they know. */
  moved: boolean;
  /** Somebody else's rig, without its keyboard: everything can be looked at, nothing changed. */
  readOnly: boolean;
}

export class LabSession {
  readonly props: WorkbenchProps;
  /** All that is typed here and downloaded: the programs of the controllers, the gateway's file, and what is answered. */
  readonly programs: readonly WorkbenchProgram[];
  readonly store: SignalStore;
  readonly connection: RigConnection;
  readonly saving: Saving;
  readonly time: TimeControl;
  readonly breakpoints: Breakpoints;
  /** What can be done now; panes offer it. */
  readonly actions = new Actions();
  readonly undo = new UndoStack();
  /** What the lesson wants typed into the terminal. */
  readonly commands = new CommandDesk();
  readonly preferences: PreferenceStore;
  /** Values of the rig are on the page, or a second has passed without: what keeps the page busy for long (the editor) begins now. */
  readonly firstValues: Promise<void>;
  /** The academy's endpoints for this lab's work. */
  readonly academy: Academy;
  #texts = new Map<string, Map<string, string>>();
  #listeners = new Set<() => void>();
  #places = new Set<(place: SourcePlace) => void>();
  #wanted: SourcePlace | null = null;
  #breakpointKeys = new Set<() => void>();
  #snapshot: LabSnapshot;
  #ending: (() => void)[] = [];
  #renewing = false;
  #savedMeanwhile = false;
  /** The rig that this page is at. */
  #rigId: string | null = null;
  /** Counts changes of which files there are. */
  #fileChanges = 0;

  constructor(props: WorkbenchProps) {
    this.props = props;
    this.programs = [props.controllers, props.gateway ?? [], props.answers ?? []].flat();
    this.academy = academyFor(props);
    this.preferences = new PreferenceStore(props.preferences);
    this.store = new SignalStore((paint) => requestAnimationFrame(paint));
    const after = (milliseconds: number, run: () => void) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    };
    this.firstValues = new Promise((resolve) => {
      const painted = this.store.onPainted(() => this.store.live && begin());
      const waited = after(1_000, () => begin());
      const begin = () => {
        painted();
        waited();
        // Behind the paint of this frame.
        after(0, resolve);
      };
    });
    this.connection = new RigConnection({
      store: this.store,
      ensureSession: () => this.academy.ensureSession(),
      openSocket: () => {
        const url = new URL(`/api${baseOf(props)}/rig/${encodeURIComponent(props.lab)}`, location.href);
        url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
        return new WebSocket(url) as Socket;
      },
      decodeFrame,
      decodeRecording,
      after,
      random: Math.random,
    });
    this.time = new TimeControl(this.connection, props.controllers[0]?.name ?? '');
    // What this browser keeps of a trial must never be taken for work on the lab itself.
    const kept = props.draft ? `draft:${props.lab}` : props.lab;
    // And what an instructor types for somebody stays in nobody's browser but the trainee's.
    const storage = props.watching ? noStorage : pageStorage();
    this.breakpoints = new Breakpoints(kept, storage);
    this.saving = new Saving({
      lab: kept,
      put: (request, last) => this.academy.save(request, last),
      storage,
      after,
      random: Math.random,
    });
    this.#snapshot = {
      work: { kind: 'loading' },
      files: {},
      loads: 0,
      steps: {},
      checking: false,
      result: null,
      history: [],
      checkRefused: null,
      justPassed: [],
      hints: {},
      hintRefused: null,
      downloading: null,
      downloads: {},
      differs: {},
      refused: null,
      replay: null,
      moved: false,
      readOnly: props.watching !== null,
    };
  }

  start(): void {
    this.connection.start();
    void this.loadWork();
    const leave = () => this.saving.leave();
    const online = () => this.connection.retryNow();
    const back = () => void this.#renew();
    const unload = (event: Event) => {
      // The storage of a browser may be too small for it: then the page is the only place where this text is.
      if (this.saving.getState().kind === 'too-long') event.preventDefault();
    };
    addEventListener('pagehide', leave);
    addEventListener('beforeunload', unload);
    addEventListener('online', online);
    addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);
    this.#ending = [
      () => removeEventListener('pagehide', leave),
      () => removeEventListener('beforeunload', unload),
      () => removeEventListener('online', online),
      () => removeEventListener('focus', back),
      () => document.removeEventListener('visibilitychange', back),
      this.connection.subscribe(() => this.#compare()),
      this.connection.subscribe(() => this.#heedCompany()),
      this.#renewBesideOthers(),
      this.connection.subscribe(() => this.#heedRig()),
      this.#onBack(() => void this.saving.flush().then(() => (this.#besideOthers ? this.#renew() : undefined))),
    ];
  }

  /** Whoever watches may change something only while they have the keyboard. */
  #heedCompany(): void {
    if (this.props.watching === null) return;
    const readOnly = !this.connection.getSnapshot().company.some(({ you, keyboard }) => you && keyboard);
    if (readOnly === this.#snapshot.readOnly) return;
    this.#change({ readOnly });
    // The last words are saved if they still may be; then the trainee's text is shown, whatever stands here.
    if (readOnly) void this.saving.flush().finally(() => this.loadWork());
  }

  /** Another may be typing the same files, or is watched typing them. */
  get #besideOthers(): boolean {
    const { company } = this.connection.getSnapshot();
    return this.props.watching !== null || company.some(({ you, keyboard }) => keyboard && !you);
  }

  /** Then the rig says when something was saved, and the texts are asked for as at a return to the tab. */
  #renewBesideOthers(): () => void {
    let known = this.connection.getSnapshot().saves;
    return this.connection.subscribe(() => {
      const { saves } = this.connection.getSnapshot();
      if (saves === known) return;
      known = saves;
      if (this.#besideOthers) void this.#renew();
    });
  }

  /** The lab was begun anew, or an exam began or ended, while this page was open: its texts and steps are other ones, too. */
  #heedRig(): void {
    const { rigId } = this.connection.getSnapshot();
    if (rigId === null || rigId === this.#rigId) return;
    const moved = this.#rigId !== null;
    this.#rigId = rigId;
    if (!moved) return;
    this.endReplay();
    this.#change({ moved: true, result: null, downloads: {} });
    void this.loadWork();
  }

  forgetMove(): void {
    this.#change({ moved: false });
  }

  /** The line is up again after it was down. */
  #onBack(run: () => void): () => void {
    let before = this.connection.getSnapshot().link;
    return this.connection.subscribe(() => {
      const { link } = this.connection.getSnapshot();
      if (before === 'offline' && link === 'online') run();
      before = link;
    });
  }

  stop(): void {
    for (const end of this.#ending) end();
    this.endReplay();
    this.saving.leave();
    this.connection.stop();
  }

  readonly getSnapshot = (): LabSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async loadWork(): Promise<void> {
    this.#change({ work: { kind: 'loading' } });
    try {
      await this.academy.ensureSession();
      this.#take(await this.academy.work());
    } catch (error) {
      this.#change({ work: { kind: 'failed', message: wordsOf(error) } });
    }
  }

  /** The reader is back at this tab: what another one saved meanwhile is shown here too. */
  async #renew(): Promise<void> {
    if (document.hidden || this.#snapshot.work.kind !== 'ready') return;
    // What was saved after the question is not in its answer.
    if (this.#renewing) {
      this.#savedMeanwhile = true;
      return;
    }
    this.#renewing = true;
    const changes = this.#fileChanges;
    try {
      const work = await this.academy.work();
      // An answer from before a file came or went here would undo that.
      if (changes === this.#fileChanges) this.#takeNewer(work);
    } catch (error) {
      // Nothing was asked for, so nothing is said: the next save or check tells what is wrong.
      if (!(error instanceof AcademyError)) throw error;
    } finally {
      const again = this.#savedMeanwhile;
      this.#renewing = false;
      this.#savedMeanwhile = false;
      if (again) void this.#renew();
    }
  }

  #takeNewer(work: WorkState): void {
    const { newer, gone } = this.saving.renew(this.#inOwnLanguage(work.files), work.savedAt);
    for (const { controller, name, text } of newer) this.#texts.get(controller)?.set(name, text);
    for (const { controller, name } of gone) this.#texts.get(controller)?.delete(name);
    // In the academy's order: the lab's files, then the reader's own by name.
    for (const [controller, list] of Object.entries(work.files)) {
      const texts = this.#texts.get(controller);
      const order = list.map(({ name }) => name);
      if (texts)
        this.#texts.set(controller, new Map([...texts].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))));
    }
    if (newer.length + gone.length > 0) this.#textsChanged();
    this.#setSteps(work.steps);
    this.#compare();
  }

  /** A file of the reader's own comes, gets another name, or goes; `null` when done, else why not. */
  async changeFile(change: FileChange): Promise<LocalizedText | null> {
    try {
      // Its text before its name: what was typed last is in the history of either.
      await this.saving.flush();
      const work = await this.academy.changeFile(change);
      this.#fileChanges += 1;
      if (change.do !== 'create') this.saving.forget(change.controller, change.name);
      if (change.do !== 'create') this.#texts.get(change.controller)?.delete(change.name);
      this.#takeNewer(work);
      this.#textsChanged();
      return null;
    } catch (error) {
      return wordsOf(error);
    }
  }

  /** Another text in place of a file's: an edit as if typed, which the editor shows and can undo. */
  replaceText(controller: string, file: string, text: string): void {
    this.edit(controller, file, text);
    this.#textsChanged();
  }

  /** Editors take the texts, and the list of files is made anew. */
  #textsChanged(): void {
    const files = Object.fromEntries([...this.#texts.keys()].map((controller) => [controller, this.program(controller)]));
    this.#change({ files, loads: this.#snapshot.loads + 1 });
  }

  text(controller: string, file: string): string | undefined {
    return this.#texts.get(controller)?.get(file);
  }

  /** The controller's files as the editor has them. */
  program(controller: string): { name: string; text: string }[] {
    return [...(this.#texts.get(controller) ?? [])].map(([name, text]) => ({ name, text }));
  }

  edit(controller: string, file: string, text: string): void {
    if (this.#snapshot.readOnly) return;
    this.#texts.get(controller)?.set(file, text);
    this.saving.edit(controller, file, text);
    this.#compare();
  }

  async download(controller: string, mode: DownloadMode): Promise<void> {
    if (this.#snapshot.downloading !== null || this.#snapshot.work.kind !== 'ready') return;
    const files = this.program(controller);
    if (tooBig(files)) {
      this.#change({ downloads: { ...this.#snapshot.downloads, [controller]: { kind: 'refused', message: tooBigForRig } } });
      return;
    }
    const before = this.connection.getSnapshot().signals;
    this.#change({ downloading: controller });
    // Saving goes its own way: a download neither waits for it nor fails with it.
    void this.saving.flush();
    const answer = await this.connection.request({ type: 'download', controller, files, mode });
    const { downloaded } = answer;
    let outcome: DownloadOutcome;
    if (downloaded?.ok) outcome = { kind: 'done', mode, report: downloaded, before };
    else if (downloaded) outcome = { kind: 'not-compiled', report: downloaded };
    else outcome = { kind: 'refused', message: answer.ok ? unclear : answer.message };
    this.#change({ downloading: null, downloads: { ...this.#snapshot.downloads, [controller]: outcome } });
  }

  async check(): Promise<void> {
    if (this.#snapshot.checking || this.#snapshot.work.kind !== 'ready' || this.props.watching !== null) return;
    this.#change({ checking: true, checkRefused: null, justPassed: [] });
    try {
      void this.saving.flush();
      const programs = Object.fromEntries(this.programs.map(({ name }) => [name, this.program(name)]));
      const { result, steps } = await this.academy.check(programs);
      const before = this.#snapshot.steps;
      const justPassed = Object.keys(steps).filter((step) => steps[step]?.passedAt && !before[step]?.passedAt);
      this.#change({ checking: false, result, justPassed, history: [recordOf(result), ...this.#snapshot.history].slice(0, 20) });
      this.#setSteps(steps);
    } catch (error) {
      this.#change({ checking: false, checkRefused: wordsOf(error) });
    }
  }

  /** One more hint of a step; without `reveal` those that were shown before (on an earlier visit). */
  async hint(step: string, reveal = true): Promise<void> {
    if (this.props.watching !== null) return;
    try {
      const answer = await this.academy.hint(step, this.props.locale, reveal);
      // Two requests may overtake each other; what is shown stays shown.
      if (answer.hints.length < (this.#snapshot.hints[step]?.hints.length ?? 0)) return;
      this.#change({ hints: { ...this.#snapshot.hints, [step]: answer }, hintRefused: null });
    } catch (error) {
      this.#change({ hintRefused: wordsOf(error) });
    }
  }

  /** Ask the rig for something from a pane; a refusal is shown there. */
  async ask(pane: PaneName, signal: string, request: RigRequest): Promise<Answer> {
    const answer = await this.connection.request(request);
    if (!answer.ok) this.#change({ refused: { pane, signal, message: answer.message } });
    else if (this.#snapshot.refused !== null) this.#change({ refused: null });
    return answer;
  }

  /** Shows a verdict's trace in place of the rig, played at once or standing; `title` says of which check it is. */
  startReplay(trace: Trace, title: string, playing = true): void {
    this.#snapshot.replay?.stop();
    const replay = new Replay(trace, title, requestAnimationFrame.bind(window));
    this.#change({ replay });
    if (playing) replay.play();
  }

  endReplay(): void {
    this.#snapshot.replay?.stop();
    if (this.#snapshot.replay) this.#change({ replay: null });
  }

  /** Says in a pane why something was not done there; `null`: it was. */
  refuse(pane: PaneName, message: LocalizedText | null): void {
    if (message === null) this.forgetRefusal();
    else this.#change({ refused: { pane, signal: '', message } });
  }

  forgetRefusal(): void {
    if (this.#snapshot.refused !== null) this.#change({ refused: null });
  }

  /** `null` when done, else why not. */
  async reset(scope: 'device' | 'step' | 'lab', controller: string): Promise<LocalizedText | null> {
    if (scope === 'device') {
      const answer = await this.connection.request({ type: 'controller', controller, do: 'restart' });
      return answer.ok ? null : answer.message;
    }
    try {
      await this.saving.flush();
      this.#take(await this.academy.reset(scope));
    } catch (error) {
      return wordsOf(error);
    }
    this.#change({ result: null, downloads: {} });
    const request: RigRequest =
      scope === 'lab'
        ? { type: 'reset', keepPrograms: false }
        : { type: 'download', controller, files: this.program(controller), mode: 'restart' };
    const answer = await this.connection.request(request);
    return answer.ok || answer.downloaded ? null : answer.message;
  }

  /** Texts as they were, by controller: saved as ordinary edits, shown in the editor. False where there is nothing to write into yet. */
  writeBack(programs: Readonly<Record<string, readonly { name: string; text: string }[]>>): boolean {
    if (this.#snapshot.work.kind !== 'ready') return false;
    for (const [controller, files] of Object.entries(programs)) {
      for (const { name, text } of files) {
        this.#texts.get(controller)?.set(name, text);
        this.saving.edit(controller, name, text);
      }
    }
    this.#change({ loads: this.#snapshot.loads + 1 });
    this.#compare();
    return true;
  }

  /** In a conflict of two tabs: take the academy's text. */
  async takeOther(): Promise<void> {
    this.saving.takeOther();
    await this.loadWork();
  }

  /** Show a place of a program in the editor; kept until an editor is there. */
  show(place: SourcePlace): void {
    this.#wanted = place;
    for (const listener of this.#places) listener(place);
  }

  onShow(listener: (place: SourcePlace) => void): () => void {
    this.#places.add(listener);
    if (this.#wanted) listener(this.#wanted);
    return () => this.#places.delete(listener);
  }

  shown(): void {
    this.#wanted = null;
  }

  /** F9: the editor knows the line. */
  onBreakpointKey(listener: () => void): () => void {
    this.#breakpointKeys.add(listener);
    return () => this.#breakpointKeys.delete(listener);
  }

  toggleBreakpoint(): void {
    for (const listener of this.#breakpointKeys) listener();
  }

  /** On to the next breakpoint of the program that is open. */
  runToBreakpoint(): void {
    this.time.runTo(this.breakpoints.all(this.time.controller));
  }

  #take(work: WorkState): void {
    const files = this.saving.load(this.#inOwnLanguage(work.files), work.savedAt);
    for (const { name, start } of this.programs) files[name] ??= start.map((file) => ({ ...file }));
    this.#texts = new Map(
      Object.entries(files).map(([controller, list]) => [controller, new Map(list.map((file) => [file.name, file.text]))]),
    );
    this.#change({ work: { kind: 'ready' }, files, loads: this.#snapshot.loads + 1 });
    this.#setSteps(work.steps);
    this.#compare();
  }

  /** An untouched start is shown with the comments of this page, in whatever language it was found or brought back. */
  #inOwnLanguage(files: WorkState['files']): WorkState['files'] {
    return Object.fromEntries(Object.entries(files).map(([name, list]) => [name, this.#startInOwnLanguage(name, list)]));
  }

  #startInOwnLanguage<F extends { name: string; text: string }>(controller: string, files: readonly F[]): F[] {
    const { start = [], startElsewhere = [] } = this.programs.find(({ name }) => name === controller) ?? {};
    return files.map((file) => {
      const untouched = startElsewhere.some(({ name, text }) => name === file.name && text === file.text);
      const own = untouched ? start.find(({ name }) => name === file.name) : undefined;
      return own ? { ...file, text: own.text } : file;
    });
  }

  #setSteps(steps: WorkState['steps']): void {
    this.#change({ steps });
    for (const [step, { hintsShown }] of Object.entries(steps))
      if (hintsShown > (this.#snapshot.hints[step]?.hints.length ?? 0)) void this.hint(step, false);
    document.dispatchEvent(new CustomEvent('millwright:progress', { detail: { lab: this.props.lab, steps } }));
  }

  #compare(): void {
    if (this.#snapshot.work.kind !== 'ready') return;
    const { programs, link } = this.connection.getSnapshot();
    if (link === 'connecting') return;
    const differs: Record<string, boolean> = {};
    for (const [controller, running] of Object.entries(programs))
      differs[controller] = !sameFiles(this.#startInOwnLanguage(controller, running), this.program(controller));
    if (JSON.stringify(differs) !== JSON.stringify(this.#snapshot.differs)) this.#change({ differs });
  }

  #change(part: Partial<LabSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    for (const listener of this.#listeners) listener();
  }
}

const unclear: LocalizedText = {
  en: 'The rig acknowledged the download without a report. Reload the page and look whether the rig runs this program.',
  'zh-CN': '实训台确认了下载，但没有返回报告。请重新加载页面，确认实训台运行的是否为此程序。',
};

const tooBigForRig: LocalizedText = {
  en: 'The files of this controller are longer together than the rig takes (1,000,000 bytes). Shorten them, then download again.',
  'zh-CN': '此控制器的全部文件合计超过实训台可接受的大小（1,000,000 字节）。请缩短后重新下载。',
};

/** With room for the message around them. */
function tooBig(files: readonly { name: string; text: string }[]): boolean {
  return new TextEncoder().encode(JSON.stringify(files)).length > limits.messageBytes - 1_000;
}

function sameFiles(one: readonly { name: string; text: string }[], other: readonly { name: string; text: string }[]): boolean {
  return (
    one.length === other.length && one.every((file) => other.some(({ name, text }) => name === file.name && text === file.text))
  );
}

function recordOf(result: CheckResponse['result']): CheckRecord {
  const at = Date.now();
  if (result.outcome !== 'graded') return { at, outcome: result.outcome, met: 0, of: 0 };
  const met = result.verdicts.filter(({ outcome }) => outcome === 'passed').length;
  return { at, outcome: result.passed ? 'passed' : 'not-met', met, of: result.verdicts.length };
}

const noStorage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };

/** localStorage, or a store that forgets where the browser forbids it (the very look at it may throw). */
function pageStorage(): Storage | typeof noStorage {
  try {
    return localStorage;
  } catch {
    return noStorage;
  }
}

/** The step that is worked on: the first not passed. */
export function currentStep(props: WorkbenchProps, steps: WorkState['steps']): number {
  const index = props.steps.findIndex((step) => !steps[step.id]?.passedAt);
  return index < 0 ? props.steps.length : index;
}
