/** VAR_CONFIG and VAR_ACCESS of a configuration: clauses 6.5.5.3 and 6.8.2. */
import type { AccessDeclaration, ConfiguredVariable } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { endOfDeclaration, parseInitialValue, parseType } from './parse-declarations.ts';
import { parsePostfix } from './parse-expressions.ts';

/** `VAR_CONFIG cell.main.pump.run AT %QX0.0 : BOOL := FALSE; END_VAR` */
export function parseConfiguredVariables(cursor: Cursor): ConfiguredVariable[] {
  return section(cursor, (first) => {
    const path = parsePostfix(cursor);
    let address: ConfiguredVariable['address'] = null;
    if (cursor.accept('AT')) {
      if (cursor.at('address')) {
        const index = cursor.take();
        address = { text: cursor.text(index), first: index, last: index };
      } else cursor.expectedButFound({ en: 'an address such as %IX0.0', 'zh-CN': '地址，例如 %IX0.0' });
    }
    cursor.expect(':');
    const type = parseType(cursor);
    const initializer = parseInitialValue(cursor);
    return { path, address, type, initializer, first, last: cursor.previous };
  });
}

/** `VAR_ACCESS speed : cell.main.speed : REAL READ_WRITE; END_VAR` */
export function parseAccess(cursor: Cursor): AccessDeclaration[] {
  return section(cursor, (first) => {
    const name = cursor.identifier({ en: 'a name for the access', 'zh-CN': '访问名称' });
    cursor.expect(':');
    const path = parsePostfix(cursor);
    cursor.expect(':');
    const type = parseType(cursor);
    const writable = cursor.atWord('READ_WRITE');
    if (writable || cursor.atWord('READ_ONLY')) cursor.take();
    return name === null ? null : { name, path, type, writable, first, last: cursor.previous };
  });
}

/** Entries up to END_VAR; every turn takes at least one token. */
function section<Entry>(cursor: Cursor, parse: (first: number) => Entry | null): Entry[] {
  const list: Entry[] = [];
  cursor.take();
  while (!cursor.at('END_VAR') && !cursor.at('end of file') && !cursor.kind.startsWith('END_')) {
    const first = cursor.index;
    cursor.renewOperators();
    const entry = parse(first);
    if (entry !== null) list.push(entry);
    endOfDeclaration(cursor);
    if (cursor.index === first) cursor.take();
  }
  cursor.expect('END_VAR');
  cursor.accept(';');
  return list;
}
