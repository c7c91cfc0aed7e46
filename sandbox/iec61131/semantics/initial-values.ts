/** Initial values of every shape, known before the program runs. Clauses 6.4.4.10 and 6.5.1.3. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpressionAs } from './check-expressions.ts';
import type { Place } from './checked.ts';
import { nearestName } from './did-you-mean.ts';
import { constantInteger } from './resolve-types.ts';
import { elementCount, typeName } from './type-relations.ts';
import type { Constant, Type } from './types.ts';

/** An initial value is written out in full: this many elements at most. */
const INITIAL_LIMIT = 1_000_000;

/**
 * The value of an initialiser for a variable of this type, or `null` after a diagnostic. For an instance the fields are the block's
 * parameters, then its locals, in the order of their declaration.
 */
export function initialValue(body: Body, node: ast.Initializer, type: Type): Constant | null {
  switch (node.kind) {
    case 'expression':
      return scalarValue(body, node.expression, type);
    case 'array':
      return arrayValue(body, node, type);
    case 'struct':
      return fieldValues(body, node, type);
  }
}

function scalarValue(body: Body, node: ast.Expression, type: Type): Constant | null {
  if (type.kind === 'array' || type.kind === 'struct' || type.kind === 'instance') {
    if (node.kind !== 'missing')
      body.report('ST3033', node, { type: typeName(type), example: type.kind === 'array' ? '[1, 2, 3]' : '(name := value)' });
    return null;
  }
  const value = checkExpressionAs(body, node, type);
  if (value === null) return null;
  if (value.kind === 'constant' || value.kind === 'text') return value.value;
  if (value.kind === 'reference' && isFixed(value.place)) return { reference: value.place };
  body.report('ST3030', node, { text: body.text(node) });
  return null;
}

/** What is written, over what holds where nothing is: `Moved : Point := (y := 9)` with `(x := 1)` keeps its y. */
export function overlay(value: Constant | null, under: Constant | null): Constant | null {
  if (value === null || under === null) return value ?? under;
  if (typeof value !== 'object' || typeof under !== 'object') return value;
  if ('fields' in value && 'fields' in under)
    return { fields: value.fields.map((field, i) => overlay(field, under.fields[i] ?? null)) };
  if ('elements' in value && 'elements' in under)
    return { elements: value.elements.map((element, i) => overlay(element, under.elements[i] ?? null)) };
  return value;
}

/** A place that is known before the program runs: no index that varies, no reference on the way. */
function isFixed(place: Place): boolean {
  let at = place;
  for (;;) {
    if (at.kind === 'variable' || at.kind === 'direct') return true;
    if (at.kind === 'dereference' || at.kind === 'self') return false;
    if (at.kind === 'index' && at.indices.some(({ kind }) => kind !== 'constant')) return false;
    at = at.base;
  }
}

function arrayValue(body: Body, node: ast.Initializer & { kind: 'array' }, type: Type): Constant | null {
  if (type.kind !== 'array') {
    body.report('ST3034', node, { type: typeName(type) });
    return null;
  }
  const count = elementCount(type);
  const elements: (Constant | null)[] = [];
  for (const { repeat, value } of node.elements) {
    const times = repeat === null ? 1n : constantInteger(body, repeat);
    const one = value === null ? null : overlay(initialValue(body, value, type.element), type.initial ?? null);
    if (times === null) return null;
    if (BigInt(elements.length) + times > BigInt(Math.min(count, INITIAL_LIMIT))) {
      body.report('ST3035', node, { given: String(BigInt(elements.length) + times), count: Math.min(count, INITIAL_LIMIT) });
      return null;
    }
    for (let i = 0n; i < times; i++) elements.push(one);
  }
  while (elements.length < Math.min(count, INITIAL_LIMIT)) elements.push(null);
  return { elements };
}

function fieldValues(body: Body, node: ast.Initializer & { kind: 'struct' }, type: Type): Constant | null {
  const members =
    type.kind === 'struct' ? type.fields : type.kind === 'instance' ? [...type.block.parameters, ...type.block.locals] : null;
  if (members === null) {
    body.report('ST3034', node, { type: typeName(type) });
    return null;
  }
  const fields: (Constant | null)[] = members.map(() => null);
  for (const { name, value } of node.fields) {
    const index = members.findIndex((member) => member.name.toUpperCase() === name.key);
    if (index === -1) {
      const names = members.map((member) => member.name);
      const nearest = nearestName(name.text, names);
      if (nearest !== null) body.report('ST2002', name, { name: name.text, nearest }, body.replace(name, nearest));
      else body.report('ST2020', name, { name: name.text, type: typeName(type), names: names.slice(0, 12).join(', ') });
      continue;
    }
    if (type.kind === 'struct')
      body.workspace.refer(body.unit, name, { kind: 'field', field: type.fields[index]!, owner: type.name });
    else if (type.kind === 'instance') {
      const variable = [...type.block.parameters, ...type.block.locals][index]!;
      body.workspace.refer(body.unit, name, { kind: 'variable', variable, owner: type.block.name });
    }
    fields[index] = overlay(initialValue(body, value, members[index]!.type), members[index]!.initial);
  }
  return { fields };
}
