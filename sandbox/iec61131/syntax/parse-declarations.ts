/** Variables and types: clauses 6.4 and 6.5. */
import type {
  AccessSpecifier,
  Expression,
  Identifier,
  Initializer,
  Node,
  ReferenceFlavour,
  SectionKeyword,
  TypeDeclaration,
  TypeSpecification,
  VariableDeclaration,
  VariableSection,
} from './ast.ts';
import { close } from './closing.ts';
import { type Cursor, OPERATOR_LIMIT } from './cursor.ts';
import { SECTION_WORDS } from './keywords.ts';
import { parseExpression } from './parse-expressions.ts';
import { extendDottedName, parseAccess } from './parse-names.ts';
import type { TokenKind } from './tokens.ts';

const sectionKeywords: ReadonlySet<TokenKind> = new Set<TokenKind>(SECTION_WORDS);

export function atSection(cursor: Cursor): boolean {
  return sectionKeywords.has(cursor.kind);
}

/** A word that can only begin something larger than a variable: a section that meets one has lost its END_VAR. */
export function leavesSection(kind: TokenKind): boolean {
  return (
    kind === 'end of file' ||
    sectionKeywords.has(kind) ||
    /^(END_|PROGRAM|FUNCTION|TYPE|CONFIGURATION|RESOURCE|METHOD|PROPERTY|CLASS|INTERFACE|NAMESPACE|USING)/.test(kind)
  );
}
function beginsStatement(cursor: Cursor): boolean {
  switch (cursor.kind) {
    case 'IF':
    case 'CASE':
    case 'FOR':
    case 'WHILE':
    case 'REPEAT':
    case 'RETURN':
      return true;
    case 'identifier':
      return cursor.peek() === ':=' || cursor.peek() === '(' || cursor.peek() === '.' || cursor.peek() === '[';
    default:
      return false;
  }
}

/** `VAR … END_VAR` with its qualifiers. */
export function parseSection(cursor: Cursor): VariableSection {
  const first = cursor.take();
  const keyword = cursor.tokens.kinds[first] as SectionKeyword;
  let constant = false;
  let retain = false;
  let nonRetain = false;
  let access: AccessSpecifier | null = null;
  for (;;) {
    const word = parseAccess(cursor);
    if (word !== null) access = word;
    else if (cursor.accept('CONSTANT')) constant = true;
    else if (cursor.accept('RETAIN')) retain = true;
    else if (cursor.accept('NON_RETAIN')) nonRetain = true;
    else if (cursor.atWord('PERSISTENT') && ![':', ',', 'AT'].includes(cursor.peek())) {
      // Kept through a restart here, as RETAIN is; neither outlives a download of another program.
      cursor.extension(cursor.range(), 'PERSISTENT');
      cursor.take();
      retain = true;
    } else break;
  }
  const declarations: VariableDeclaration[] = [];
  while (!cursor.at('END_VAR')) {
    if ((leavesSection(cursor.kind) && !cursor.atReservedName) || beginsStatement(cursor)) {
      const place = cursor.afterPrevious();
      cursor.report(
        'ST1012',
        cursor.range(first),
        { opening: keyword, line: cursor.tokens.lines[first]!, closing: 'END_VAR', found: cursor.describe() },
        [{ title: { en: 'Insert END_VAR', 'zh-CN': '插入 END_VAR' }, range: place, text: '\nEND_VAR' }],
      );
      return { keyword, ...(access && { access }), constant, retain, nonRetain, declarations, first, last: cursor.previous };
    }
    const before = cursor.index;
    const declaration = parseVariable(cursor);
    if (declaration !== null) declarations.push(declaration);
    if (cursor.index === before) cursor.take();
  }
  cursor.take();
  // Some tools write a semicolon here.
  cursor.accept(';');
  return { keyword, ...(access && { access }), constant, retain, nonRetain, declarations, first, last: cursor.previous };
}

