/** What stands under the pointer in gateway.yaml, in the reader's language: a key's meaning, a name's, an address's. */
import type { Locale } from '../../props.ts';
import type { Device } from '../../rig/rig-connection.ts';
import { addressExamples, isSouthProtocol } from './address-help.ts';
import { defaultOf, descriptionOf, schemasAt, shapeOf, valueAt } from './schema-place.ts';
import { pointedAt } from './yaml-place.ts';

export interface Explanation {
  from: number;
  to: number;
  /** Markdown, a paragraph each. */
  paragraphs: string[];
}

/** `null` where there is nothing to say. */
export function explanationAt(
  text: string,
  offset: number,
  { devices, locale }: { devices: readonly Device[]; locale: Locale },
): Explanation | null {
  const pointed = pointedAt(text, offset);
  if (pointed === null) return null;
  const { path, data, kind, from, to } = pointed;
  const schemas = schemasAt(path, data);
  const key = path.at(-1);
  const paragraphs: string[] = [];
  if (kind === 'key') {
    const [shape, usual, about] = [shapeOf(schemas), defaultOf(schemas), descriptionOf(schemas, locale)];
    if (schemas.length === 0) return null;
    const unless = usual === null ? '' : locale === 'zh-CN' ? `，不写则为 \`${usual}\`` : `, \`${usual}\` unless written`;
    paragraphs.push(`\`${String(key)}\`${shape === '' ? '' : `: \`${shape}\``}${unless}`);
    if (about !== null) paragraphs.push(about);
  } else if (key === 'host') {
    const found = devices.filter(({ host, device }) => host === pointed.text || device === pointed.text);
    paragraphs.push(...found.map((one) => `${one.device}: \`${one.protocol}\` \`${one.host}:${one.port}\``));
  } else if (key === 'connection') {
    const written = valueAt(data, ['connections', pointed.text]);
    if (written !== undefined) paragraphs.push(`\`\`\`yaml\n${pointed.text}: ${JSON.stringify(written)}\n\`\`\``);
  }
  if (key === 'address') {
    const connection = valueAt(data, [...path.slice(0, -1), 'connection']);
    const protocol = typeof connection === 'string' ? valueAt(data, ['connections', connection, 'protocol']) : undefined;
    if (isSouthProtocol(protocol))
      paragraphs.push(addressExamples[protocol].map(({ address, meaning }) => `- \`${address}\`: ${meaning[locale]}`).join('\n'));
  }
  return paragraphs.length === 0 ? null : { from, to, paragraphs };
}
