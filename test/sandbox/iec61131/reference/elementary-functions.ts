/**
 * LN, SIN, EXPT … by the library's own ST, run by the interpreter: that is the published algorithm, to the last bit (the law of logical
 * time). That it computes what it should is held against the machine's own functions, within the accuracy that the library documents.
 */
import { kernelFiles } from '#sandbox/iec61131/library/library.ts';
import { check } from '#sandbox/iec61131/semantics/check.ts';
import type { FunctionPou } from '#sandbox/iec61131/semantics/checked.ts';
import { parse } from '#sandbox/iec61131/syntax/parse.ts';

interface Row {
  kernel: string;
  machine: (...given: number[]) => number;
  /** Allowed difference in units of the last place: what the library says, and one for the machine. */
  ulps: number;
}

/** IEEE 754's pow; JavaScript's differs where the base is 1 or -1 and the exponent endless. */
const power = (base: number, exponent: number): number =>
  Math.abs(base) === 1 && Math.abs(exponent) === Number.POSITIVE_INFINITY ? 1 : base ** exponent;

const row = (kernel: string, machine: Row['machine'], ulps: number): Row => ({ kernel, machine, ulps: ulps + 1 });
const rows: Readonly<Record<string, Row>> = {
  EXPT: row('Power', power, 8),
  LN: row('Logarithm', Math.log, 1),
  LOG: row('DecimalLogarithm', Math.log10, 2),
  EXP: row('Exponential', Math.exp, 1),
  SIN: row('Sine', Math.sin, 1),
  COS: row('Cosine', Math.cos, 1),
  TAN: row('Tangent', Math.tan, 3),
  ASIN: row('Arcsine', Math.asin, 3),
  ACOS: row('Arccosine', Math.acos, 3),
  ATAN: row('Arctangent', Math.atan, 2),
  ATAN2: row('Direction', Math.atan2, 2),
};
export const isElementary = (name: string): boolean => Object.hasOwn(rows, name);

let functions: FunctionPou[] | null = null;
export function kernelOf(name: string): FunctionPou {
  functions ??=
    check(
      kernelFiles.map((file) => ({ file, tree: parse(file).unit, library: false })),
      { defaultCycle: 10_000_000n },
    ).program?.functions ?? [];
  const kernel = functions.find((candidate) => candidate.name === rows[name]?.kernel);
  if (!kernel) throw new Error(`no kernel for ${name}`);
  return kernel;
}

const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** Throws where the algorithm is further off than it says. */
export function expectAccurate(name: string, given: number[], result: number): void {
  const { machine, ulps } = rows[name]!;
  const exact = machine(...given);
  if (Object.is(exact, result) || (Number.isNaN(exact) && Number.isNaN(result)) || exact === result) return;
  // A power's error grows with its exponent: that of y * LN(x), or of the repeated product (library/power.ts).
  const [x = 0, y = 0] = given;
  const factors = name === 'EXPT' ? 4 * (1 + Math.abs(y * Math.log(Math.abs(x))) + Math.min(Math.abs(y), 1024)) : 0;
  const allowed = (ulps + factors) * Number.EPSILON * Math.abs(exact);
  // Around the limits of the type the last places, or the number itself, are lost on the way.
  const lost = Math.abs(exact) < SMALLEST_NORMAL * 4 || Math.abs(exact) > Number.MAX_VALUE / 4;
  if (
    lost
      ? Math.abs(result) > SMALLEST_NORMAL * 8 && Math.abs(result) < Number.MAX_VALUE / 8
      : !(Math.abs(exact - result) <= allowed)
  )
    throw new Error(`${name}(${given.join(', ')}) is ${result}; ${exact} was expected within ${allowed}`);
}
