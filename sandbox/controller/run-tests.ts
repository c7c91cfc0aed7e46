/** Runs the tests of a program compiled with the option `tests`: each in a fresh region, from logical time 0 on. */
import type { CellType, CompiledProgram, CompiledTest, Node } from '../iec61131/codegen/compiled.ts';
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { readCell, resolve, type Value } from '../iec61131/index.ts';
import { type Trap, tellFault } from './fault.ts';
import { formatValue } from './literal.ts';
import { fuelAlone, LoadedProgram } from './loaded-program.ts';
import { allocate } from './region.ts';

interface TestFailure {
  file: string;
  line: number;
  column: number;
  /** ASSERT_EQ …, or `fault` where the test ended in one. */
  assertion: string;
  /** The values in the notation of the language; `null` where there are none. */
  actual: string | null;
  expected: string | null;
  /** How often it failed; the values are those of the first time. */
  times: number;
  /** Logical time of the first failure, since the test began. */
  atNs: bigint;
  message: LocalizedText;
}

export interface TestResult {
  title: string;
  file: string;
  line: number;
  passed: boolean;
  /** In the order in which they came about. */
  failures: TestFailure[];
}

type Assertion = CompiledTest['assertions'][number];

/** Runs every test, in the order of the text. */
export function runTests(program: CompiledProgram): TestResult[] {
  const [region] = allocate([program.layout.size]);
  if (!region) throw new RangeError('no region was allocated');
  const loaded = new LoadedProgram(program, region, fuelAlone);
  const view = new DataView(region.memory.buffer);
  return (program.tests ?? []).map((test, task) => {
    loaded.initialise();
    loaded.time = 0n;
    const leaving = test.leaving === null ? null : loaded.cell(test.leaving);
    const traps: { trap: Trap; atNs: bigint }[] = [];
    const runs = (): boolean => {
      const trap = loaded.runTask(task);
      if (trap === null) return true;
      traps.push({ trap, atNs: view.getBigInt64(region.base + program.layout.timeOffset, true) });
      return false;
    };
    // What was switched on is switched off by TEARDOWN, whatever happened before; a fault of its own ends it.
    if (!runs() && leaving !== null && loaded.read(leaving) === false) {
      loaded.write(leaving, true);
      runs();
    }
    const found = test.assertions
      .map((assertion) => ({ assertion, ...observed(program, view, region.base, assertion) }))
      .filter(({ times }) => times > 0)
      .sort((a, b) => a.rank - b.rank);
    const failures = found.map(({ assertion, ...seen }) => failed(assertion, seen));
    for (const { trap, atNs } of traps) {
      const { file, line, column, message } = tellFault(program, trap, 0);
      failures.push({ file, line, column, assertion: 'fault', actual: null, expected: null, times: 1, atNs, message });
    }
    const { file, line } = test.range;
    return { title: test.title, file, line, passed: failures.length === 0, failures };
  });
}

interface Observed {
  times: number;
  rank: number;
  atNs: bigint;
  /** Behind what was compared: `[2].x`, where arrays or structures differ in a part. */
  part: string;
  actual: string | null;
  expected: string | null;
}

/** What an assertion's structure holds. */
function observed(program: CompiledProgram, view: DataView, base: number, assertion: Assertion): Observed {
  const { layout } = program;
  const { path, name } = assertion;
  const value = (field: string): Value | null => {
    const cell = resolve(layout, `${path}.${field}`);
    return cell && readCell(view, base, cell);
  };
  const type = nodeAt(layout.roots, `${path}.actual`.split('.'))?.type;
  const whole = type?.kind === 'array' || type?.kind === 'struct';
  const differing = whole ? firstDifference(type, (part) => [value(`actual${part.path}`), value(`expected${part.path}`)]) : null;
  const part = differing?.path ?? '';
  const text = (field: string): string | null => {
    // Wholes that are equal, and should not be: the text says of what.
    if (whole && differing === null) return assertion.arguments[1] ?? null;
    const cell = resolve(layout, `${path}.${field}${part}`);
    const shown = differing?.type ?? nodeAt(layout.roots, `${path}.${field}`.split('.'))?.type ?? null;
    return cell && notation(readCell(view, base, cell), cell.type, shown);
  };
  const truth = name === 'ASSERT' || name === 'ASSERT_TRUE' ? 'TRUE' : name === 'ASSERT_FALSE' ? 'FALSE' : null;
  return {
    times: Number(value('failures') ?? 0),
    rank: Number(value('rank') ?? 0),
    atNs: BigInt(value('moment') ?? 0),
    part,
    actual: truth === null ? text('actual') : truth === 'TRUE' ? 'FALSE' : 'TRUE',
    expected: truth ?? text('expected'),
  };
}