/** `int n;` as C has it, and `motor speed : INT;`, a name with a space in it: told as what they are, and skipped. */
function refuseForeignDeclaration(cursor: Cursor, first: number): boolean {
  const [a, b] = [cursor.text(first), cursor.text()];
  if (cursor.peek() === ':' || cursor.peek() === ',') {
    cursor.foreign(first, cursor.index, `${a}_${b}`);
  } else if (elementaryTypeWord.test(a) && !elementaryTypeWord.test(b))
    cursor.foreign(first, cursor.index, `${b} : ${a.toUpperCase()}`);
  else return false;
  recoverDeclaration(cursor);
  return true;
}

const elementaryTypeWord = /^(BOOL|BYTE|L?REAL|[DL]?WORD|U?[SDL]?INT|L?TIME|W?STRING|W?CHAR)$/i;

/** `a, b AT %IX0.0 : BOOL := TRUE;` */
function parseVariable(cursor: Cursor): VariableDeclaration | null {
  const first = cursor.index;
  cursor.operatorsLeft = OPERATOR_LIMIT;
  const names = [];
  let address: (Node & { text: string }) | null = null;
  do {
    const name = cursor.identifier({ en: 'a variable’s name', 'zh-CN': '变量名' });
    if (name === null) {
      recoverDeclaration(cursor);
      return null;
    }
    names.push(name);
    if (cursor.accept('AT')) {
      if (cursor.at('address')) {
        const index = cursor.take();
        address = { text: cursor.text(index), first: index, last: index };
      } else cursor.expectedButFound({ en: 'an address such as %IX0.0', 'zh-CN': '地址，例如 %IX0.0' });
    }
  } while (cursor.accept(','));
  if (cursor.at('identifier') && names.length === 1 && address === null && refuseForeignDeclaration(cursor, first)) return null;
  if (!cursor.expect(':')) {
    if (!cursor.at('identifier') && !cursor.at('ARRAY')) {
      recoverDeclaration(cursor);
      return { names, address, edge: null, type: missingType(cursor), initializer: null, first, last: cursor.previous };
    }
  }
  const type = parseType(cursor);
  let edge: 'R_EDGE' | 'F_EDGE' | null = null;
  if (cursor.atWord('R_EDGE') || cursor.atWord('F_EDGE')) edge = cursor.text(cursor.take()).toUpperCase() as 'R_EDGE' | 'F_EDGE';
  const initializer = parseInitialValue(cursor);
  endOfDeclaration(cursor);
  return { names, address, edge, type, initializer, first, last: cursor.previous };
}

export function parseInitialValue(cursor: Cursor): Initializer | null {
  if (cursor.at('=')) {
    const range = cursor.range();
    cursor.report('ST1014', range, {}, [{ title: { en: 'Write `:=`', 'zh-CN': '改为 `:=`' }, range, text: ':=' }]);
    cursor.take();
    return parseInitializer(cursor);
  }
  return cursor.accept(':=') ? parseInitializer(cursor) : null;
}

export function endOfDeclaration(cursor: Cursor): void {
  if (cursor.accept(';') || cursor.afterOpenString) return;
  if (leavesSection(cursor.kind) || cursor.beginsLine) {
    const place = cursor.afterPrevious();
    cursor.report('ST1011', cursor.lastOfPrevious(), {}, [
      { title: { en: 'Insert `;`', 'zh-CN': '插入 `;`' }, range: place, text: ';' },
    ]);
    return;
  }
  cursor.report('ST1010', cursor.range(), { expected: '`;`', found: cursor.describe() });
  recoverDeclaration(cursor);
}

/** Skips to the end of a declaration that could not be read. */
function recoverDeclaration(cursor: Cursor): void {
  while (!leavesSection(cursor.kind)) {
    if (cursor.accept(';')) return;
    if (
      cursor.at('identifier') &&
      (cursor.peek() === ':' || cursor.peek() === ',' || cursor.peek() === 'AT') &&
      cursor.beginsLine
    )
      return;
    if (beginsStatement(cursor) && cursor.beginsLine) return;
    cursor.take();
  }
}

