/** Elements of `ARRAY [*]` parameters, whose bounds come along with each call. IEC 61131-3, 6.4.4.5.3. */
import type { SourceRange } from '../diagnostics.ts';
import type { Expression, Place, Variable } from '../semantics/checked.ts';
import { raise } from './checks.ts';
import type { Lowering } from './lowering.ts';
import { sizeOf } from './sizes.ts';
import { op } from './wasm/opcodes.ts';

/** One access: every dimension's index with the variables that hold its bounds. */
export interface OpenTerm {
  kind: 'open';
  dimensions: { index: Expression; lower: Variable; upper: Variable }[];
  /** Bytes of an element. */
  stride: number;
  range: SourceRange;
}

export function openTerm(place: Place & { kind: 'index' }): OpenTerm {
  const { type } = place.base;
  if (type.kind !== 'array' || type.bounds === undefined) throw new Error('no open array');
  const dimensions = type.bounds.map(({ lower, upper }, i) => {
    const index = place.indices[i];
    if (!index) throw new Error('an array access misses an index');
    return { index, lower, upper };
  });
  return { kind: 'open', dimensions, stride: sizeOf(type.element), range: place.range };
}

/** Stack: address → address of the element. Faults outside the bounds, whose values `bound` leaves on the stack. */
export function addOpenIndex(l: Lowering, term: OpenTerm, bound: (variable: Variable) => void): void {
  const { code, context } = l;
  term.dimensions.forEach(({ index, lower, upper }, dimension) => {
    // Position so far, times the length of this dimension.
    if (dimension > 0) {
      bound(upper);
      bound(lower);
      code.op(op.i32_sub);
      code.i32(1);
      code.op(op.i32_add);
      code.op(op.i32_mul);
    }
    l.expression(index);
    const held = code.borrow('i32');
    code.tee(held);
    bound(lower);
    code.op(op.i32_lt_s);
    code.get(held);
    bound(upper);
    code.op(op.i32_gt_s);
    code.op(op.i32_or);
    code.if();
    code.i32(context.site('index', term.range));
    code.get(held);
    code.op(op.i64_extend_i32_s);
    bound(upper);
    code.op(op.i64_extend_i32_s);
    raise(l);
    code.end();
    code.get(held);
    bound(lower);
    code.op(op.i32_sub);
    code.release('i32', held);
    if (dimension > 0) code.op(op.i32_add);
  });
  code.i32(term.stride);
  code.op(op.i32_mul);
  code.op(op.i32_add);
}
