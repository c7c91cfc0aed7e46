/** What can be written at a place of gateway.yaml: keys of the schema, fixed values, names of the file itself, devices of the rig. */
import type { FileSchema } from '#sandbox/lab/gateway-file.ts';
import type { Locale } from '../../props.ts';
import type { Device } from '../../rig/rig-connection.ts';
import { addressExamples, isSouthProtocol } from './address-help.ts';
import { connectionsIn, groupsIn, parametersOf, tagsIn, templatesIn } from './names.ts';
import { defaultOf, descriptionOf, schemasAt, shapeOf, valueAt, valuesOf } from './schema-place.ts';
import { placeAt, type YamlPath, type YamlPlace } from './yaml-place.ts';

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

interface Asked {
  devices: readonly Device[];
  locale: Locale;
}

const nothing: Offers = { from: 0, to: 0, offers: [] };

/** Never throws, whatever the text. */
export function offersAt(text: string, offset: number, asked: Asked): Offers {
  const place = placeAt(text, offset);
  if (place === null) return nothing;
  const schemas = schemasAt(place.path, place.data);
  const isMap = schemas.some(({ properties, additionalProperties }) => properties || additionalProperties);
  const offers = place.kind === 'key' && isMap ? keys(place, schemas, asked) : values(place, schemas, asked);
  return { from: place.from, to: place.to, offers };
}

function keys(place: YamlPlace, schemas: readonly FileSchema[], { locale }: Asked): Offer[] {
  const { path, data, taken, flow, colon } = place;
  const names = new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})));
  const own: Offer[] = [...names]
    .filter((name) => !taken.includes(name))
    .map((name) => {
      const inner = schemasAt([...path, name], data);
      const needed = schemas.some(({ required }) => required?.includes(name));
      return {
        label: name,
        kind: 'key',
        detail: [needed ? '*' : '', shapeOf(inner)].filter((part) => part !== '').join(' '),
        about: [descriptionOf(inner, locale), defaultText(inner, locale)].filter((part) => part !== null).join(' '),
        insert: colon ? name : `${name}${tailOf(inner, flow)}`,
        snippet: !colon,
        goesOn: !colon && !isBranch(inner),
      };
    });
  const parameters =
    path[0] === 'instances' && path[2] === 'with'
      ? parametersOf(data, valueAt(data, ['instances', path[1] ?? 0, 'template']))
      : [];
  const filled = parameters
    .filter((name) => !taken.includes(name))
    .map((name) => named(name, 'name', '', '', colon ? name : `${name}: `));
  return [...whole(place), ...own, ...filled];
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

/** A whole entry at once, where a new one begins. */
function whole({ path, flow, taken, colon }: YamlPlace): Offer[] {
  if (flow || colon || taken.length > 0) return [];
  const entry = (label: string, insert: string): Offer[] => [
    {
      label,
      kind: 'key',
      detail: '…',
      about: insert.replaceAll(/\$\d/g, '…'),
      insert,
      snippet: true,
      goesOn: false,
    },
  ];
  const list = typeof path.at(-1) === 'number' ? path.at(-2) : undefined;
  if (list === 'tags') return entry('name, connection, address', 'name: $1\n  connection: $2\n  address: $3');
  if (list === 'alarms') return entry('name, tag, when, limit', 'name: $1\n  tag: $2\n  when: $3\n  limit: $4');
  if (path.length === 2 && path[0] === 'connections') return entry('protocol, host', 'protocol: $1\nhost: $2');
  return [];
}

function values(place: YamlPlace, schemas: readonly FileSchema[], asked: Asked): Offer[] {
  const { path, data, kind, flow } = place;
  const fixed = valuesOf(schemas).map((value) =>
    named(String(value), 'value', '', descriptionOf(schemas, asked.locale) ?? '', literal(value)),
  );
  const found = [...fixed, ...meant(path, data, asked, schemas)];
  // A line of a list that is plain values: no key was meant.
  return kind === 'key' && !flow ? found.filter(({ kind: of }) => of === 'name') : found;
}

