/** What stands under the pointer, in the reader's language: a key's meaning, and what the format knows of a value. */
import { defaultOf, descriptionOf, schemasAt, shapeOf } from './schema-place.ts';
import type { YamlFormat } from './yaml-format.ts';
import { pointedAt } from './yaml-place.ts';

export interface Explanation {
  from: number;
  to: number;
  /** Markdown, a paragraph each. */
  paragraphs: string[];
}

/** `null` where there is nothing to say. */
export function explanationAt(text: string, offset: number, format: YamlFormat): Explanation | null {
  const pointed = pointedAt(text, offset);
  if (pointed === null) return null;
  const { path, data, kind, from, to } = pointed;
  const schemas = schemasAt(format, path, data);
  const paragraphs: string[] = [];
  if (kind === 'key') {
    const [shape, usual, about] = [shapeOf(schemas), defaultOf(schemas), descriptionOf(schemas, format)];
    if (schemas.length === 0) return null;
    const unless = usual === null ? '' : format.locale === 'zh-CN' ? `，不写则为 \`${usual}\`` : `, \`${usual}\` unless written`;
    paragraphs.push(`\`${String(path.at(-1))}\`${shape === '' ? '' : `: \`${shape}\``}${unless}`);
    if (about !== null) paragraphs.push(about);
  }
  paragraphs.push(...(format.explain?.(pointed) ?? []));
  return paragraphs.length === 0 ? null : { from, to, paragraphs };
}