interface Part {
  path: string;
  type: Node['type'];
}

/** The first part, in the order of memory, whose two values differ; `null` where all are equal. */
function firstDifference(whole: Node['type'], values: (part: Part) => readonly [Value | null, Value | null]): Part | null {
  for (const part of partsOf({ path: '', type: whole })) {
    const [actual, expected] = values(part);
    // NaN is equal to nothing, itself included.
    if (actual !== expected) return part;
    if (Number.isNaN(actual)) return part;
  }
  return null;
}

/** The values without parts of their own within an array or structure. */
function* partsOf({ path, type }: Part): Generator<Part> {
  if (type.kind === 'struct')
    for (const field of type.fields) yield* partsOf({ path: `${path}.${field.name}`, type: field.type });
  else if (type.kind === 'array')
    for (const indices of indicesOf(type.dimensions)) yield* partsOf({ path: `${path}[${indices}]`, type: type.element });
  else yield { path, type };
}

/** `1,1` `1,2` `2,1` `2,2`: the last index runs fastest, as in memory. */
function* indicesOf([first, ...rest]: readonly { lower: number; upper: number }[]): Generator<string> {
  if (first === undefined) return;
  for (let index = first.lower; index <= first.upper; index++) {
    if (rest.length === 0) yield String(index);
    else for (const inner of indicesOf(rest)) yield `${index},${inner}`;
  }
}

function nodeAt(nodes: readonly Node[], [first, ...rest]: string[]): Node | null {
  const node = nodes.find(({ name }) => name === first);
  if (!node) return null;
  return rest.length === 0 ? node : nodeAt(node.children, rest);
}

const hexDigits: Partial<Record<CellType, number>> = { BYTE: 2, WORD: 4, DWORD: 8, LWORD: 16 };

/** As the author would write it: an enumerator by its name, bit strings in hexadecimal. */
function notation(value: Value, type: CellType, declared: Node['type'] | null): string {
  if (declared?.kind === 'enum') {
    const found = declared.values.find((enumerator) => enumerator.value === BigInt(value));
    if (found) return `${declared.name}#${found.name}`;
  }
  if (typeof value === 'string') {
    const quote = declared?.kind === 'string' && declared.name !== 'STRING' ? '"' : "'";
    return `${quote}${value.replaceAll('$', '$$$$').replaceAll(quote, `$$${quote}`)}${quote}`;
  }
  const digits = hexDigits[type];
  if (digits !== undefined) return `16#${BigInt(value).toString(16).toUpperCase().padStart(digits, '0')}`;
  return formatValue(value, type);
}

const relations: Readonly<Record<string, string>> = {
  ASSERT_NEQ: '<> ',
  ASSERT_GT: '> ',
  ASSERT_LT: '< ',
  ASSERT_GE: '>= ',
  ASSERT_LE: '<= ',
};

function failed(assertion: Assertion, { times, atNs, part, actual, expected: value }: Observed): TestFailure {
  const { name, range, arguments: given, message } = assertion;
  const [whole = '', , tolerance] = given;
  const subject = `${whole}${part}`;
  const expected = value === null ? null : `${relations[name] ?? ''}${value}${tolerance === undefined ? '' : ` ± ${tolerance}`}`;
  const at = formatValue(atNs, 'TIME');
  const often = times === 1 ? { en: '', 'zh-CN': '' } : { en: ` (${times} times; first`, 'zh-CN': `（共 ${times} 次；首次` };
  const when =
    times === 1
      ? { en: ` (at ${at})`, 'zh-CN': `（${at} 时）` }
      : { en: `${often.en} at ${at})`, 'zh-CN': `${often['zh-CN']}在 ${at}）` };
  const note = message === null ? '' : `${message}: `;
  return {
    file: range.file,
    line: range.line,
    column: range.column,
    assertion: name,
    actual,
    expected,
    times,
    atNs,
    message: {
      en: `${note}${subject} is ${actual}, expected ${expected}${when.en}`,
      'zh-CN': `${note}${subject} 为 ${actual}，应为 ${expected}${when['zh-CN']}`,
    },
  };
}
