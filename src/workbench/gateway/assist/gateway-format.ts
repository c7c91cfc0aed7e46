/** gateway.yaml as the editor knows it: names of the file itself, devices of the rig, how addresses are written. */
import type { FileSchema } from '#sandbox/lab/file-schema.ts';
import { describe, gatewayFileSchema } from '#sandbox/lab/gateway-file.ts';
import type { Locale } from '../../props.ts';
import type { Device } from '../../rig/rig-connection.ts';
import { entry, literal, named, type Offer } from '../../yaml/offers.ts';
import { childOf, valueAt } from '../../yaml/schema-place.ts';
import type { YamlFormat } from '../../yaml/yaml-format.ts';
import type { Pointed, YamlPath, YamlPlace } from '../../yaml/yaml-place.ts';
import { addressExamples, isSouthProtocol } from './address-help.ts';
import { connectionsIn, groupsIn, parametersOf, tagsIn, templatesIn } from './names.ts';

interface Known {
  devices: readonly Device[];
  locale: Locale;
}

export const gatewayFormat = (known: Known): YamlFormat => ({
  schema: gatewayFileSchema,
  locale: known.locale,
  describe: (sentence) => describe(sentence, known.locale),
  instead: ofTemplate,
  entries,
  ownKeys: ({ path, data }) =>
    path[0] === 'instances' && path[2] === 'with'
      ? parametersOf(data, valueAt(data, ['instances', path[1] ?? 0, 'template']))
      : [],
  values: (path, data, schemas) => meant(path, data, known, schemas),
  explain: (pointed) => explain(pointed, known),
});

/** Entries of a template are checked when it is filled in; till then they are as those under tags and alarms. */
function ofTemplate(path: YamlPath): FileSchema[] | null {
  const list = path[2];
  if (path.length !== 4 || path[0] !== 'templates' || (list !== 'tags' && list !== 'alarms')) return null;
  return childOf(childOf(gatewayFileSchema, list)[0] ?? {}, 0);
}

/** A whole entry at once, where a new one begins. */
function entries({ path }: YamlPlace): Offer[] {
  const list = typeof path.at(-1) === 'number' ? path.at(-2) : undefined;
  if (list === 'tags') return [entry('name, connection, address', 'name: $1\n  connection: $2\n  address: $3')];
  if (list === 'alarms') return [entry('name, tag, when, limit', 'name: $1\n  tag: $2\n  when: $3\n  limit: $4')];
  if (path.length === 2 && path[0] === 'connections') return [entry('protocol, host', 'protocol: $1\nhost: $2')];
  return [];
}

/** Values that only the file, the rig or the trade knows. */
function meant(path: YamlPath, data: unknown, asked: Known, schemas: readonly FileSchema[]): Offer[] {
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
gatherSpans(gatewayFileSchema);

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

function explain({ path, data, kind, text }: Pointed, { devices, locale }: Known): string[] {
  const key = path.at(-1);
  const paragraphs: string[] = [];
  if (kind === 'value' && key === 'host') {
    const found = devices.filter(({ host, device }) => host === text || device === text);
    paragraphs.push(...found.map((one) => `${one.device}: \`${one.protocol}\` \`${one.host}:${one.port}\``));
  }
  if (kind === 'value' && key === 'connection') {
    const written = valueAt(data, ['connections', text]);
    if (written !== undefined) paragraphs.push(`\`\`\`yaml\n${text}: ${JSON.stringify(written)}\n\`\`\``);
  }
  if (key === 'address') {
    const connection = valueAt(data, [...path.slice(0, -1), 'connection']);
    const protocol = typeof connection === 'string' ? valueAt(data, ['connections', connection, 'protocol']) : undefined;
    if (isSouthProtocol(protocol))
      paragraphs.push(addressExamples[protocol].map(({ address, meaning }) => `- \`${address}\`: ${meaning[locale]}`).join('\n'));
  }
  return paragraphs;
}