function missingType(cursor: Cursor): TypeSpecification {
  return { kind: 'missing', first: cursor.previous, last: cursor.previous };
}

/** A type's name, or a type in place. Structures belong under TYPE, but are read anywhere. */
export function parseType(cursor: Cursor): TypeSpecification {
  const first = cursor.index;
  if (!cursor.enter()) {
    cursor.skipTo((kind) => kind === ';' || kind.startsWith('END_'));
    return missingType(cursor);
  }
  const type = parseTypeInside(cursor, first);
  cursor.leave();
  return type;
}

function parseTypeInside(cursor: Cursor, first: number): TypeSpecification {
  if (cursor.accept('ARRAY')) {
    // Round brackets are read as what was meant.
    const round = cursor.at('(');
    cursor.expect('[');
    if (round) cursor.take();
    const dimensions = [];
    let open = 0;
    do {
      if (cursor.accept('*')) {
        open++;
        continue;
      }
      const lower = parseExpression(cursor);
      if (cursor.at(']') || cursor.at(')')) {
        refuseLength(cursor, lower);
        break;
      }
      cursor.expect('..');
      const upper = parseExpression(cursor);
      dimensions.push({ lower, upper });
    } while (cursor.accept(','));
    if (round) cursor.accept(')');
    else cursor.expect(']');
    cursor.expect('OF');
    const element = parseType(cursor);
    return { kind: 'array', dimensions, open, element, first, last: cursor.previous };
  }
  if (cursor.atWord('UNION') && cursor.peek() === 'identifier') {
    cursor.extension(cursor.range(), { en: 'UNION (standard: STRUCT OVERLAP)', 'zh-CN': 'UNION（标准写法为 STRUCT OVERLAP）' });
    cursor.take();
    const fields: VariableDeclaration[] = [];
    while (!cursor.atWord('END_UNION') && !leavesSection(cursor.kind)) {
      const before = cursor.index;
      const field = parseVariable(cursor);
      if (field !== null) fields.push(field);
      if (cursor.index === before) cursor.take();
    }
    if (cursor.atWord('END_UNION')) cursor.take();
    else cursor.expectedButFound({ en: '`END_UNION`', 'zh-CN': '`END_UNION`' });
    return { kind: 'struct', fields, overlap: true, first, last: cursor.previous };
  }
  if (cursor.accept('STRUCT')) {
    const fields: VariableDeclaration[] = [];
    const overlap = cursor.atWord('OVERLAP') && cursor.peek() !== ':' && cursor.peek() !== ',';
    if (overlap) cursor.take();
    while (!cursor.at('END_STRUCT') && !leavesSection(cursor.kind)) {
      const before = cursor.index;
      const field = parseVariable(cursor);
      if (field !== null) fields.push(field);
      if (cursor.index === before) cursor.take();
    }
    cursor.expect('END_STRUCT');
    return { kind: 'struct', fields, overlap, first, last: cursor.previous };
  }
  if (cursor.at('(')) return parseEnumeration(cursor, null, first);
  if (cursor.at('typed') || cursor.at('string')) {
    cursor.expectedButFound({ en: 'a type', 'zh-CN': '类型' });
    return missingType(cursor);
  }
  const flavour = referenceFlavour(cursor);
  if (flavour !== null) {
    const target = parseType(cursor);
    return { kind: 'reference', flavour, target, first, last: cursor.previous };
  }
  const simple = cursor.identifier({ en: 'a type such as BOOL', 'zh-CN': '类型，例如 BOOL' });
  if (simple === null) return missingType(cursor);
  const name = extendDottedName(cursor, simple);
  if (cursor.at('(') && !/^[WU]?STRING$/.test(name.key)) {
    // `INT (0..100)` is a subrange, `INT (Red, Green)` an enumeration with a base.
    if (cursor.peek() === 'identifier' && (cursor.peek(2) === ',' || cursor.peek(2) === ')' || cursor.peek(2) === ':=')) {
      return parseEnumeration(cursor, name, first);
    }
    cursor.take();
    const lower = parseExpression(cursor);
    cursor.expect('..');
    const upper = parseExpression(cursor);
    cursor.expect(')');
    return { kind: 'named', name, range: { lower, upper }, first, last: cursor.previous };
  }
  // The standard writes STRING[20]; STRING(20) is widespread.
  if ((cursor.at('[') || cursor.at('(')) && /^[WU]?STRING$/.test(name.key)) {
    const closing = cursor.at('[') ? ']' : ')';
    cursor.take();
    const length = parseExpression(cursor);
    cursor.expect(closing);
    return { kind: 'named', name, range: null, length, first, last: cursor.previous };
  }
  if (cursor.at('[')) {
    parseBracketedType(cursor, name);
    return missingType(cursor);
  }
  return { kind: 'named', name, range: null, first, last: cursor.previous };
}

