/** Where values live: a box per scalar, boxes of boxes for arrays, structures and instances. */
import type { FunctionBlock, ProgramPou, Variable } from '#sandbox/iec61131/semantics/checked.ts';
import type { Constant, StringType, Type } from '#sandbox/iec61131/semantics/types.ts';
import { isReal, NotCovered, nameOf, type Scalar } from './arithmetic.ts';
import { cutTo } from './texts.ts';

/** Strings are texts of characters; references and interfaces are the box that they designate, or `null`. */
export type Value = Scalar | string | Box | null;

export interface Cell {
  kind: 'cell';
  get(): Value;
  set(value: Value): void;
}
export interface Row {
  kind: 'row';
  dimensions: { lower: number; upper: number }[];
  elements: Box[];
}
export interface Fields {
  kind: 'fields';
  names: string[];
  fields: Box[];
}
export interface Instance {
  kind: 'instance';
  pou: FunctionBlock | ProgramPou;
  /** In_outs are put in at each call. */
  members: Map<Variable, Box>;
}
export type Box = Cell | Row | Fields | Instance;

export function cell(value: Value): Cell {
  let held = value;
  return {
    kind: 'cell',
    get: () => held,
    set: (next) => {
      held = next;
    },
  };
}

/** A string keeps what fits. */
function textCell(type: StringType, initial: string): Cell {
  let held = cutTo(type, initial);
  return {
    kind: 'cell',
    get: () => held,
    set: (next) => {
      held = cutTo(type, next as string);
    },
  };
}

/** The value a scalar starts with when nothing is said. Clause 6.4.2. */
function startOf(type: Type): Value {
  if (type.kind === 'reference' || type.kind === 'interface') return null;
  if (type.kind === 'enum') return type.values[0]?.value ?? 0n;
  if (type.kind === 'subrange') return type.lower;
  const name = nameOf(type);
  if (name === 'BOOL') return false;
  return isReal(name) ? 0 : 0n;
}

export function makeBox(type: Type, initial: Constant | null): Box {
  const part = (index: number): Constant | null => {
    if (initial === null) return null;
    if (typeof initial !== 'object') throw new NotCovered('a scalar for an aggregate');
    if ('reference' in initial) throw new NotCovered('references as initial values');
    return ('elements' in initial ? initial.elements[index] : initial.fields[index]) ?? null;
  };
  switch (type.kind) {
    case 'array': {
      if (type.bounds) throw new NotCovered('ARRAY [*]');
      const count = type.dimensions.reduce((product, { lower, upper }) => product * (upper - lower + 1), 1);
      const elements = Array.from({ length: count }, (_, index) => makeBox(type.element, part(index)));
      return { kind: 'row', dimensions: type.dimensions, elements };
    }
    case 'struct':
      return {
        kind: 'fields',
        names: type.fields.map(({ name }) => name),
        fields: type.fields.map((field, index) => makeBox(field.type, part(index) ?? field.initial)),
      };
    case 'instance':
      if (initial !== null) throw new NotCovered('initial values of instances');
      return makeInstance(type.block);
    case 'string':
      if (initial !== null && typeof initial !== 'string') throw new NotCovered('no text for a string');
      return textCell(type, initial ?? '');
    default:
      // REF( ) of another variable is put in when all are there.
      if (type.kind === 'reference') return cell(null);
      if (initial !== null && typeof initial === 'object') throw new NotCovered('an aggregate for a scalar');
      if (typeof initial === 'string') throw new NotCovered('a string');
      return cell(initial ?? startOf(type));
  }
}

export function makeInstance(pou: FunctionBlock | ProgramPou): Instance {
  const members = new Map<Variable, Box>();
  for (const variable of [...pou.parameters, ...pou.locals])
    if (variable.section !== 'in_out' && variable.section !== 'temp')
      members.set(variable, makeBox(variable.type, variable.initial));
  return { kind: 'instance', pou, members };
}

export function copyBox(from: Box, to: Box): void {
  if (from.kind === 'cell' && to.kind === 'cell') to.set(from.get());
  else if (from.kind === 'row' && to.kind === 'row')
    for (const [index, element] of from.elements.entries()) copyBox(element, to.elements[index]!);
  else if (from.kind === 'fields' && to.kind === 'fields')
    for (const [index, field] of from.fields.entries()) copyBox(field, to.fields[index]!);
  else throw new NotCovered('copies between shapes');
}

/** Every scalar with its path, as layouts write it. */
export function* scalarsOf(path: string, box: Box): Generator<[path: string, value: Value]> {
  switch (box.kind) {
    case 'cell':
      yield [path, box.get()];
      return;
    case 'row': {
      const at = box.dimensions.map(({ lower }) => lower);
      for (const element of box.elements) {
        yield* scalarsOf(`${path}[${at.join()}]`, element);
        for (let d = at.length - 1; d >= 0; d--) {
          at[d]!++;
          if (at[d]! <= box.dimensions[d]!.upper) break;
          at[d] = box.dimensions[d]!.lower;
        }
      }
      return;
    }
    case 'fields':
      for (const [index, field] of box.fields.entries()) yield* scalarsOf(`${path}.${box.names[index]}`, field);
      return;
    case 'instance':
      for (const [variable, member] of box.members)
        if (variable.section !== 'in_out' && !variable.hidden) yield* scalarsOf(`${path}.${variable.name}`, member);
  }
}
