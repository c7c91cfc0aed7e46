/** Texts at elements, tried alone before they become part of a statement: what is no whole expression could close what it did not open. */
import type { Diagnostic } from '../diagnostics.ts';
import type { Expression } from '../syntax/ast.ts';
import { KEYWORDS } from '../syntax/keywords.ts';
import { parse, parseExpression } from '../syntax/parse.ts';

export interface Operand {
  /** The parser's, with offsets in the text alone; of kind `place` also when it is no variable. */
  errors: readonly Diagnostic[];
  /** Something that can be written to: a variable, a member, an element, a bit, an address. */
  isPlace: boolean;
}

const keywords: ReadonlySet<string> = new Set(KEYWORDS);
const sound: Operand = { errors: [], isPlace: true };

/** By text: a program mentions the same variables again and again. */
const known = new Map<string, Operand>();
const REMEMBERED = 20_000;

export function operandOf(text: string): Operand {
  if (/^[A-Za-z_]\w*$/.test(text) && !keywords.has(text.toUpperCase())) return sound;
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= REMEMBERED) known.clear();
  const { expression, diagnostics } = parseExpression({ name: '', text });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const operand = { errors, isPlace: errors.length === 0 && isPlace(expression) };
  known.set(text, operand);
  return operand;
}

function isPlace(expression: Expression): boolean {
  return ['name', 'member', 'index', 'part', 'dereference', 'direct'].includes(expression.kind);
}

const before = 'PROGRAM statements\n';

/** The parser's errors of statements that stand alone, with offsets in their text. */
export function statementErrors(text: string): Diagnostic[] {
  const { unit, diagnostics } = parse({ name: '', text: `${before}${text}\nEND_PROGRAM` });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const whole = unit.declarations.length === 1 && unit.tokens.kinds[unit.declarations[0]!.last] === 'END_PROGRAM';
  const at = unit.declarations[0];
  // Text that closes the program and goes on has left its box.
  const closes =
    at === undefined || unit.tokens.kinds.slice(0, at.last).includes('END_PROGRAM') || unit.tokens.kinds.length - 1 > at.last + 1;
  if (errors.length === 0 && (!whole || closes)) return diagnostics.slice(0, 1);
  return errors.map((error) => {
    const start = error.range.start - before.length;
    const end = error.range.end - before.length;
    // What stands behind the text is wrong because of the text as a whole.
    const isWithin = start >= 0 && start < text.length;
    return {
      ...error,
      range: { ...error.range, start: isWithin ? start : 0, end: isWithin ? Math.min(text.length, end) : text.length },
    };
  });
}

/** Declarations are sections of variables and nothing else: a statement among them would run before the first rung. */
export function holdsOnlySections(text: string): boolean {
  const { unit } = parse({ name: '', text: `${before}${text}\nEND_PROGRAM` });
  const [pou, more] = unit.declarations;
  if (pou?.kind !== 'program' || more !== undefined) return false;
  return pou.body.length === 0 && pou.chart === undefined && pou.actions === undefined;
}
