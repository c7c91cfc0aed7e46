/** One program, compiled and interpreted side by side. */
import { compile, libraryUnits } from '#sandbox/iec61131/compile.ts';
import { readCell, resolve, type Value } from '#sandbox/iec61131/index.ts';
import { check } from '#sandbox/iec61131/semantics/check.ts';
import { parse } from '#sandbox/iec61131/syntax/parse.ts';
import { RunningProgram } from '../running-program.ts';
import { Fault, NotCovered, type Scalar } from './arithmetic.ts';
import { ReferenceMachine } from './machine.ts';

/** `agrees`; `refused` by the checker; `not-covered` by the reference; or the first difference, in words. */
export type Verdict =
  | { kind: 'agrees' | 'refused' | 'not-covered'; scans: number; why: string }
  | { kind: 'differs'; why: string };

const FUEL = 300_000n;

function isSame(actual: Value, expected: Scalar | string): boolean {
  return typeof expected === 'bigint' && typeof actual !== 'string' ? BigInt(actual) === expected : Object.is(actual, expected);
}

interface Options {
  observable?: boolean;
  /** Counts what the program did. */
  met?: Map<string, number>;
}

export function compareWithReference(text: string, scans = 4, { met, ...options }: Options = {}): Verdict {
  const file = { name: 'random.st', text };
  const { program, diagnostics } = compile([file], options);
  if (!program) {
    const first = diagnostics.find(({ severity }) => severity === 'error');
    return { kind: 'refused', scans: 0, why: `${first?.code} line ${first?.range.line}: ${first?.message.en}` };
  }
  const checked = check([{ file, tree: parse(file).unit }, ...libraryUnits()], { defaultCycle: 10_000_000n }).program;
  if (!checked) return { kind: 'differs', why: 'compiles, but does not check' };
  const cells = new Map<string, NonNullable<ReturnType<typeof resolve>>>();
  let done = 0;
  let machine: ReferenceMachine | null = null;
  try {
    machine = new ReferenceMachine(checked);
    const running = new RunningProgram(program);
    for (; done < scans; done++) {
      const now = BigInt(done) * 10_000_000n;
      let expected: Fault | null = null;
      try {
        machine.scan(0, now);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        expected = error;
      }
      const fault = running.scan(done * 10, 0, FUEL);
      if (expected?.kind === 'fuel' || fault?.kind === 'fuel') return { kind: 'agrees', scans: done, why: 'fuel' };
      const told = fault && `${fault.kind} at line ${fault.line}`;
      if (told !== (expected?.message ?? null))
        return { kind: 'differs', why: `scan ${done}: ${told ?? 'no fault'}, reference: ${expected?.message ?? 'no fault'}` };
      for (const [path, value] of machine.scalars()) {
        // References have no cells; programs say themselves where theirs lead.
        if (typeof value === 'object') continue;
        const cell = cells.get(path) ?? resolve(program.layout, path);
        if (cell) cells.set(path, cell);
        else return { kind: 'differs', why: `there is no cell ${path}` };
        const actual = readCell(running.view, running.base, cell);
        if (!isSame(actual, value)) return { kind: 'differs', why: `scan ${done}: ${path} is ${actual}, reference: ${value}` };
      }
      if (fault) return { kind: 'agrees', scans: done + 1, why: fault.kind };
    }
  } catch (error) {
    if (error instanceof NotCovered) return { kind: 'not-covered', scans: 0, why: error.message };
    throw error;
  } finally {
    for (const [feature, count] of machine?.met ?? []) met?.set(feature, (met.get(feature) ?? 0) + count);
  }
  return { kind: 'agrees', scans: done, why: '' };
}
