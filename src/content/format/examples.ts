/**
 * An example of each key, out of the labs and lessons that Millwright brings along: examples.json is written by the test of this file, which
 * also shows every one to its schema. What nobody uses yet has its example in the schema.
 */
import { stringify } from 'yaml';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import found from './examples.json' with { type: 'json' };
import type { Format } from './formats.ts';
import type { Key } from './key-sections.ts';

export interface Example {
  /** As it stands in a file. */
  text: string;
  /** The lab or the lesson; `null`: made up. */
  from: string | null;
}

const keys: Readonly<Record<string, Readonly<Record<string, Example>>>> = found.keys;
const wholes: Readonly<Record<string, Readonly<Record<Locale, string>>>> = found.wholes;

/** Names that an author chooses are `*` in the places that examples are kept by. */
export const placeOf = ({ path }: Pick<Key, 'path'>): string => path.replaceAll(/<[^>]+>/g, '*');

export function exampleOf({ id, written }: Pick<Format, 'id' | 'written'>, key: Key): Example | null {
  const [made] = key.examples;
  const used = keys[id]?.[key.anchor];
  return used ?? (made === undefined ? null : { text: writtenAs(written, key.name, made), from: null });
}

/** A whole directive, or question of a kind: `note`, `quiz choice`. */
export const wholeExample = (name: string, locale: Locale): string | null => wholes[name]?.[locale] ?? null;

export function writtenAs(written: Format['written'], name: string, value: unknown): string {
  if (written === 'data') return `data-${name}="${String(value)}"`;
  if (written === 'attribute')
    return value === '' ? name : `${name}=${/^[\w.:%/+-]+$/.test(String(value)) ? String(value) : JSON.stringify(value)}`;
  const flow = stringify({ [name]: value }, { collectionStyle: 'flow', lineWidth: 0 })
    .trim()
    .replace(/^\{ ?([\s\S]*?) ?\}$/, '$1');
  return flow.length <= 100 && !flow.includes('\n') ? flow : stringify({ [name]: value }, { lineWidth: 0 }).trimEnd();
}
