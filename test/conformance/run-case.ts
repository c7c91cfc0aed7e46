/** Compiles and runs one case; what is not as the case says comes back as sentences. */
import { parseLiteral } from '#sandbox/controller/literal.ts';
import { type CompileOptions, compile, resolve } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from '../sandbox/iec61131/running-program.ts';
import type { ConformanceCase } from './case.ts';

type Given = Record<string, boolean | number | string>;

export function complaintsAbout(one: ConformanceCase): string[] {
  try {
    return [...judge(one)];
  } catch (error) {
    return [`it threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

function* judge(one: ConformanceCase): Generator<string> {
  const options: CompileOptions & { strict: boolean } = { strict: one.strict };
  const { diagnostics, program } = compile([{ name: one.name, text: one.text }], options);
  const told = (wanted: string, codes: string[]) =>
    codes.some((code) => code === wanted || (!wanted.includes('@') && code.startsWith(`${wanted}@`)));
  const of = (...severities: string[]) =>
    diagnostics
      .filter(({ severity }) => severities.includes(severity))
      .map(({ code, range, message }) => ({ code: `${code}@${range.line}`, text: `${code}@${range.line} ${message.en}` }));
  const errors = of('error');
  if (one.errors) {
    for (const wanted of one.errors)
      if (
        !told(
          wanted,
          errors.map(({ code }) => code),
        )
      )
        yield `${wanted} was not told; told: ${errors.map(({ text }) => text).join(' | ') || 'nothing'}`;
    for (const { code, text } of errors)
      if (!one.errors.some((wanted) => told(wanted, [code]))) yield `too much was told: ${text}`;
    return;
  }
  if (!program) {
    yield `it does not compile: ${errors.map(({ text }) => text).join(' | ')}`;
    return;
  }
  const advice = of('warning', 'info', 'hint');
  for (const wanted of one.warnings ?? [])
    if (
      !told(
        wanted,
        advice.map(({ code }) => code),
      )
    )
      yield `${wanted} was not told; told: ${advice.map(({ text }) => text).join(' | ') || 'nothing'}`;
  const running = new RunningProgram(program);
  if (one.run) {
    let now = -10;
    for (const [index, step] of one.run.entries()) {
      now = step.at ?? now + 10;
      for (const [path, given] of Object.entries(step.set ?? {})) running.set(path, literalFor(running, path, given));
      yield* faultOf(running.scan(now, step.task ?? 0), step.fault, `step ${index + 1}`);
      yield* differences(running, step.expect ?? {}, `after step ${index + 1}`);
    }
    return;
  }
  for (let scan = 0; scan < one.scans; scan++) yield* faultOf(running.scan(scan * 10), one.fault, `scan ${scan + 1}`);
  yield* differences(running, one.expect ?? {}, `after ${one.scans} scan(s)`);
  if (!one.expect && !one.fault && !one.warnings) yield 'the case expects nothing';
}

function* faultOf(
  got: { kind: string; line: number; text: string } | null,
  wanted: { kind: string; line: number } | undefined,
  when: string,
): Generator<string> {
  const shown = got ? `${got.kind} at line ${got.line} (${got.text})` : 'no fault';
  if (wanted ? !got || got.kind !== wanted.kind || got.line !== wanted.line : got !== null)
    yield `${when}: ${shown}, expected ${wanted ? `${wanted.kind} at line ${wanted.line}` : 'none'}`;
}

function literalFor(running: RunningProgram, path: string, given: boolean | number | string) {
  const cell = resolve(running.program.layout, path);
  if (!cell) throw new Error(`there is no ${path}`);
  // Strings are expected as they are, without quotes.
  if (cell.type === 'STRING' || cell.type === 'WSTRING' || cell.type === 'USTRING') return String(given);
  const parsed = parseLiteral(given, cell.type);
  if (!parsed.ok) throw new Error(`${path}: ${parsed.message.en}`);
  return parsed.value;
}

function* differences(running: RunningProgram, expected: Given, when: string): Generator<string> {
  for (const [path, given] of Object.entries(expected)) {
    const actual = running.get(path);
    const wanted = literalFor(running, path, given);
    if (!Object.is(actual, wanted)) yield `${when}: ${path} is ${actual}, expected ${wanted}`;
  }
}
