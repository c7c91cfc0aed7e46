import { describe, expect, it } from 'vitest';
import type { ProofEnd } from '#academy/authoring/authoring.ts';
import { Proofs } from '#academy/authoring/proofs.ts';
import type { LabProof } from '#academy/library/publish.ts';

const proof = (name: string, ok = true): LabProof => ({
  lab: 'pump',
  ok,
  about: 'start',
  name: { en: name, 'zh-CN': name },
  detail: null,
});

/** A test that the test itself brings to an end. */
function held() {
  let tell: (proof: LabProof) => void = () => {};
  let end: (end: ProofEnd) => void = () => {};
  return {
    prove: (told: (proof: LabProof) => void, signal: AbortSignal) =>
      new Promise<ProofEnd>((resolve) => {
        tell = told;
        end = resolve;
        signal.addEventListener('abort', () => resolve('stopped'));
      }),
    tell: (one: LabProof) => tell(one),
    end: (how: ProofEnd) => end(how),
  };
}

const clock = () => new Date('2026-11-23T04:00:00Z');

describe('the test of a lab', () => {
  it('is told as it goes, to whoever asks, and stays to be read when it has ended', async () => {
    const proofs = new Proofs(clock);
    const run = held();
    expect(proofs.tell('works', 'pump', 'h1').state).toBe('none');
    expect(proofs.begin('works', 'pump', { hash: 'h1', prove: run.prove })).toBe(true);
    run.tell(proof('the untouched start fails'));
    expect(proofs.tell('works', 'pump', 'h1')).toMatchObject({ state: 'running', proofs: [{ ok: true }], outdated: false });
    run.end('done');
    await proofs.stop('works', 'pump');
    expect(proofs.tell('works', 'pump', 'h1')).toMatchObject({ state: 'done', ended: '2026-11-23T04:00:00.000Z' });
    expect(proofs.tell('works', 'pump', 'h2').outdated).toBe(true);
  });

  it('is one at a time in an academy; another academy does not wait, and does not hear of it', async () => {
    const proofs = new Proofs(clock);
    const [one, other, elsewhere] = [held(), held(), held()];
    proofs.begin('works', 'pump', { hash: '', prove: one.prove });
    expect(proofs.begin('works', 'press', { hash: '', prove: other.prove })).toBe(false);
    expect(proofs.begin('works', 'pump', { hash: '', prove: other.prove })).toBe(false);
    expect(proofs.tell('works', 'press', '').busyWith).toBe('pump');
    expect(proofs.tell('school', 'pump', '')).toMatchObject({ state: 'none', busyWith: null });
    expect(proofs.begin('school', 'pump', { hash: '', prove: elsewhere.prove })).toBe(true);
    await proofs.stop('works', 'pump');
    expect(proofs.tell('works', 'pump', '').state).toBe('stopped');
    expect(proofs.begin('works', 'press', { hash: '', prove: other.prove })).toBe(true);
  });

  it('that breaks off is our failure, and the next can begin', async () => {
    const proofs = new Proofs(clock);
    proofs.begin('works', 'pump', { hash: '', prove: () => Promise.reject(new Error('no process')) });
    await proofs.stop('works', 'pump');
    expect(proofs.tell('works', 'pump', '').state).toBe('failed');
    expect(proofs.begin('works', 'pump', { hash: '', prove: held().prove })).toBe(true);
  });
});
