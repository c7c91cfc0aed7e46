/** Expressions of strings and characters, and what is counted and read from them. */
import { all, type Character, type Kind, type Scope, type Text, texts, type Writing } from './kinds.ts';

const plainTexts = [
  '',
  'a',
  'abc',
  'bc',
  'cab',
  '12',
  '-7',
  '+3.25',
  '1E3',
  ' 42',
  'TRUE',
  '16#fF',
  '2#101',
  '99999999999',
  'T#1h2m0.5s',
  'D#2026-11-22',
  'TOD#23:59:59.5',
  'DT#1969-12-31-12:00:00',
  '0123456789012345678901',
] as const;
const written: Readonly<Record<Text | Character, readonly string[]>> = {
  STRING: [...plainTexts.map((text) => `STRING#'${text}'`), "STRING#'$E9$FF'", "STRING#'x$00y'"],
  WSTRING: [...plainTexts.map((text) => `WSTRING#"${text}"`), 'WSTRING#"启动"', 'WSTRING#"a😀b"', 'WSTRING#"$FFFF"'],
  USTRING: [...plainTexts.map((text) => `USTRING#'${text}'`), "USTRING#'启é动'", "USTRING#'a😀b'"],
  CHAR: ["CHAR#'a'", "CHAR#'0'", "CHAR#'$FF'", "CHAR#' '"],
  WCHAR: ['WCHAR#"a"', 'WCHAR#"启"', 'WCHAR#"$0000"'],
};

export const textLiteral = (w: Writing, kind: Text | Character): string => w.c.of(written[kind]);

/** How many, or which: mostly near what there is, sometimes far away. */
function count(w: Writing, scope: Scope): string {
  const kind = w.c.of(['INT', 'INT', 'SINT', 'DINT', 'LINT', 'USINT'] as const);
  return w.c.of(['0', '1', '2', '3', '5', 'i1', w.leaf(scope, kind), `(${w.leaf(scope, 'INT')} MOD 9)`]);
}

export function textExpression(w: Writing, scope: Scope, kind: Text, depth: number): string {
  const { c } = w;
  const sub = (of: Kind = kind) => w.expression(scope, of, depth - 1);
  const number = () => count(w, scope);
  const other = c.of(texts.filter((name) => name !== kind));
  const character = kind === 'WSTRING' ? 'WCHAR' : 'CHAR';
  return c.of([
    () => `CONCAT(${sub()}, ${sub()})`,
    () => `CONCAT(${sub()}, ${sub()}, ${kind === 'USTRING' ? sub() : w.leaf(scope, character)})`,
    () => `LEFT(${sub()}, ${number()})`,
    () => `RIGHT(${sub()}, ${number()})`,
    () => `MID(${sub()}, ${number()}, ${number()})`,
    () => `INSERT(${sub()}, ${sub()}, ${number()})`,
    () => `DELETE(${sub()}, ${number()}, ${number()})`,
    () => `REPLACE(${sub()}, ${sub()}, ${number()}, ${number()})`,
    () => `SEL(${sub('BOOL')}, ${sub()}, ${sub()})`,
    () => `MUX(${sub('INT')} MOD INT#3, ${sub()}, ${sub()}, ${sub()})`,
    () => c.of([() => `MIN(${sub()}, ${sub()})`, () => `MAX(${sub()}, ${sub()})`, () => `LIMIT(${sub()}, ${sub()}, ${sub()})`])(),
    () => `${other}_TO_${kind}(${sub(other)})`,
    () => {
      const from = c.of(all.filter((name) => name !== kind));
      return `${from}_TO_${kind}(${sub(from)})`;
    },
    () => `MOVE(${sub()})`,
    () => (kind === 'STRING' && scope.functions > 0 ? `Joined(a := ${sub()}, b := ${sub()}, k := ${sub('INT')})` : sub()),
    () =>
      kind === 'STRING' && scope.functions > 0 && scope.variables('STRING').includes('v_STRING')
        ? `Marked(x := v_STRING, a := ${sub()})`
        : sub(),
    () => (kind === 'STRING' && scope.whole ? `${c.of(['face', 'wide', 'derived', 'other', 'rb^'])}.T(a := ${sub()})` : sub()),
  ])();
}

export function characterExpression(w: Writing, scope: Scope, kind: Character, depth: number): string {
  const { c } = w;
  const text = kind === 'CHAR' ? 'STRING' : 'WSTRING';
  const names = scope.variables(text);
  const integer = c.of(['INT', 'INT', 'USINT', 'UDINT', 'BYTE', 'WORD'] as const);
  return c.of([
    () => (names.length > 0 ? `${c.of(names)}[${c.of(['1', '2', 'i1', `(${count(w, scope)} + i1)`])}]` : w.leaf(scope, kind)),
    () => `${text}_TO_${kind}(${w.expression(scope, text, depth - 1)})`,
    () => `${integer}_TO_${kind}(${w.leaf(scope, integer)})`,
    () => (kind === 'CHAR' ? `WCHAR_TO_CHAR(${w.leaf(scope, 'WCHAR')})` : `CHAR_TO_WCHAR(${w.leaf(scope, 'CHAR')})`),
  ])();
}

/** An integer that a text gives, of whatever type is wanted. */
export function textCount(w: Writing, scope: Scope, depth: number): string {
  const { c } = w;
  const kind = c.of(texts);
  const sub = () => w.expression(scope, kind, depth - 1);
  return c.of([
    () => `LEN(${sub()})`,
    () => `FIND(${sub()}, ${sub()})`,
    () => `LEN_CODE_UNIT(${sub()})`,
    () => `LEN_MAX(${w.leaf(scope, kind)})`,
  ])();
}
