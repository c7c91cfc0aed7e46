/**
 * Expressions of a lab, compiled by the same compiler as the trainee's program. The signals that a lab declares become members of
 * one structure per part, so that `plc.Motor` is ordinary Structured Text and nothing else can be named. All expressions of a
 * call are compiled into one program whose inputs are the signals and whose outputs are the expressions' values.
 */
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import type { Diagnostic } from '../iec61131/diagnostics.ts';
import { compile } from '../iec61131/index.ts';
import { parseExpression } from '../iec61131/syntax/parse.ts';
import type { LabSignal } from './signals.ts';

export interface ExpressionProgram {
  /** `null` when an expression does not compile. */
  program: CompiledProgram | null;
  /** By expression, in order: what is wrong with it, places relative to the expression's text (line and column from 1). */
  diagnostics: Diagnostic[][];
  /** Path in the program of each expression's BOOL, of each number's LREAL and of each text's STRING. */
  results: string[];
  numbers: string[];
  texts: string[];
  /** Path in the program of each signal that the expressions name. */
  inputs: { signal: LabSignal; path: string }[];
}

const instance = 'checks';
const memoryBytes = 1_048_576;
/** Texts of people and of messages are longer than the 80 characters of a STRING. */
const longText = 'STRING[254]';

/** Compiles BOOL expressions over `signals`, and LREAL and STRING expressions beside them. */
export function compileExpressions(
  signals: readonly LabSignal[],
  expressions: readonly string[],
  numbers: readonly string[] = [],
  texts: readonly string[] = [],
): ExpressionProgram {
  const names = {
    results: expressions.map((_, index) => `result_${index + 1}`),
    numbers: numbers.map((_, index) => `number_${index + 1}`),
    texts: texts.map((_, index) => `text_${index + 1}`),
  };
  const all = [...names.results, ...names.numbers, ...names.texts];
  return build(signals, [...expressions, ...numbers, ...texts], names, (text, index) => [`  ${all[index]} := (`, text, '  );']);
}

/** Whether each literal (in ST, e.g. `TRUE`, `T#800ms`) may be assigned to its signal: diagnostics only. */
export function checkAssignments(assignments: readonly { signal: LabSignal; literal: string }[]): Diagnostic[][] {
  const signals = assignments.map(({ signal }) => signal);
  const literals = assignments.map(({ literal }) => literal);
  return build(signals, literals, { results: [], numbers: [], texts: [] }, (text, index) => [
    `  ${signals[index]!.name} :=`,
    text,
    '  ;',
  ]).diagnostics;
}

function build(
  signals: readonly LabSignal[],
  written: readonly string[],
  { results, numbers, texts }: { results: string[]; numbers: string[]; texts: string[] },
  statement: (text: string, index: number) => [string, string, string],
): ExpressionProgram {
  // Each text by itself first: `TRUE); plant.Level := (0.0` is no expression, but would be two statements in the program.
  const own = written.map((text) => parseExpression({ name: 'expression', text }, { implies: true }).diagnostics.filter(isError));
  if (own.some((list) => list.length > 0))
    return { program: null, diagnostics: own, results: [], numbers: [], texts: [], inputs: [] };

  const parts = tree(signals);
  const types: string[] = [];
  const variables = [...parts.values()].map((part) => `  ${part.name} : ${declare(part, part.name, types)};`);
  const lines = [
    ...(types.length > 0 ? ['TYPE', ...types, 'END_TYPE'] : []),
    `PROGRAM ${instance}`,
    'VAR',
    ...variables,
    ...results.map((name) => `  ${name} : BOOL;`),
    ...numbers.map((name) => `  ${name} : LREAL;`),
    ...texts.map((name) => `  ${name} : ${longText};`),
    'END_VAR',
  ];
  /** First line of each text in the program, from 1. */
  const starts: number[] = [];
  written.forEach((text, index) => {
    const [before, middle, after] = statement(text, index);
    lines.push(before);
    starts.push(lines.length + 1);
    lines.push(...middle.split('\n'), after);
  });
  lines.push('END_PROGRAM', '');

  const file = { name: 'checks.st', text: lines.join('\n') };
  const { program, diagnostics } = compile([file], { defaultCycle: 1_000_000n, memoryBytes, implies: true });
  const byText: Diagnostic[][] = written.map(() => []);
  for (const diagnostic of diagnostics) {
    if (!isError(diagnostic)) continue;
    // A mistake may be noticed behind the text it stands in, never before it.
    const index = Math.max(
      0,
      starts.findLastIndex((start) => start - 1 <= diagnostic.range.line),
    );
    const line = Math.max(1, diagnostic.range.line - starts[index]! + 1);
    byText[index]?.push({ ...diagnostic, range: { ...diagnostic.range, line } });
  }
  const named = namedSignals(signals, written);
  return {
    program,
    diagnostics: byText,
    results: results.map((name) => `${instance}.${name}`),
    numbers: numbers.map((name) => `${instance}.${name}`),
    texts: texts.map((name) => `${instance}.${name}`),
    inputs: named.map((signal) => ({ signal, path: `${instance}.${signal.name}` })),
  };
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** The signals whose names stand in the texts, in the order of `signals`. */
export function namedSignals(signals: readonly LabSignal[], texts: readonly string[]): LabSignal[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const match of text.replaceAll(/\(\*[\s\S]*?\*\)|\/\/.*/g, ' ').matchAll(/[A-Za-z_]\w*(?:\s*\.\s*\w+)+/g)) {
      // `plant.word.3` reads a bit of plant.word.
      const steps = match[0].replaceAll(/\s/g, '').toUpperCase().split('.');
      for (let length = 2; length <= steps.length; length += 1) words.add(steps.slice(0, length).join('.'));
    }
  }
  return signals.filter((signal) => words.has(signal.name.toUpperCase()));
}

interface Part {
  members: Map<string, Part>;
  signal: LabSignal | null;
  name: string;
}

/** `plant.pump.Speed` becomes a structure in a structure. Elements of arrays cannot be named in checks. */
function tree(signals: readonly LabSignal[]): Map<string, Part> {
  const roots = new Map<string, Part>();
  for (const signal of signals) {
    if (signal.name.includes('[')) continue;
    let level = roots;
    let part: Part | null = null;
    for (const step of signal.name.split('.')) {
      const key = step.toUpperCase();
      part = level.get(key) ?? { members: new Map(), signal: null, name: step };
      level.set(key, part);
      level = part.members;
    }
    if (part) part.signal = signal;
  }
  return roots;
}

/** The name of the part's type; structures are added to `types`, inner ones first. */
function declare(part: Part, path: string, types: string[]): string {
  if (part.members.size === 0) return part.signal?.type === 'STRING' ? longText : (part.signal?.type ?? 'BOOL');
  const name = `signals_of_${path}`;
  const members = [...part.members.values()].map(
    (member) => `    ${member.name} : ${declare(member, `${path}_${member.name}`, types)};`,
  );
  types.push(`  ${name} : STRUCT`, ...members, '  END_STRUCT;');
  return name;
}
