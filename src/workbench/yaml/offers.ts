/** What can be written at a place of a file: keys of its schema, fixed values, and what its format knows besides. */
import type { FileSchema } from '#sandbox/lab/file-schema.ts';
import { defaultOf, descriptionOf, schemasAt, shapeOf, valuesOf } from './schema-place.ts';
import type { YamlFormat } from './yaml-format.ts';
import { placeAt, type YamlPlace } from './yaml-place.ts';

export interface Offer {
  label: string;
  kind: 'key' | 'value' | 'name' | 'device' | 'address';
  /** Beside the label. */
  detail: string;
  /** Below it. */
  about: string;
  /** A snippet, as the editor takes it, where `snippet` says so. */
  insert: string;
  snippet: boolean;
  /** Something may be offered for what comes next. */
  goesOn: boolean;
}

export interface Offers {
  from: number;
  to: number;
  offers: Offer[];
}

const nothing: Offers = { from: 0, to: 0, offers: [] };

/** Never throws, whatever the text. */
export function offersAt(text: string, offset: number, format: YamlFormat): Offers {
  const place = placeAt(text, offset);
  if (place === null) return nothing;
  const schemas = schemasAt(format, place.path, place.data);
  const isMap = schemas.some(({ properties, additionalProperties }) => properties || additionalProperties);
  const offers = place.kind === 'key' && isMap ? keys(place, schemas, format) : values(place, schemas, format);
  return { from: place.from, to: place.to, offers };
}

function keys(place: YamlPlace, schemas: readonly FileSchema[], format: YamlFormat): Offer[] {
  const { path, data, taken, flow, colon } = place;
  const names = new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})));
  const own: Offer[] = [...names]
    .filter((name) => !taken.includes(name))
    .map((name) => {
      const inner = schemasAt(format, [...path, name], data);
      const needed = schemas.some(({ required }) => required?.includes(name));
      return {
        label: name,
        kind: 'key',
        detail: [needed ? '*' : '', shapeOf(inner)].filter((part) => part !== '').join(' '),
        about: [descriptionOf(inner, format), defaultText(inner, format)].filter((part) => part !== null).join(' '),
        insert: colon ? name : `${name}${tailOf(inner, flow)}`,
        snippet: !colon,
        goesOn: !colon && !isBranch(inner),
      };
    });
  const whole = flow || colon || taken.length > 0 ? [] : (format.entries?.(place) ?? []);
  const given = (format.ownKeys?.(place) ?? [])
    .filter((name) => !taken.includes(name))
    .map((name) => named(name, 'name', '', '', colon ? name : `${name}: `));
  return [...whole, ...own, ...given];
}

const isBranch = (schemas: readonly FileSchema[]): boolean =>
  schemas.some(({ properties, additionalProperties, items }) => properties || typeof additionalProperties === 'object' || items);

/** What follows a key's name: a value on the line, or a deeper line. */
function tailOf(schemas: readonly FileSchema[], flow: boolean): string {
  const [schema] = schemas;
  if (schema?.prefixItems) return ': [$1, $2]';
  if (schema?.items) return flow ? ': [$0]' : ':\n  - $0';
  if (isBranch(schemas)) return flow ? ': { $0 }' : ':\n  $0';
  return ': $0';
}

function values(place: YamlPlace, schemas: readonly FileSchema[], format: YamlFormat): Offer[] {
  const { path, data, kind, flow } = place;
  const fixed = valuesOf(schemas).map((value) =>
    named(String(value), 'value', '', descriptionOf(schemas, format) ?? '', literal(value)),
  );
  const found = [...fixed, ...format.values(path, data, schemas)];
  // A line of a list that is plain values: no key was meant.
  return kind === 'key' && !flow ? found.filter(({ kind: of }) => of === 'name') : found;
}

/** An entry of several keys, as a snippet. */
export const entry = (label: string, insert: string): Offer => ({
  label,
  kind: 'key',
  detail: '…',
  about: insert.replaceAll(/\$\d/g, '…'),
  insert,
  snippet: true,
  goesOn: false,
});

export function named(label: string, kind: Offer['kind'], detail: string, about: string, insert: string): Offer {
  return { label, kind, detail, about, insert, snippet: false, goesOn: false };
}

/** A text that YAML would take for something else stands in quotes. */
export function literal(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return /^[\d.+-]+$|^(?:true|false|null|yes|no|on|off)$|^[*&!#%@`|>{[]|: | #/i.test(value) ? `"${value}"` : value;
}

function defaultText(schemas: readonly FileSchema[], { locale }: YamlFormat): string | null {
  const written = defaultOf(schemas);
  if (written === null) return null;
  return locale === 'zh-CN' ? `不写则为 ${written}。` : `${written} unless written.`;
}
