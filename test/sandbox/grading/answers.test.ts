/** A lab whose whole work is answers: no controller, a meter on a network, words that are drawn. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forSeed } from '#sandbox/grading/for-seed.ts';
import { grade } from '#sandbox/grading/grade.ts';
import { proveLab } from '#sandbox/grading/prove.ts';
import type { Verdict } from '#sandbox/grading/types.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { drawWords } from '#sandbox/rig/parameters.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { give } from '../rig/made-lab.ts';

function meterLab(): Lab {
  const { lab, problems } = loadLab(join(import.meta.dirname, '../lab/asking-meter'));
  if (!lab || problems.length > 0) throw new Error(JSON.stringify(problems, null, 1));
  return lab;
}

const answered = (text: string) => ({ answers: [{ name: 'answers.yaml', text }] });

function verdicts(lab: Lab, text: string, seed = 1): Record<string, Verdict> {
  const result = grade(lab, answered(text), { seed });
  if (result.outcome !== 'graded') throw new Error(`not graded: ${JSON.stringify(result)}`);
  return Object.fromEntries(result.verdicts.map((verdict) => [verdict.check, verdict]));
}

const complete = 'Order: abcd\nName: x\nLink: wired\nBreaker: true\n';

describe('a lab of questions', () => {
  it('starts with nothing answered', () => {
    expect(meterLab().start).toEqual({ answers: [{ name: 'answers.yaml', text: '' }] });
  });

  it('proves itself', () => {
    const proofs = proveLab(meterLab());
    expect(proofs.filter(({ ok }) => !ok).map(({ name, detail }) => [name.en, detail?.en])).toEqual([]);
    expect(proofs.length).toBe(9);
  });

  it('what is not answered yet fails its checks by name, in both languages', () => {
    const { voltage, line } = verdicts(meterLab(), 'Order: abcd\nName: x\n');
    expect(voltage).toMatchObject({ outcome: 'failed', messageKey: null });
    expect(voltage!.message).toEqual({
      en: '“Which voltage does the meter read?” is not answered yet. Answer under this step, then check again.',
      'zh-CN': '“电表读到的电压是多少？” 尚未回答。请在此步骤下作答后再检查。',
    });
    expect(line!.message?.en).toContain('“Which link?”, “Is the breaker to be closed?” are not answered yet');
  });

  it('a wrong answer is told as it was given, and the right one is not given away', () => {
    const { voltage } = verdicts(meterLab(), `Voltage: 12\n${complete}`);
    expect(voltage!.observed?.en).toBe('“Which voltage does the meter read?” was answered with 12.');
    expect(voltage).toMatchObject({ messageKey: 'default', closeness: null });
    expect(voltage!.trace!.signals.map(({ name }) => name)).not.toContain('plant.Voltage');
  });

  it('answers.yaml with a mistake did not run, with line and column', () => {
    const result = grade(meterLab(), answered('Voltage: 230\nLink: rope\n'), { seed: 1 });
    expect(result).toMatchObject({
      outcome: 'did-not-run',
      diagnostics: [{ range: { file: 'answers.yaml', line: 2, column: 7 } }],
    });
  });

  it('a trainee’s own file has no expressions', () => {
    const result = grade(meterLab(), answered(`Voltage: "= plant.Voltage"\n${complete}`), { seed: 1 });
    expect(result.outcome).toBe('did-not-run');
  });

  it('an author’s expression is worked out for the seed, and so are drawn words', () => {
    const lab = meterLab();
    for (const seed of [1, 2, 3, 4]) {
      const text = forSeed(lab, lab.solutions.words!, seed).answers![0]!.text;
      const order = String(drawWords(lab, seed).order);
      expect(text).toContain(`Order: ${JSON.stringify(order.toLowerCase())}`);
      const rig = Rig.build(lab, { seed }).rig!;
      expect(text).toContain(`Voltage: ${Number(rig.value('plant.NominalVoltage')) + 0.2}`.slice(0, 14));
    }
  });
});

describe('answers in a rig', () => {
  const wired = { latencyNs: 5_000 };
  const quality = (rig: Rig) => rig.network!.network.topology.line('line').quality;
  const download = (rig: Rig, text: string) =>
    rig.apply({ kind: 'download', controller: 'answers', files: [{ name: 'answers.yaml', text }], mode: 'online' });

  it('a decision acts at once: on the plant and on the link', () => {
    const rig = Rig.build(meterLab(), { seed: 1 }).rig!;
    expect(quality(rig)).toMatchObject(wired);
    expect(download(rig, 'Link: wifi-busy\nBreaker: true\n')).toMatchObject({ ok: true });
    rig.advance(2);
    expect([rig.value('plant.Chosen'), rig.value('plant.Closed')]).toEqual([1, true]);
    expect(quality(rig)).not.toMatchObject(wired);
    expect(rig.answers).toEqual({ Link: 'wifi-busy', Breaker: true });
  });

  it('a file with a mistake is refused and changes nothing', () => {
    const rig = Rig.build(meterLab(), { seed: 1 }).rig!;
    download(rig, 'Breaker: true\n');
    expect(download(rig, 'Breaker: false\nLink: rope\n')).toMatchObject({
      ok: false,
      download: { diagnostics: [{ range: { line: 2 } }] },
    });
    expect(rig.answers).toEqual({ Breaker: true });
  });

  it('they survive save and restore, and a reset that keeps programs; a full one forgets them', () => {
    const lab = meterLab();
    const rig = Rig.build(lab, { seed: 1 }).rig!;
    download(rig, 'Link: wifi-busy\nBreaker: true\n');
    rig.advance(5);
    const restored = Rig.restore(lab, JSON.parse(JSON.stringify(rig.save()), revived)).rig!;
    expect([restored.answers, quality(restored), restored.programs()]).toEqual([rig.answers, quality(rig), rig.programs()]);
    give(restored, { kind: 'reset', keepPrograms: true });
    restored.advance(2);
    expect([restored.value('plant.Chosen'), restored.value('plant.Closed')]).toEqual([1, true]);
    expect(quality(restored)).not.toMatchObject(wired);
    give(restored, { kind: 'reset', keepPrograms: false });
    restored.advance(2);
    expect([restored.value('plant.Chosen'), restored.value('plant.Closed'), restored.answers]).toEqual([5, false, {}]);
    expect(quality(restored)).toMatchObject(wired);
  });
});

/** The memory of a keyframe is bytes, which JSON has not. */
const revived = (key: string, value: unknown): unknown =>
  key === 'memory' ? Uint8Array.from(Object.values(value as Record<string, number>)) : value;

describe('a chosen link under a fault', () => {
  it('is what was chosen when the fault is over, and the fault acts on it meanwhile', () => {
    const lab = meterLab();
    const rig = Rig.build(lab, { seed: 1, programs: answered('Link: wifi-busy\n') }).rig!;
    const latency = () => rig.network!.network.topology.line('line').quality.latencyNs;
    const chosen = latency();
    rig.network!.impair([{ link: 'line', mode: 'latency', by: 7_000_000n, jitter: 0n }]);
    expect(latency()).toBe(chosen + 7_000_000);
    rig.network!.impair([]);
    expect(latency()).toBe(chosen);
  });
});
