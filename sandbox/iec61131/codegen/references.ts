/**
 * References: REF( ). In memory a reference is the offset of its target from the region's first byte,
 * so that a region can be moved and a reference can never name anything outside it.
 */

import type { Expression } from '../semantics/checked.ts';
import type { Lowering } from './lowering.ts';
import { locate, pushPointer } from './places.ts';
import { op } from './wasm/opcodes.ts';

/** Leaves the offset of a place on the stack. The checker has promised that the place outlives the call. */
export function emitReference(l: Lowering, { place }: Expression & { kind: 'reference' }): void {
  const location = locate(l, place);
  if (location.kind === 'local' || location.bit >= 0) throw new Error('a reference to what has no address');
  pushPointer(l, location);
  l.code.globalGet(l.context.module.base);
  l.code.op(op.i32_sub);
}