/** Values that only the file, the rig or the trade knows. */
function meant(path: YamlPath, data: unknown, asked: Asked, schemas: readonly FileSchema[]): Offer[] {
  const key = path.findLast((step) => typeof step === 'string') ?? '';
  const [root] = path;
  const inTags = root === 'tags' || path[2] === 'tags';
  const inAlarms = root === 'alarms' || path[2] === 'alarms';
  const names = (list: readonly string[], detail = ''): Offer[] =>
    list.map((name) => named(name, 'name', detail, '', literal(name)));
  if (inTags && key === 'connection') {
    return connectionsIn(data).map((name) => {
      const host = valueAt(data, ['connections', name, 'host']);
      const protocol = valueAt(data, ['connections', name, 'protocol']);
      const about = [protocol, host].filter((part) => typeof part === 'string').join(' ');
      return named(name, 'name', about, '', literal(name));
    });
  }
  if (inTags && key === 'group') return names(groupsIn(data));
  if (inTags && key === 'address') return addresses(path, data, asked.locale);
  if (inAlarms && (key === 'tag' || key === 'from' || key === 'suppressedBy')) return names(tagsIn(data).map(({ name }) => name));
  if (root === 'instances' && key === 'template') return names(templatesIn(data));
  if (root === 'access' && key === 'write')
    return names([...tagsIn(data).flatMap(({ name, writable }) => (writable ? [name] : [])), '*']);
  if (key === 'host' || key === 'port') return devices(path, data, key, asked.devices);
  if (key === 'raw')
    return [named('[0, 27648]', 'value', 'S7', '', '[0, 27648]'), named('[0, 65535]', 'value', '', '', '[0, 65535]')];
  if (isSpan(schemas))
    return ['100ms', '500ms', '1s', '5s', '10s', '1min', '10min'].map((one) => named(one, 'value', '', '', one));
  if (key === 'disk') return ['512kB', '4MB', '16MB', '0B'].map((one) => named(one, 'value', '', '', one));
  return [];
}

const spanKeys = [
  'timeout',
  'every',
  'phase',
  'min',
  'max',
  'keepAlive',
  'maxSilence',
  'expires',
  'onDelay',
  'offDelay',
  'shelving',
];
const isSpan = (schemas: readonly FileSchema[]): boolean =>
  schemas.some((schema) => spanSchemas.has(schema)) && schemas.every(({ type }) => type === 'string');

/** Every schema of a span of time, found once by the keys that the schema gives them. */
const spanSchemas = new Set<FileSchema>();
function gatherSpans(schema: FileSchema): void {
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (spanKeys.includes(key) && inner.type === 'string') spanSchemas.add(inner);
    gatherSpans(inner);
  }
  for (const inner of [...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])]) gatherSpans(inner);
  if (typeof schema.additionalProperties === 'object') gatherSpans(schema.additionalProperties);
}
for (const schema of schemasAt([], null)) gatherSpans(schema);

function devices(path: YamlPath, data: unknown, key: 'host' | 'port', known: readonly Device[]): Offer[] {
  const holder = path.slice(0, -1);
  const [protocol, host] = [valueAt(data, [...holder, 'protocol']), valueAt(data, [...holder, 'host'])];
  const fitting = known.filter((device) => protocol === undefined || device.protocol === protocol);
  if (key === 'host')
    return [...new Map(fitting.map((one) => [one.host, one])).values()].map((one) =>
      named(one.host, 'device', one.protocol, `${one.device} · ${one.host}:${one.port}`, literal(one.host)),
    );
  return fitting
    .filter((device) => host === undefined || device.host === host || device.device === host)
    .map((one) => named(String(one.port), 'device', one.protocol, `${one.device} · ${one.host}:${one.port}`, String(one.port)));
}

function addresses(path: YamlPath, data: unknown, locale: Locale): Offer[] {
  const connection = valueAt(data, [...path.slice(0, -1), 'connection']);
  const protocol = typeof connection === 'string' ? valueAt(data, ['connections', connection, 'protocol']) : undefined;
  const protocols = isSouthProtocol(protocol) ? [protocol] : (['modbus-tcp', 's7', 'mqtt'] as const);
  return protocols.flatMap((one) =>
    addressExamples[one].map(({ address, meaning }) => named(address, 'address', one, meaning[locale], literal(address))),
  );
}

function named(label: string, kind: Offer['kind'], detail: string, about: string, insert: string): Offer {
  return { label, kind, detail, about, insert, snippet: false, goesOn: false };
}

/** A text that YAML would take for something else stands in quotes. */
function literal(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return /^[\d.+-]+$|^(?:true|false|null|yes|no|on|off)$|^[*&!#%@`|>{[]|: | #/i.test(value) ? `"${value}"` : value;
}

function defaultText(schemas: readonly FileSchema[], locale: Locale): string | null {
  const written = defaultOf(schemas);
  if (written === null) return null;
  return locale === 'zh-CN' ? `不写则为 ${written}。` : `${written} unless written.`;
}
