/**
 * Scalars that are used again and again on one straight way are kept in a local besides their place in memory: every write goes to
 * both, so memory is always current, for faults and for everybody else; what is saved is reading it back. What is known to be in its
 * local is followed through branches, and forgotten at every call.
 */
import type { FunctionBlock, Place, ProgramPou, Statement, Variable } from '../semantics/checked.ts';
import { weightOfBody } from './inlining.ts';
import type { Cell } from './known-memory.ts';
import { elementaryOf, scalar } from './representation.ts';
import { walkStatements } from './walk.ts';
import type { Code } from './wasm/code.ts';
import type { ValueType } from './wasm/opcodes.ts';

/** More would only move values from one place of memory to another. */
const MOST_MIRRORED = 24;
/** Text of a body beyond which nothing is used again soon enough. */
const LARGEST_BODY = 3000;

export class Mirrors {
  readonly #code: Code;
  #locals = new Map<Variable, { local: number; wasm: ValueType }>();
  /** What holds the value of its variable, or of its cell of memory (`known-memory.ts`), at the place being written. */
  #known = new Set<Variable | Cell>();

  constructor(code: Code) {
    this.#code = code;
  }

  /** Lends locals to the variables of a body; the answer takes them back. */
  open(variables: readonly Variable[]): () => void {
    const opened = variables.map((variable) => {
      const { wasm } = scalar(variable.type);
      const local = this.#code.borrow(wasm);
      this.#locals.set(variable, { local, wasm });
      return { variable, local, wasm };
    });
    return () => {
      for (const { variable, local, wasm } of opened) {
        this.#code.release(wasm, local);
        this.#locals.delete(variable);
        this.#known.delete(variable);
      }
    };
  }

  /** The local that mirrors a variable, if one does. */
  local(variable: Variable): number | null {
    return this.#locals.get(variable)?.local ?? null;
  }

  isKnown(what: Variable | Cell): boolean {
    return this.#known.has(what);
  }

  learn(what: Variable | Cell): void {
    this.#known.add(what);
  }

  /** Something else may have written to these, or to all. */
  forget(these: Iterable<Variable | Cell> = [...this.#known]): void {
    for (const what of these) this.#known.delete(what);
  }

  /** Follows what is known along ways that part and meet again. */
  fork(): Fork {
    let before = this.#known;
    const ends: Set<Variable | Cell>[] = [];
    return {
      enter: () => {
        before = this.#known;
        this.#known = new Set(before);
      },
      leave: (meets) => {
        if (meets) ends.push(this.#known);
        this.#known = before;
      },
      join: () => {
        const [first, ...rest] = ends;
        if (first) this.#known = new Set([...first].filter((variable) => rest.every((end) => end.has(variable))));
      },
    };
  }
}

interface Fork {
  /** Begins a way, with what is known now. */
  enter(): void;
  /** Ends a way; `meets` tells whether it goes on behind the others. What is known is then what was known where it began. */
  leave(meets: boolean): void;
  /** Behind all ways only that is known which every way that meets here knows. */
  join(): void;
}

/** Whether the end of a body is reached from within: it does not end by leaving. */
export function flowsOut(body: readonly Statement[]): boolean {
  const last = body.at(-1)?.kind;
  return last !== 'return' && last !== 'exit' && last !== 'continue';
}

const chosen = new WeakMap<FunctionBlock | ProgramPou, Variable[]>();

/** The variables of a block or program that are worth a local: persistent scalars that its body reads after having them at hand. */
export function mirrored(pou: FunctionBlock | ProgramPou): Variable[] {
  const known = chosen.get(pou);
  if (known) return known;
  const found = choose(pou);
  chosen.set(pou, found);
  return found;
}

function choose(pou: FunctionBlock | ProgramPou): Variable[] {
  if (weightOfBody(pou.body) > LARGEST_BODY || pou.parameters.some(({ section }) => section === 'in_out')) return [];
  const uses = new Map<Variable, number>();
  for (const variable of [...pou.parameters, ...pou.locals]) {
    const { type, section, address, incomplete } = variable;
    // The caller has just written an input.
    if (elementaryOf(type) !== null && section !== 'temp' && section !== 'global' && !address && !incomplete)
      uses.set(variable, section === 'input' ? 1 : 0);
  }
  let pointers = false;
  const count = (place: Place) => {
    if (place.kind === 'variable' && uses.has(place.variable)) uses.set(place.variable, (uses.get(place.variable) ?? 0) + 1);
    if (place.kind === 'bit' && place.base.kind === 'variable') uses.delete(place.base.variable);
    if (place.kind === 'member') {
      uses.delete(place.member);
      if (place.member.section === 'in_out') pointers = true;
    }
  };
  const excluded: Variable[] = [];
  walkStatements(pou.body, {
    place: count,
    statement: (statement) => {
      if (statement.kind === 'for' && statement.variable.kind === 'variable') excluded.push(statement.variable.variable);
      if (statement.kind === 'invoke' && statement.arguments.some(({ kind }) => kind === 'in_out')) pointers = true;
    },
    expression: (expression) => {
      if (expression.kind === 'call' && expression.arguments.some(({ kind }) => kind === 'in_out')) pointers = true;
    },
  });
  for (const variable of excluded) uses.delete(variable);
  if (pointers) return [];
  return [...uses]
    .filter(([, times]) => times >= 2)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_MIRRORED)
    .map(([variable]) => variable);
}