/** `ARRAY[10]`: an array has a first and a last index here. */
function refuseLength(cursor: Cursor, length: Expression): void {
  const count = length.kind === 'literal' && length.literal === 'integer' ? length.value : null;
  cursor.foreign(
    length.first,
    length.last,
    count !== null && count > 0n ? `0..${count - 1n}` : `1..${cursor.text(length.first)}`,
  );
}

/** `INT[10]`: taken whole, with what is written instead. */
function parseBracketedType(cursor: Cursor, name: Identifier): void {
  const first = cursor.take();
  cursor.skipTo((kind) => kind === ']' || kind === ';' || kind.startsWith('END_'));
  const length = cursor.text(first + 1);
  const range = /^\d+$/.test(length) && length !== '0' ? `0..${BigInt(length) - 1n}` : `1..${length}`;
  cursor.foreign(name.first, cursor.at(']') ? cursor.index : cursor.previous, `ARRAY[${range}] OF ${name.text}`);
  cursor.accept(']');
}

/** `REF_TO`, `POINTER TO`, `REFERENCE TO`, taken; or `null`. */
function referenceFlavour(cursor: Cursor): ReferenceFlavour | null {
  if (cursor.atWord('REF_TO')) {
    cursor.take();
    return 'REF_TO';
  }
  if (cursor.peek() !== 'TO') return null;
  const flavour = cursor.atWord('POINTER') ? 'POINTER TO' : cursor.atWord('REFERENCE') ? 'REFERENCE TO' : null;
  if (flavour === null) return null;
  cursor.extension(cursor.range(cursor.index, cursor.index + 1), flavour);
  cursor.take();
  cursor.take();
  return flavour;
}

function parseEnumeration(cursor: Cursor, base: Identifier | null, first: number): TypeSpecification {
  cursor.take();
  const values = [];
  do {
    if (cursor.at(')')) break;
    const name = cursor.identifier({ en: 'an enumeration value', 'zh-CN': '枚举值名称' });
    if (name === null) break;
    values.push({ name, value: cursor.accept(':=') ? parseExpression(cursor) : null });
  } while (cursor.accept(','));
  cursor.expect(')');
  // The standard names the type before the values (Table 11, row 2a); tools of one family name it behind them.
  if (base === null && cursor.at('identifier') && !cursor.beginsLine) {
    const range = cursor.range();
    cursor.extension(range, { en: 'An enumeration’s type behind its values', 'zh-CN': '把枚举的类型写在值之后' });
    base = cursor.identifier();
  }
  return { kind: 'enum', base, values, first, last: cursor.previous };
}

