/**
 * `lab test` of drafts: one at a time in an academy, for it computes as hard as it can. The last one of each lab is kept while the process
 * lives, so a page that is loaded anew shows it, running or ended.
 */
import type { LabProof } from '../library/publish.ts';
import type { ProofEnd } from './authoring.ts';
import type { ProofRun } from './lab-api.ts';

interface Run {
  state: 'running' | ProofEnd;
  began: string;
  ended: string | null;
  /** Of the files as they were when it began. */
  hash: string;
  proofs: LabProof[];
  stop: AbortController;
  over: Promise<void>;
}

interface Asked {
  hash: string;
  prove(told: (proof: LabProof) => void, signal: AbortSignal): Promise<ProofEnd>;
}

export class Proofs {
  /** By academy, then by the lab's slug. */
  readonly #runs = new Map<string, Map<string, Run>>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** False while a test of any lab of the academy runs. */
  begin(academyId: string, slug: string, { hash, prove }: Asked): boolean {
    if (this.#running(academyId) !== null) return false;
    const stop = new AbortController();
    const run: Run = {
      state: 'running',
      began: this.#now().toISOString(),
      ended: null,
      hash,
      proofs: [],
      stop,
      over: Promise.resolve(),
    };
    const runs = this.#runs.get(academyId) ?? new Map<string, Run>();
    this.#runs.set(academyId, runs.set(slug, run));
    run.over = prove((proof) => run.proofs.push(proof), stop.signal)
      .catch((): ProofEnd => 'failed')
      .then((end) => {
        run.state = end;
        run.ended = this.#now().toISOString();
      });
    return true;
  }

  /** Ended, if it runs. */
  async stop(academyId: string, slug: string): Promise<void> {
    const run = this.#runs.get(academyId)?.get(slug);
    run?.stop.abort();
    await run?.over;
  }

  /** `hash`: of the files as they are now. */
  tell(academyId: string, slug: string, hash: string): ProofRun {
    const run = this.#runs.get(academyId)?.get(slug);
    const running = this.#running(academyId);
    const busyWith = running === slug ? null : running;
    if (!run) return { state: 'none', began: null, ended: null, outdated: false, proofs: [], busyWith };
    const { state, began, ended, proofs } = run;
    const told = proofs.map(({ ok, about, name, detail }) => ({ ok, about, name, detail }));
    return { state, began, ended, outdated: run.hash !== hash, proofs: told, busyWith };
  }

  /** The lab whose test runs. */
  #running(academyId: string): string | null {
    for (const [slug, { state }] of this.#runs.get(academyId) ?? []) if (state === 'running') return slug;
    return null;
  }
}
