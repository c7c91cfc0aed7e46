/**
 * `ARRAY [*] OF …`: a parameter that takes arrays of any bounds. Clause 6.4.4.5.3. The bounds of each dimension come along as two
 * hidden inputs behind the parameter, so that a call is still a list of arguments.
 *
 * It goes by reference in every section: nobody could say beforehand how much memory a copy takes. So an output has what the caller's
 * array has until it is written, and must be given.
 */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkPlace, checkWritable } from './check-places.ts';
import type { Argument, Expression, Place, Variable } from './checked.ts';
import { constantOf } from './conversions.ts';
import { elementary } from './elementary.ts';
import { resolveType } from './resolve-types.ts';
import { sameType, typeName } from './type-relations.ts';
import type { ArrayType } from './types.ts';

type OpenSpecification = ast.TypeSpecification & { kind: 'array' };

export function isOpen(node: ast.TypeSpecification): node is OpenSpecification {
  return node.kind === 'array' && node.open > 0;
}

/** The variable of one name in such a declaration, followed by its hidden bounds. */
export function declareOpenArray(
  body: Body,
  node: OpenSpecification,
  keyword: ast.SectionKeyword,
  name: ast.Identifier,
): Variable[] {
  // A block keeps its inputs and outputs between calls, and cannot keep an array of unknown size.
  const keeps = body.owner?.pou.kind !== 'function' && body.method === null;
  const passes = keyword === 'VAR_INPUT' || keyword === 'VAR_OUTPUT';
  if (node.dimensions.length > 0 || !(keyword === 'VAR_IN_OUT' || (passes && !keeps))) {
    body.report('ST2165', node, {});
    body.breakName(name.key);
    return [];
  }
  const element = resolveType(body, node.element);
  if (element === null) {
    body.breakName(name.key);
    return [];
  }
  const range = body.range(name);
  const bound = (suffix: string, initial: bigint): Variable => ({
    name: `${name.text}$${suffix}`,
    type: elementary('DINT'),
    section: 'input',
    address: null,
    retain: false,
    constant: false,
    initial,
    range,
    hidden: true,
  });
  const bounds: NonNullable<ArrayType['bounds']> = [];
  for (let dimension = 1; dimension <= node.open; dimension++)
    bounds.push({ lower: bound(`lower${dimension}`, 0n), upper: bound(`upper${dimension}`, -1n) });
  const array: Variable = {
    name: name.text,
    type: { kind: 'array', dimensions: [], element, bounds },
    section: 'in_out',
    address: null,
    retain: false,
    constant: false,
    initial: null,
    range,
    readonly: keyword === 'VAR_INPUT',
    handsOut: keyword === 'VAR_OUTPUT',
  };
  return [array, ...bounds.flatMap(({ lower, upper }) => [lower, upper])];
}

/** Whether an argument is written `parameter => variable`. */
export function comesOut({ section, handsOut }: Variable): boolean {
  return section === 'output' || handsOut === true;
}

/** The argument for such a parameter with its bounds; `null` after a diagnostic. */
export function checkOpenArgument(body: Body, node: ast.Expression, parameter: Variable, type: ArrayType): Argument[] | null {
  const target = checkPlace(body, node, parameter.readonly ? 'read' : 'both');
  if (target === null || (!parameter.readonly && !checkWritable(body, target, node))) return null;
  const bounds = type.bounds ?? [];
  const given = target.type;
  const fits = given.kind === 'array' && rankOf(given) === bounds.length && sameType(given.element, type.element);
  if (!fits) {
    body.report('ST4009', node, { name: parameter.name, wanted: typeName(type), given: typeName(given) });
    return null;
  }
  const list: Argument[] = [{ kind: 'in_out', parameter, target }];
  bounds.forEach(({ lower, upper }, i) => {
    list.push({ kind: 'input', parameter: lower, value: boundOf(target, given, i, 'lower') });
    list.push({ kind: 'input', parameter: upper, value: boundOf(target, given, i, 'upper') });
  });
  return list;
}

function rankOf(type: ArrayType): number {
  return type.bounds?.length ?? type.dimensions.length;
}

/** A bound of an array, known or handed on from this call. */
function boundOf({ range }: Place, type: ArrayType, dimension: number, side: 'lower' | 'upper'): Expression {
  const dint = elementary('DINT');
  const variable = type.bounds?.[dimension]?.[side];
  if (variable === undefined) return constantOf(BigInt(type.dimensions[dimension]![side]), dint, { range });
  return { kind: 'read', place: { kind: 'variable', variable, type: dint, range }, type: dint, range };
}
