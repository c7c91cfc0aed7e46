/** NAMESPACE and USING: clause 6.9. */
import type { Declaration, Identifier, NamespaceDeclaration, UsingDirective } from './ast.ts';
import { close } from './closing.ts';
import type { Cursor } from './cursor.ts';
import { parseDottedName, parseModifiers } from './parse-names.ts';

const aNamespace = { en: 'a namespace’s name', 'zh-CN': '命名空间名称' };

/** `USING A.B, C;`, as often as it stands here. */
export function parseUsings(cursor: Cursor): UsingDirective[] {
  const list: UsingDirective[] = [];
  while (cursor.at('USING')) {
    const first = cursor.take();
    const namespaces: Identifier[] = [];
    do {
      const name = parseDottedName(cursor, aNamespace);
      if (name === null) break;
      namespaces.push(name);
    } while (cursor.accept(','));
    cursor.expect(';');
    list.push({ namespaces, first, last: cursor.previous });
  }
  return list;
}

/** `parseInside` reads one declaration of a file into the list it is given; it always moves on. */
export function parseNamespace(cursor: Cursor, parseInside: (into: Declaration[]) => void): NamespaceDeclaration {
  const first = cursor.take();
  const internal = parseModifiers(cursor).access === 'INTERNAL';
  const name = parseDottedName(cursor, aNamespace) ?? {
    text: '',
    key: '',
    first: cursor.previous,
    last: cursor.previous,
  };
  cursor.accept(';');
  const declarations: Declaration[] = [];
  const usings = parseUsings(cursor);
  // Too deep: what is inside is read as if it stood outside.
  const entered = cursor.enter();
  while (entered && !cursor.at('END_NAMESPACE') && !cursor.at('end of file')) {
    if (cursor.at('USING')) usings.push(...parseUsings(cursor));
    else parseInside(declarations);
  }
  if (entered) {
    cursor.leave();
    close(cursor, first, 'END_NAMESPACE');
  }
  return { kind: 'namespace', name, internal, usings, declarations, first, last: cursor.previous };
}
