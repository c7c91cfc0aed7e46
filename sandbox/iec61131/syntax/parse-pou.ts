/** Program organization units: clause 6.6. */
import type { AccessDeclaration, ObjectPart, PouDeclaration, TypeSpecification, VariableSection } from './ast.ts';
import { close } from './closing.ts';
import type { Cursor } from './cursor.ts';
import { parseAccess } from './parse-configured-variables.ts';
import { atSection, leavesSection, parseSection, parseType } from './parse-declarations.ts';
import { parseModifiers } from './parse-names.ts';
import { parseUsings } from './parse-namespaces.ts';
import { atMember, parseInheritance, parseMembers, refuseBody } from './parse-objects.ts';
import { parseBody } from './parse-sfc.ts';

/** PROGRAM, FUNCTION, FUNCTION_BLOCK or CLASS. Methods may stand before or behind the body. */
export function parsePou(cursor: Cursor): PouDeclaration | null {
  const first = cursor.take();
  const keyword = cursor.tokens.kinds[first] as 'PROGRAM' | 'FUNCTION' | 'FUNCTION_BLOCK' | 'CLASS';
  const closing = `END_${keyword}` as const;
  const object: ObjectPart = { modifiers: parseModifiers(cursor), extends: null, implements: [], methods: [], properties: [] };
  const nameAt = cursor.index;
  const name = cursor.identifier({ en: `a name after ${keyword}`, 'zh-CN': `${keyword} 之后的名称` }) ?? {
    text: '',
    key: '',
    first: nameAt,
    last: nameAt,
  };
  let result: TypeSpecification | null = null;
  if (cursor.at(':')) {
    if (keyword !== 'FUNCTION') cursor.report('ST1026', cursor.range());
    cursor.take();
    result = parseType(cursor);
  }
  const usings = parseUsings(cursor);
  parseInheritance(cursor, object);
  cursor.accept(';');
  usings.push(...parseUsings(cursor));
  const sections: VariableSection[] = [];
  const access: AccessDeclaration[] = [];
  while (atSection(cursor) || /^VAR_/i.test(cursor.at('identifier') ? cursor.text() : '')) {
    if (atSection(cursor)) sections.push(parseSection(cursor));
    else if (keyword === 'PROGRAM' && cursor.atWord('VAR_ACCESS')) access.push(...parseAccess(cursor));
    else {
      cursor.report('ST1023', cursor.range(), { what: cursor.text() });
      cursor.skipTo((kind) => kind === 'END_VAR' || leavesSection(kind));
      cursor.accept('END_VAR');
    }
  }
  cursor.await(closing);
  const parsed = parseBody(cursor, () => {
    if (!atMember(cursor)) return false;
    parseMembers(cursor, object, true);
    return true;
  });
  cursor.settle(closing);
  if (keyword === 'CLASS') refuseBody(cursor, parsed.body, 'CLASS');
  close(cursor, first, closing);
  const kinds = { PROGRAM: 'program', FUNCTION: 'function', FUNCTION_BLOCK: 'function_block', CLASS: 'class' } as const;
  return {
    kind: kinds[keyword],
    name,
    object,
    ...(usings.length > 0 && { usings }),
    result: keyword === 'FUNCTION' ? result : null,
    sections,
    ...parsed,
    ...(access.length > 0 && { access }),
    first,
    last: cursor.previous,
  };
}
