/**
 * Which functions and function blocks are written in place of their calls, inside nests of loops that are promoted (`promotion.ts`):
 * small ones whose text only uses what is understood here. The decision depends on the POU alone, because promotion relies on it.
 */
import type { Expression, FunctionBlock, FunctionPou, Place, Statement } from '../semantics/checked.ts';
import { kernelOf } from './kernels.ts';
import { elementaryOf } from './representation.ts';
import { callsRoutine } from './text-intrinsics.ts';
import { walkStatements } from './walk.ts';

/** Statements, expressions and places of a body, with those of the bodies written into it. */
const LARGEST_INLINED = 250;

const weights = new WeakMap<FunctionBlock | FunctionPou, number>();

/** Whether a call of `pou` may be written in place. */
export const isInlinable = (pou: FunctionBlock | FunctionPou): boolean => weightOf(pou) <= LARGEST_INLINED;

/** The weight of a POU's text; infinite where it cannot be written in place. */
function weightOf(pou: FunctionBlock | FunctionPou): number {
  const known = weights.get(pou);
  if (known !== undefined) return known;
  // Recursion, should there ever be any, is never written in place.
  weights.set(pou, Number.POSITIVE_INFINITY);
  const weight = isPlain(pou) ? weightOfBody(pou.body) : Number.POSITIVE_INFINITY;
  weights.set(pou, weight);
  return weight;
}

/** Everything that lives from call to call has an address already; the rest must fit into locals. */
function isPlain(pou: FunctionBlock | FunctionPou): boolean {
  // Variables of a hierarchy are shared by its types, and which body or method runs may be decided late.
  if (pou.kind === 'function_block' ? pou.object !== undefined : pou.method !== undefined) return false;
  if (pou.kind === 'function_block' && pou.ofTask) return false;
  if (pou.kind === 'function_block' ? (pou.actions?.length ?? 0) > 0 : pou.method) return false;
  const anew =
    pou.kind === 'function' ? [...pou.parameters, ...pou.locals] : pou.locals.filter(({ section }) => section === 'temp');
  return (
    anew.every(({ type, section }) => elementaryOf(type) !== null && (pou.kind === 'function_block' || section !== 'in_out')) &&
    (pou.kind === 'function_block' || pou.result === null || elementaryOf(pou.result.type) !== null) &&
    [...pou.parameters, ...pou.locals].every(({ address, incomplete }) => address === null && incomplete === undefined)
  );
}

export function weightOfBody(body: readonly Statement[]): number {
  let weight = 0;
  walkStatements(body, {
    statement: (statement) => {
      weight += isKnownStatement(statement) ? 1 : Number.POSITIVE_INFINITY;
      if (statement.kind === 'invoke') weight += weightOf(statement.instance.type.block);
    },
    expression: (expression) => {
      weight += isKnownExpression(expression) ? 1 : Number.POSITIVE_INFINITY;
      if (expression.kind === 'call') weight += weightOf(expression.callee);
    },
    place: (place) => {
      weight += isKnownPlace(place) ? 1 : Number.POSITIVE_INFINITY;
    },
  });
  return weight;
}

const knownStatements: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'assign',
  'copy',
  'invoke',
  'evaluate',
  'if',
  'case',
  'for',
  'while',
  'repeat',
  'exit',
  'continue',
  'return',
]);
const knownExpressions: ReadonlySet<Expression['kind']> = new Set<Expression['kind']>([
  'constant',
  'read',
  'unary',
  'binary',
  'convert',
  'call',
  'intrinsic',
]);
const knownPlaces: ReadonlySet<Place['kind']> = new Set<Place['kind']>(['variable', 'field', 'index', 'member', 'bit', 'direct']);

/* What is not listed may look at memory, or change it, in ways that only its own file knows. */
const isKnownStatement = (statement: Statement): boolean => knownStatements.has(statement.kind);
const isKnownExpression = (expression: Expression): boolean =>
  knownExpressions.has(expression.kind) && kernelOf(expression) === null && !callsRoutine(expression);
const isKnownPlace = (place: Place): boolean => knownPlaces.has(place.kind);
