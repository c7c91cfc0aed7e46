/** lab.yaml as the editor knows it: signals that the lab declares, names that the file itself gives, files of the lab. */
import { describeLab, labFileSchema } from '#sandbox/lab/lab-file.ts';
import type { Locale } from '../props.ts';
import { literal, named, type Offer } from '../yaml/offers.ts';
import { memberOf, valueAt } from '../yaml/schema-place.ts';
import type { YamlFormat } from '../yaml/yaml-format.ts';
import type { YamlPath } from '../yaml/yaml-place.ts';

export interface KnownOfLab {
  locale: Locale;
  /** Names of all its files. */
  files: readonly string[];
  /** `plant.Level`, `plc.Motor`; none while the plant does not compile. */
  signals: readonly string[];
}

export const labFormat = (known: KnownOfLab): YamlFormat => ({
  schema: labFileSchema,
  locale: known.locale,
  describe: (sentence) => describeLab(sentence, known.locale),
  values: (path, data) => meant(path, data, known),
  ownKeys: ({ path }) => ownKeys(path, known),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const keysAt = (data: unknown, path: YamlPath): string[] => {
  const value = valueAt(data, path);
  return isRecord(value) ? Object.keys(value) : [];
};
const listAt = (data: unknown, path: YamlPath): unknown[] => {
  const value = valueAt(data, path);
  return Array.isArray(value) ? value : [];
};
const idsAt = (data: unknown, path: YamlPath): string[] =>
  listAt(data, path).flatMap((one) => {
    const id = memberOf(one, 'id');
    return typeof id === 'string' ? [id] : [];
  });

const inNetwork = ['rig', 'network'] as const;
const nodes = (data: unknown): string[] => ['hosts', 'switches', 'routers'].flatMap((kind) => keysAt(data, [...inNetwork, kind]));
const zones = (data: unknown): string[] => keysAt(data, [...inNetwork, 'zones']);
const hosts = (data: unknown): string[] => keysAt(data, [...inNetwork, 'hosts']);
const stepsIn = (data: unknown): string[] => idsAt(data, ['steps']);
const checksIn = (data: unknown): string[] => listAt(data, ['steps']).flatMap((step) => idsAt(step, ['checks']));

const spans: ReadonlySet<string> = new Set(['within', 'for', 'after', 'cycle', 'step', 'every', 'idle', 'length', 'processing']);

function meant(path: YamlPath, data: unknown, { files, signals }: KnownOfLab): Offer[] {
  const key = path.findLast((step) => typeof step === 'string') ?? '';
  const names = (list: readonly string[]): Offer[] => list.map((name) => named(name, 'name', '', '', literal(name)));
  const ofPlant = signals.filter((name) => name.startsWith('plant.'));
  if (path.includes('conduits') && (key === 'from' || key === 'to')) return names(zones(data));
  if (key === 'between') return names(nodes(data));
  if (key === 'zone') return names(zones(data));
  if (key === 'host') return names(hosts(data));
  if (path.includes('inputs') && key === 'from') return names(ofPlant);
  if (path.includes('outputs') && key === 'to') return names(ofPlant);
  if (key === 'signal' || key === 'that' || key === 'always' || key === 'never' || key === 'when') return names(signals);
  if (path.includes('explore') && path.includes('inputs')) return names(ofPlant);
  if (key === 'program') return names(files.filter((name) => /^start\/.*\.st$/.test(name)));
  if (key === 'source') return names(files.filter((name) => /^[^/]+\.st$/.test(name)));
  if (key === 'scene') return names(files.filter((name) => name.endsWith('.svg')));
  if (path[0] === 'wrong' && key === 'check') return names(checksIn(data));
  if (path[0] === 'annotations' && key === 'step') return names(stepsIn(data));
  if (spans.has(key)) return ['10ms', '100ms', '500ms', '1s', '5s', '1min'].map((one) => named(one, 'value', '', '', one));
  return [];
}

/** Signals that a scenario sets, and folders of wrong answers that want their message. */
function ownKeys(path: YamlPath, { files, signals }: KnownOfLab): string[] {
  const last = path.at(-1);
  if (path.includes('scenario') || last === 'operate') return signals.filter((name) => name.startsWith('plant.'));
  if (path.length !== 1 || last !== 'wrong') return [];
  return [...new Set(files.flatMap((name) => /^wrong\/([^/]+)\//.exec(name)?.[1] ?? []))];
}