/** An initial value: an expression, `[1, 2, 3(0)]` or `(a := 1)`. */
export function parseInitializer(cursor: Cursor): Initializer {
  const first = cursor.index;
  const structured = cursor.at('[') || (cursor.at('(') && cursor.peek() === 'identifier' && cursor.peek(2) === ':=');
  if (!structured) return { kind: 'expression', expression: parseExpression(cursor) };
  if (!cursor.enter()) {
    cursor.skipTo((kind) => kind === ';' || kind.startsWith('END_'));
    return { kind: 'expression', expression: { kind: 'missing', first, last: cursor.previous } };
  }
  let initializer: Initializer;
  if (cursor.accept('[')) {
    const elements: { repeat: Expression | null; value: Initializer | null }[] = [];
    while (!cursor.at(']')) {
      cursor.operatorsLeft = OPERATOR_LIMIT;
      // `N(0)` repeats, `REF(x)` is a value.
      const repeats = cursor.at('integer') || (cursor.at('identifier') && !/^(REF|ADR)$/i.test(cursor.text()));
      if (repeats && cursor.peek() === '(') {
        const index = cursor.take();
        const text = cursor.text(index);
        const repeat: Expression =
          cursor.tokens.kinds[index] === 'integer'
            ? {
                kind: 'literal',
                literal: 'integer',
                value: BigInt(/^\d+$/.test(text) ? text : 0),
                prefix: null,
                first: index,
                last: index,
              }
            : { kind: 'name', name: { text, key: text.toUpperCase(), first: index, last: index }, first: index, last: index };
        cursor.take();
        const value = cursor.at(')') ? null : parseInitializer(cursor);
        cursor.expect(')');
        elements.push({ repeat, value });
      } else elements.push({ repeat: null, value: parseInitializer(cursor) });
      if (!cursor.accept(',')) break;
    }
    cursor.expect(']');
    initializer = { kind: 'array', elements, first, last: cursor.previous };
  } else {
    cursor.take();
    const fields = [];
    while (cursor.at('identifier')) {
      cursor.operatorsLeft = OPERATOR_LIMIT;
      const name = cursor.identifier()!;
      cursor.expect(':=');
      fields.push({ name, value: parseInitializer(cursor) });
      if (!cursor.accept(',')) break;
    }
    cursor.expect(')');
    initializer = { kind: 'struct', fields, first, last: cursor.previous };
  }
  cursor.leave();
  return initializer;
}

/** `TYPE … END_TYPE`: several declarations. */
export function parseTypes(cursor: Cursor): TypeDeclaration[] {
  const opening = cursor.take();
  const list: TypeDeclaration[] = [];
  const internal = parseAccess(cursor) === 'INTERNAL';
  while (!cursor.at('END_TYPE')) {
    if (leavesSection(cursor.kind)) break;
    const first = cursor.index;
    cursor.operatorsLeft = OPERATOR_LIMIT;
    const name = cursor.identifier({ en: 'a type’s name', 'zh-CN': '类型名' });
    if (name === null) {
      recoverDeclaration(cursor);
      if (cursor.index === first) cursor.take();
      continue;
    }
    if (cursor.atWord('EXTENDS')) {
      // One tool family lets structures extend each other; their fields would be missing, so this is no small thing to accept.
      cursor.report('ST1023', cursor.range(), { what: { en: 'EXTENDS of a structure', 'zh-CN': '结构的 EXTENDS' } });
      cursor.skipTo((kind) => kind === ':' || kind === ';' || leavesSection(kind));
    }
    cursor.expect(':');
    const type = parseType(cursor);
    const initializer = parseInitialValue(cursor);
    // END_STRUCT without a semicolon is how many write it.
    if (type.kind === 'struct') cursor.accept(';');
    else endOfDeclaration(cursor);
    list.push({ kind: 'type', name, ...(internal && { internal }), type, initializer, first, last: cursor.previous });
  }
  close(cursor, opening, 'END_TYPE');
  return list;
}
