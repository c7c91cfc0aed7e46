/** Classes, interfaces, methods and properties (clauses 6.6.5 to 6.6.7; properties: Edition 4), and what a block shares with them. */
import type {
  AccessorDeclaration,
  Identifier,
  InterfaceDeclaration,
  MethodDeclaration,
  Modifiers,
  ObjectPart,
  PropertyDeclaration,
  Statement,
  TypeSpecification,
  UsingDirective,
  VariableSection,
} from './ast.ts';
import { close } from './closing.ts';
import type { Cursor } from './cursor.ts';
import { atSection, parseSection, parseType } from './parse-declarations.ts';
import { parseDottedName, parseModifiers } from './parse-names.ts';
import { parseUsings } from './parse-namespaces.ts';
import { parseStatements } from './parse-statements.ts';

const aBase = { en: 'the name to extend', 'zh-CN': '被扩展者的名称' };
const anInterface = { en: 'an interface’s name', 'zh-CN': '接口名称' };

function parseNames(cursor: Cursor, expected: { en: string; 'zh-CN': string }): Identifier[] {
  const names: Identifier[] = [];
  do {
    const name = parseDottedName(cursor, expected);
    if (name === null) break;
    names.push(name);
  } while (cursor.accept(','));
  return names;
}

/** `EXTENDS Base IMPLEMENTS IA, IB` behind the name of a block or class. */
export function parseInheritance(cursor: Cursor, object: ObjectPart): void {
  for (;;) {
    if (cursor.atWord('EXTENDS')) {
      const at = cursor.take();
      const bases = parseNames(cursor, aBase);
      if (bases.length > 1) cursor.tokens.diagnostics.push(cursor.complaint('ST1050', cursor.range(at, cursor.previous)));
      object.extends ??= bases[0] ?? null;
    } else if (cursor.atWord('IMPLEMENTS')) {
      cursor.take();
      object.implements.push(...parseNames(cursor, anInterface));
    } else return;
  }
}

export function atMember(cursor: Cursor): boolean {
  return cursor.at('METHOD') || cursor.at('PROPERTY');
}

/** Methods and properties, as many as stand here. `bodies`: false in an interface. */
export function parseMembers(
  cursor: Cursor,
  into: { methods: MethodDeclaration[]; properties: PropertyDeclaration[] },
  bodies: boolean,
): void {
  while (atMember(cursor)) {
    if (cursor.at('METHOD')) into.methods.push(parseMethod(cursor, bodies));
    else into.properties.push(parseProperty(cursor, bodies));
  }
}

function missingName(cursor: Cursor): Identifier {
  return { text: '', key: '', first: cursor.previous, last: cursor.previous };
}

function parseSections(cursor: Cursor): VariableSection[] {
  const sections: VariableSection[] = [];
  while (atSection(cursor)) sections.push(parseSection(cursor));
  return sections;
}

/** Statements up to `closing`, which is left. */
function parseBody(cursor: Cursor, closing: 'END_METHOD' | 'END_GET' | 'END_SET'): Statement[] {
  cursor.await(closing);
  const body = parseStatements(cursor);
  cursor.settle(closing);
  return body;
}

/** A body where none can be: read, reported once, and dropped. */
export function refuseBody(cursor: Cursor, body: readonly Statement[], where: string): void {
  const real = body.find(({ kind }) => kind !== 'empty');
  if (real !== undefined) cursor.tokens.diagnostics.push(cursor.complaint('ST1051', cursor.range(real.first), { where }));
}

function parseMethod(cursor: Cursor, bodies: boolean): MethodDeclaration {
  const first = cursor.take();
  const modifiers = parseModifiers(cursor);
  const name = cursor.identifier({ en: 'a method’s name', 'zh-CN': '方法名称' }) ?? missingName(cursor);
  const result = cursor.accept(':') ? parseType(cursor) : null;
  cursor.accept(';');
  const sections = parseSections(cursor);
  let body = parseBody(cursor, 'END_METHOD');
  if (!bodies) {
    refuseBody(cursor, body, 'INTERFACE');
    body = [];
  }
  close(cursor, first, 'END_METHOD');
  return { name, modifiers, result, sections, body, first, last: cursor.previous };
}

