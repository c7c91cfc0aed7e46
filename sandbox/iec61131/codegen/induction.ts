/**
 * Addresses that move evenly with a FOR loop: `a[i, k]` and `b[k, j]` in a loop over k each become a pointer that is stepped once in a
 * turn, instead of two multiplications. Only in loops that are charged at once (`uncharged-loops.ts`), for indices that cannot leave
 * their bounds.
 */
import type { Expression, Place, Statement, Variable } from '../semantics/checked.ts';
import type { Lowering } from './lowering.ts';
import { locate, type MemoryLocation, pushAddress } from './places.ts';
import { walkStatements } from './walk.ts';
import { op } from './wasm/opcodes.ts';
import { writtenBy } from './writes.ts';

type For = Statement & { kind: 'for' };

/** As many as leave registers for the values. */
const MOST_POINTERS = 5;

interface Pointer {
  local: number;
  /** Bytes from one turn to the next. */
  step: number;
}

interface Induction {
  /** Writes the step of every pointer. */
  advance(): void;
  /** Gives the locals back; places are found as ever from here on. */
  close(): void;
}

/** Sets up the pointers of the loop, whose variable stands in a local at its first value. */
export function openInduction(l: Lowering, loop: For): Induction {
  const { code } = l;
  const pointers = new Map<string, Pointer>();
  const places: Place[] = [];
  const { variable, by } = loop;
  if (variable.kind === 'variable' && by.kind === 'constant') {
    const isFixed = fixedIn(l, loop.body);
    const numbers = new Map<Variable, number>();
    const numberOf = (named: Variable) => {
      if (!numbers.has(named)) numbers.set(named, numbers.size);
      return numbers.get(named) ?? -1;
    };
    walkStatements(loop.body, {
      place: (place) => {
        if (place.kind !== 'index' || l.pointers.has(place)) return;
        const found = locate(l, place);
        if (found.kind !== 'memory') return;
        const moving = describe(found, variable.variable, isFixed, numberOf);
        if (!moving) return;
        let pointer = pointers.get(moving.key);
        if (!pointer) {
          if (pointers.size >= MOST_POINTERS) return;
          pointer = { local: code.borrow('i32'), step: moving.stride * Number(by.value) };
          pushAddress(l, found);
          code.set(pointer.local);
          l.memory.follow(pointer.local, found, false);
          pointers.set(moving.key, pointer);
        }
        places.push(place);
        l.pointers.set(place, { ...found, root: { kind: 'local', index: pointer.local }, terms: [] });
      },
    });
  }
  return {
    advance: () => {
      for (const { local, step } of pointers.values()) {
        code.get(local);
        code.i32(step);
        code.op(op.i32_add);
        code.set(local);
      }
    },
    close: () => {
      for (const place of places) l.pointers.delete(place);
      for (const { local } of pointers.values()) code.release('i32', local);
    },
  };
}

/** Which variables the body leaves alone; all that it calls is written into it, so nothing else can write. */
function fixedIn(l: Lowering, body: readonly Statement[]): (variable: Variable) => boolean {
  const written = writtenBy(body);
  return (variable) => !written.has(variable) && l.storage(variable).kind === 'local';
}

/** An address that is the sum of fixed parts and a multiple of the loop's variable, and worth a pointer; else `null`. */
function describe(
  { root, terms, bit }: MemoryLocation,
  moving: Variable,
  isFixed: (variable: Variable) => boolean,
  numberOf: (variable: Variable) => number,
): { key: string; stride: number } | null {
  if (bit >= 0 || (root.kind !== 'base' && root.kind !== 'local')) return null;
  const parts = [root.kind === 'base' ? 'base' : `local ${root.index}`];
  let stride = 0;
  for (const term of terms) {
    if (term.kind !== 'index' || !term.certain) return null;
    const variable = plainVariable(term.index);
    if (!variable) return null;
    if (variable === moving) stride += term.stride;
    else if (!isFixed(variable)) return null;
    parts.push(`${numberOf(variable)}*${term.stride}-${term.bias}`);
  }
  // Engines add a small multiple of one index for nothing.
  const cheap = terms.length < 2 && [1, 2, 4, 8].includes(stride);
  return stride === 0 || cheap ? null : { key: parts.join(), stride };
}

/** A conversion that changes nothing is no longer there: `places.ts` has taken it away. */
function plainVariable(index: Expression): Variable | null {
  return index.kind === 'read' && index.place.kind === 'variable' ? index.place.variable : null;
}
