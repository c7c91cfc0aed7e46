/** Text to syntax tree. Any text gives a tree; what is wrong with it comes as diagnostics. */
import type { Diagnostic, SourceFile } from '../diagnostics.ts';
import type { CompilationUnit, Declaration, Expression, UsingDirective } from './ast.ts';
import { Cursor } from './cursor.ts';
import { type LexOptions, lex } from './lexer.ts';
import { parseConfiguration } from './parse-configuration.ts';
import { parseSection, parseTypes } from './parse-declarations.ts';
import { parseExpression as parseExpressionAt } from './parse-expressions.ts';
import { parseNamespace, parseUsings } from './parse-namespaces.ts';
import { parseInterface } from './parse-objects.ts';
import { parsePou } from './parse-pou.ts';
import { atTest, parseTest } from './parse-tests.ts';
import type { TokenKind } from './tokens.ts';

export type ParseOptions = LexOptions;

/** What an author may try that a later version brings: read over as a whole. */
const later: ReadonlyMap<string, string> = new Map([
  ['VAR_CONFIG', 'END_VAR'],
  ['VAR_ACCESS', 'END_VAR'],
]);

function beginsDeclaration(kind: TokenKind): boolean {
  return (
    kind === 'PROGRAM' ||
    kind === 'FUNCTION' ||
    kind === 'FUNCTION_BLOCK' ||
    kind === 'TYPE' ||
    kind === 'VAR_GLOBAL' ||
    kind === 'CLASS' ||
    kind === 'INTERFACE' ||
    kind === 'NAMESPACE' ||
    kind === 'END_NAMESPACE' ||
    kind === 'USING' ||
    kind === 'CONFIGURATION'
  );
}

/** Parses one file. Never throws; linear in the length of the text. */
export function parse(file: SourceFile, options: ParseOptions = {}): { unit: CompilationUnit; diagnostics: Diagnostic[] } {
  const tokens = lex(file, options);
  const cursor = new Cursor(tokens);
  const declarations: Declaration[] = [];
  const usings: UsingDirective[] = [];
  while (!cursor.at('end of file')) {
    if (cursor.at('USING')) usings.push(...parseUsings(cursor));
    else parseDeclaration(cursor, declarations);
  }
  const unit: CompilationUnit = { tokens, declarations, continuing: cursor.continuing };
  if (usings.length > 0) unit.usings = usings;
  // Where reading stopped for depth, all that follows is a consequence.
  const tooDeep = tokens.diagnostics.find(({ code }) => code === 'ST1020');
  if (tooDeep !== undefined) tokens.diagnostics = tokens.diagnostics.filter(({ range }) => range.start <= tooDeep.range.start);
  return { unit, diagnostics: tokens.diagnostics };
}

/** One declaration of a file or a namespace; always moves on. */
function parseDeclaration(cursor: Cursor, declarations: Declaration[]): void {
  switch (cursor.kind) {
    case 'PROGRAM':
    case 'FUNCTION':
    case 'FUNCTION_BLOCK':
    case 'CLASS': {
      const pou = parsePou(cursor);
      if (pou !== null) declarations.push(pou);
      break;
    }
    case 'TYPE':
      for (const type of parseTypes(cursor)) declarations.push(type);
      break;
    case 'VAR_GLOBAL': {
      const section = parseSection(cursor);
      declarations.push({ kind: 'globals', section, first: section.first, last: section.last });
      break;
    }
    case 'CONFIGURATION':
      declarations.push(parseConfiguration(cursor));
      break;
    case 'INTERFACE':
      declarations.push(parseInterface(cursor));
      break;
    case 'NAMESPACE':
      declarations.push(parseNamespace(cursor, (into) => parseDeclaration(cursor, into)));
      break;
    case ';':
      cursor.take();
      break;
    default:
      if (atTest(cursor)) declarations.push(parseTest(cursor));
      else skipUnknown(cursor);
  }
}

/** Something that no file holds at its top level. One diagnostic, then on to the next declaration. */
function skipUnknown(cursor: Cursor): void {
  const word = cursor.at('identifier') ? cursor.text().toUpperCase() : '';
  const closing = later.get(word);
  if (closing !== undefined) {
    cursor.report('ST1062', cursor.range(), { what: word });
    while (!cursor.at('end of file')) {
      const text = cursor.text(cursor.take()).toUpperCase();
      if (text === closing) return;
    }
    return;
  }
  cursor.report('ST1022', cursor.range(), { found: cursor.describe() });
  cursor.take();
  while (!cursor.at('end of file') && !beginsDeclaration(cursor.kind) && !(atTest(cursor) && cursor.beginsLine)) cursor.take();
}

/** Parses one expression that is the whole text, as checks in labs use it. */
export function parseExpression(
  file: SourceFile,
  options: ParseOptions = {},
): { expression: Expression; unit: CompilationUnit; diagnostics: Diagnostic[] } {
  const tokens = lex(file, options);
  const cursor = new Cursor(tokens);
  const expression = parseExpressionAt(cursor, true);
  if (!cursor.at('end of file')) {
    cursor.report('ST1010', cursor.range(), {
      expected: { en: 'the end of the expression', 'zh-CN': '表达式结尾' },
      found: cursor.describe(),
    });
  }
  return { expression, unit: { tokens, declarations: [], continuing: cursor.continuing }, diagnostics: tokens.diagnostics };
}
