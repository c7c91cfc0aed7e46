/**
 * A long ladder program: its drawing, all of it when it is opened and one network again after an edit; and what it costs in a scan that every element
 * leaves behind what it let through, against the same program as Structured Text, which leaves nothing.
 */
import { toStructuredText } from '#sandbox/iec61131/diagrams/bridges/to-structured-text.ts';
import type { LadderElement, LadderNetwork } from '#sandbox/iec61131/diagrams/ladder.ts';
import { layOut } from '#sandbox/iec61131/diagrams/layout/lay-out.ts';
import { printLadder as printFile } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from '../sandbox/iec61131/running-program.ts';

const rungs = 1_000;

/** Permissives, a seal-in, a timer and two outputs: longer than most rungs are. */
export function rung(number: number): LadderNetwork {
  const contact = (operand: string, form: 'no' | 'nc' = 'no'): LadderElement => ({
    kind: 'contact',
    form,
    operand: `${operand}${number}`,
  });
  return {
    title: `Motor ${number}`,
    rung: [
      { kind: 'parallel', branches: [[contact('Start'), contact('Permissive')], [contact('Motor')]] },
      contact('Stop', 'nc'),
      { kind: 'compare', operator: '<', left: `Level${number}`, right: '80.0' },
      { kind: 'box', type: 'TON', instance: `Delay${number}`, powerIn: 'IN', powerOut: 'Q', inputs: { PT: 'T#5s' }, outputs: {} },
      {
        kind: 'parallel',
        branches: [
          [{ kind: 'coil', form: 'plain', operand: `Motor${number}` }],
          [{ kind: 'coil', form: 'set', operand: `Seen${number}` }],
        ],
      },
    ],
  };
}

/** Milliseconds. */
export function ladderFigures(): { layout: number; again: number } {
  const rounds = 9;
  const samples = Array.from({ length: rounds }, () => {
    const networks = Array.from({ length: rungs }, (_, number) => rung(number));
    const whole = timed(() => networks.map((network) => layOut(network, 100)));
    const edited = networks.with(500, rung(500));
    return { layout: whole, again: timed(() => edited.map((network) => layOut(network, 100))) };
  });
  const median = (of: 'layout' | 'again') => samples.map((sample) => sample[of]).toSorted((a, b) => a - b)[rounds >> 1]!;
  return { layout: median('layout'), again: median('again') };
}

/** Microseconds of one scan of the whole program: drawn, with its power flow, and told as text. */
export function flowFigures(): { drawn: number; told: number } {
  const networks = Array.from({ length: rungs }, (_, number) => rung(number));
  const declarations = networks.map(
    (_, n) => `  Start${n}, Permissive${n}, Motor${n}, Stop${n}, Seen${n} : BOOL; Level${n} : REAL; Delay${n} : TON;`,
  );
  const pou = { pou: 'PROGRAM' as const, name: 'main', declarations: `VAR\n${declarations.join('\n')}\nEND_VAR\n`, networks };
  const drawing = { name: 'main.ld', text: printFile(pou) };
  const text = { name: 'main.st', text: toStructuredText(drawing)?.text ?? '' };
  const [drawn, told] = [drawing, text].map((file) => {
    const { program, diagnostics } = compile([file]);
    if (program === null) throw new Error(diagnostics[0]?.message.en ?? 'it does not compile');
    const rig = new RunningProgram(program);
    for (let n = 0; n < rungs; n += 2) for (const name of ['Start', 'Permissive']) rig.set(`main.${name}${n}`, true);
    return rig;
  }) as [RunningProgram, RunningProgram];
  const samples = Array.from({ length: 200 }, (_, at) => ({
    drawn: timed(() => drawn.scan(at * 10)) * 1000,
    told: timed(() => told.scan(at * 10)) * 1000,
  }));
  const median = (of: 'drawn' | 'told') => samples.map((sample) => sample[of]).toSorted((a, b) => a - b)[100]!;
  return { drawn: median('drawn'), told: median('told') };
}

function timed(work: () => unknown): number {
  const before = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - before) / 1e6;
}

export function printLadder(): void {
  const { layout, again } = ladderFigures();
  console.log(`layout of ${rungs} rungs: ${layout.toFixed(2)} ms; again after an edit of one: ${again.toFixed(3)} ms`);
  const { drawn, told } = flowFigures();
  console.log(
    `a scan of ${rungs} rungs with power flow: ${drawn.toFixed(0)} µs; as text, without: ${told.toFixed(0)} µs; ratio ${(drawn / told).toFixed(2)}`,
  );
}
