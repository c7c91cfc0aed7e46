/** CASE: a jump table where the labels lie close together, comparisons in written order elsewhere. The first matching label wins. */
import type { CaseLabel, Expression, Statement } from '../semantics/checked.ts';
import type { Lowering } from './lowering.ts';
import { flowsOut } from './mirrors.ts';
import { intervalOf } from './ranges.ts';
import { elementaryOf, scalar } from './representation.ts';
import type { Label } from './wasm/code.ts';
import { op } from './wasm/opcodes.ts';

const LARGEST_TABLE = 1024n;
const FEWEST_LABELS = 4;

export function emitCase(l: Lowering, statement: Statement & { kind: 'case' }): void {
  const { code } = l;
  const end = code.block();
  const otherwise = code.block();
  // The first branch is the innermost block, so that leaving it arrives at the first body.
  const targets: Label[] = [];
  for (let branch = statement.branches.length - 1; branch >= 0; branch--) targets[branch] = code.block();
  const narrow = narrowed(l, statement.selector);
  const wasm = narrow ? 'i32' : 'i64';
  const selector = { wasm, local: code.borrow(wasm) } as const;
  l.expression(narrow ?? statement.selector);
  code.set(selector.local);
  const labelled = statement.branches.flatMap(({ labels }, branch) =>
    labels.map((label) => ({ label, target: targets[branch] ?? otherwise })),
  );
  if (!emitTable(l, selector, labelled, otherwise)) emitComparisons(l, selector, labelled, otherwise);
  code.release(wasm, selector.local);
  const ways = l.mirrors.fork();
  for (const { body } of statement.branches) {
    code.end();
    ways.enter();
    l.statements(body);
    ways.leave(flowsOut(body));
    code.br(end);
  }
  code.end();
  ways.enter();
  l.statements(statement.otherwise);
  ways.leave(flowsOut(statement.otherwise));
  ways.join();
  code.end();
}

/** The local that holds the selector; an i32 holds numbers with a sign. */
interface Selector {
  wasm: 'i32' | 'i64';
  local: number;
}

const LEAST = -(2n ** 31n);
const MOST = 2n ** 31n - 1n;

/** What the selector was before it became 64 bits wide, where its value has room in 32 bits with a sign. */
function narrowed(l: Lowering, selector: Expression): Expression | null {
  if (selector.kind !== 'convert' || !elementaryOf(selector.operand.type)) return null;
  const reach = intervalOf(l.facts, selector.operand);
  const fits = reach !== null && reach.lower >= Number(LEAST) && reach.upper <= Number(MOST);
  return fits && scalar(selector.operand.type).wasm === 'i32' ? selector.operand : null;
}

/** The part of a label that the selector can have; `null` when there is none. */
function within32({ wasm }: Selector, { lower, upper }: CaseLabel): CaseLabel | null {
  const label = wasm === 'i64' ? { lower, upper } : { lower: lower < LEAST ? LEAST : lower, upper: upper > MOST ? MOST : upper };
  return label.lower > label.upper ? null : label;
}

type Labelled = readonly { label: CaseLabel; target: Label }[];

/** Leaves `selector - lower <= upper - lower`, unsigned: one comparison serves a range of either signedness. */
function pushInside(l: Lowering, { wasm, local }: Selector, { lower, upper }: CaseLabel): void {
  const { code } = l;
  code.get(local);
  pushConstant(l, wasm, lower);
  if (lower === upper) {
    code.op(op[`${wasm}_eq`]);
    return;
  }
  code.op(op[`${wasm}_sub`]);
  pushConstant(l, wasm, upper - lower);
  code.op(op[`${wasm}_le_u`]);
}

function pushConstant(l: Lowering, wasm: 'i32' | 'i64', value: bigint): void {
  if (wasm === 'i64') l.code.i64(value);
  else l.code.i32(Number(BigInt.asIntN(32, value)));
}

function emitComparisons(l: Lowering, selector: Selector, labelled: Labelled, otherwise: Label): void {
  for (const { label, target } of labelled) {
    const possible = within32(selector, label);
    if (!possible) continue;
    pushInside(l, selector, possible);
    l.code.brIf(target);
  }
  l.code.br(otherwise);
}

function emitTable(l: Lowering, selector: Selector, labelled: Labelled, otherwise: Label): boolean {
  const { code } = l;
  if (labelled.length < FEWEST_LABELS) return false;
  const lowest = labelled.reduce((low, { label }) => (label.lower < low ? label.lower : low), labelled[0]?.label.lower ?? 0n);
  const highest = labelled.reduce((high, { label }) => (label.upper > high ? label.upper : high), lowest);
  if (selector.wasm === 'i32' && (lowest < LEAST || highest > MOST)) return false;
  const span = highest - lowest;
  if (span >= LARGEST_TABLE || span > BigInt(labelled.length) * 8n) return false;
  const table = new Array<Label>(Number(span) + 1).fill(otherwise);
  for (const { label, target } of labelled.toReversed())
    for (let value = label.lower; value <= label.upper; value++) table[Number(value - lowest)] = target;
  if (selector.wasm === 'i64') {
    pushInside(l, selector, { lower: lowest, upper: highest });
    code.op(op.i32_eqz);
    code.brIf(otherwise);
  }
  // An i32 outside the table comes to a number beyond its end, as unsigned numbers go, and takes the default.
  code.get(selector.local);
  if (lowest !== 0n) {
    pushConstant(l, selector.wasm, lowest);
    code.op(op[`${selector.wasm}_sub`]);
  }
  if (selector.wasm === 'i64') code.op(op.i32_wrap_i64);
  code.brTable(table, otherwise);
  return true;
}