/**
 * `PROPERTY PUBLIC Level : REAL GET … END_GET SET … END_SET END_PROPERTY`. In an interface `GET` and `SET` may stand without
 * bodies and without END_GET and END_SET. We have no copy of Edition 4; the words are those that tools in the field write.
 */
function parseProperty(cursor: Cursor, bodies: boolean): PropertyDeclaration {
  const first = cursor.take();
  const modifiers = parseModifiers(cursor);
  const name = cursor.identifier({ en: 'a property’s name', 'zh-CN': '属性名称' }) ?? missingName(cursor);
  let type: TypeSpecification = { kind: 'missing', first: cursor.previous, last: cursor.previous };
  if (cursor.expect(':')) type = parseType(cursor);
  cursor.accept(';');
  let get: AccessorDeclaration | null = null;
  let set: AccessorDeclaration | null = null;
  for (;;) {
    const start = cursor.index;
    const own = parseModifiers(cursor);
    if (cursor.atWord('GET')) get = parseAccessor(cursor, 'END_GET', own, bodies);
    else if (cursor.atWord('SET')) set = parseAccessor(cursor, 'END_SET', own, bodies);
    else if (cursor.accept(';')) continue;
    else {
      if (cursor.index === start && !cursor.at('END_PROPERTY') && !cursor.at('end of file') && cursor.at('identifier')) {
        cursor.expectedButFound({ en: 'GET or SET', 'zh-CN': 'GET 或 SET' });
        cursor.skipTo((kind) => kind.startsWith('END_') || kind === 'METHOD' || kind === 'PROPERTY');
      }
      break;
    }
  }
  close(cursor, first, 'END_PROPERTY');
  if (get === null && set === null)
    cursor.tokens.diagnostics.push(cursor.complaint('ST1052', cursor.range(name.first), { name: name.text }));
  return { name, modifiers, type, get, set, first, last: cursor.previous };
}

function parseAccessor(
  cursor: Cursor,
  closing: 'END_GET' | 'END_SET',
  modifiers: Modifiers,
  bodies: boolean,
): AccessorDeclaration {
  const first = cursor.take();
  if (!bodies) {
    cursor.accept(';');
    if (cursor.atWord('GET') || cursor.atWord('SET') || cursor.at('END_PROPERTY'))
      return { modifiers, sections: [], body: [], first, last: first };
  }
  const sections = parseSections(cursor);
  let body = parseBody(cursor, closing);
  if (!bodies) {
    refuseBody(cursor, body, 'INTERFACE');
    body = [];
  }
  close(cursor, first, closing);
  return { modifiers, sections, body, first, last: cursor.previous };
}

/** `INTERFACE IDrive EXTENDS IBase … END_INTERFACE` */
export function parseInterface(cursor: Cursor): InterfaceDeclaration {
  const first = cursor.take();
  const modifiers = parseModifiers(cursor);
  const name = cursor.identifier({ en: 'a name after INTERFACE', 'zh-CN': 'INTERFACE 之后的名称' }) ?? missingName(cursor);
  const declaration: InterfaceDeclaration = {
    kind: 'interface',
    name,
    internal: modifiers.access === 'INTERNAL',
    extends: [],
    methods: [],
    properties: [],
    first,
    last: first,
  };
  const usings: UsingDirective[] = parseUsings(cursor);
  if (cursor.atWord('EXTENDS')) {
    cursor.take();
    declaration.extends = parseNames(cursor, anInterface);
  }
  cursor.accept(';');
  usings.push(...parseUsings(cursor));
  if (usings.length > 0) declaration.usings = usings;
  for (;;) {
    parseMembers(cursor, declaration, false);
    if (!atSection(cursor)) break;
    cursor.tokens.diagnostics.push(cursor.complaint('ST1053', cursor.range()));
    parseSection(cursor);
  }
  cursor.await('END_INTERFACE');
  const body = parseStatements(cursor);
  cursor.settle('END_INTERFACE');
  refuseBody(cursor, body, 'INTERFACE');
  close(cursor, first, 'END_INTERFACE');
  declaration.last = cursor.previous;
  return declaration;
}
