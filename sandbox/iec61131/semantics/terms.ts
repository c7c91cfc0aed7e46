/** Checked terms that the compiler writes itself, for what it lowers to statements. */
import type { SourceRange } from '../diagnostics.ts';
import type { BinaryOperator, Expression, Place, Statement, Variable } from './checked.ts';
import { elementary } from './elementary.ts';
import type { Type } from './types.ts';

const bool = elementary('BOOL');
const time = elementary('TIME');

/** Terms at one place of the author's text. */
export class Terms {
  readonly range: SourceRange;

  constructor(range: SourceRange) {
    this.range = range;
  }

  variable(variable: Variable): Place {
    return { kind: 'variable', variable, type: variable.type, range: this.range };
  }
  /** A new variable that keeps its value, for whoever declares it. */
  local(name: string, type: Type): Variable {
    return {
      name,
      type,
      section: 'local',
      address: null,
      retain: false,
      constant: false,
      initial: null,
      range: this.range,
    };
  }
  /** A field of a structure by its name. */
  field(base: Place, name: string): Place {
    if (base.type.kind !== 'struct') throw new Error(`${name} of what is no structure`);
    const field = base.type.fields.findIndex((candidate) => candidate.name === name);
    const found = base.type.fields[field];
    if (found === undefined) throw new Error(`no field ${name}`);
    return { kind: 'field', base, field, type: found.type, range: this.range };
  }
  read(place: Place): Expression {
    return { kind: 'read', place, type: place.type, range: this.range };
  }
  bool(value: boolean): Expression {
    return { kind: 'constant', value, type: bool, range: this.range };
  }
  duration(value: bigint): Expression {
    return { kind: 'constant', value, type: time, range: this.range };
  }
  /** The scan's logical time. */
  now(): Expression {
    return { kind: 'intrinsic', name: 'TIME', arguments: [], type: time, range: this.range };
  }
  since(start: Place): Expression {
    return { kind: 'binary', operator: '-', left: this.now(), right: this.read(start), type: time, range: this.range };
  }
  compare(operator: BinaryOperator, left: Expression, right: Expression): Expression {
    return { kind: 'binary', operator, left, right, type: bool, range: this.range };
  }
  not(operand: Expression): Expression {
    return { kind: 'unary', operator: 'NOT', operand, type: bool, range: this.range };
  }
  /** TRUE for none. A balanced tree, so that its height stays small. */
  all(parts: readonly Expression[]): Expression {
    return this.join('AND', parts, true);
  }
  /** FALSE for none. */
  any(parts: readonly Expression[]): Expression {
    return this.join('OR', parts, false);
  }
  private join(operator: 'AND' | 'OR', parts: readonly Expression[], empty: boolean): Expression {
    const [only] = parts;
    if (only === undefined) return this.bool(empty);
    if (parts.length === 1) return only;
    const middle = parts.length >> 1;
    const left = this.join(operator, parts.slice(0, middle), empty);
    const right = this.join(operator, parts.slice(middle), empty);
    return { kind: 'binary', operator, left, right, type: bool, range: this.range };
  }
  assign(target: Place, value: Expression): Statement {
    return { kind: 'assign', target, value, range: this.range };
  }
  when(condition: Expression, body: Statement[], otherwise: Statement[] = []): Statement {
    return { kind: 'if', branches: [{ condition, body }], otherwise, range: this.range };
  }
}
