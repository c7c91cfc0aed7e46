/** The keys of a format in the order of its schema: a section for each thing that has keys, with the forms that it may have. */
import * as z from 'zod/v4/core';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { anchorOf } from '#sandbox/lab/key-anchor.ts';
import { isDuration, type Schema, shapeOf, unlessWritten, variantsOf } from './key-values.ts';

export interface Key {
  name: string;
  /** In the file: `steps[].hints`. */
  path: string;
  /** Unique in its format. */
  anchor: string;
  /** It begins one of several forms. */
  begins: boolean;
  /** Of which form it is: the key that begins it, and what stands there where that is fixed. */
  form: { name: string; value: unknown } | null;
  needed: boolean;
  meaning: string;
  value: string;
  otherwise: string;
  /** The anchor of what stands below it. */
  below: string | null;
  /** From the schema itself: given, or what else can be told from it. */
  examples: readonly unknown[];
}

export interface KeySection {
  /** `steps[]`; empty for the whole. */
  path: string;
  anchor: string;
  depth: number;
  meaning: string;
  /** What all forms have, then what each has; empty groups are left out. */
  groups: Key[][];
}

const json = new WeakMap<z.$ZodType, Schema>();

/** As an author writes it. */
export function schemaOf(schema: z.$ZodType): Schema {
  const known = json.get(schema);
  if (known) return known;
  // As JSON Schema it is wider than what zod is known to write for our formats.
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  json.set(schema, made);
  return made;
}

/** Anchors begin with `prefix`, where a page shows several formats. */
export function keySections(
  schema: z.$ZodType,
  { locale, chinese, prefix }: { locale: Locale; chinese: Readonly<Record<string, string>>; prefix: string },
): KeySection[] {
  const whole = schemaOf(schema);
  const say = (sentence: string | undefined): string =>
    locale === 'zh-CN' ? (chinese[sentence ?? ''] ?? sentence ?? '') : (sentence ?? '');
  const own = locale === 'en' ? '<name>' : '<名称>';
  const sections: KeySection[] = [];
  const used = new Set<string>();
  const keysOf = (path: string): string[] =>
    [prefix, ...path.replaceAll('[]', '').split('.')].filter((key) => key !== '' && key !== own);
  /** The first of a key takes its plain anchor: what only knows the path to it, finds it. */
  const once = (...anchors: string[]): string => {
    const numbered = Array.from({ length: 20 }, (_, index) => `${anchors.at(-1)}-${index + 2}`);
    const anchor = [...anchors, ...numbered].find((one) => !used.has(one)) ?? anchors[0]!;
    used.add(anchor);
    return anchor;
  };

  const add = (path: string, inner: Schema, depth: number): void => {
    const variants = variantsOf(inner);
    if (variants.length > 0) {
      const shared = variants.length < 2 ? [] : sharedKeys(variants);
      const section: KeySection = {
        path,
        anchor: once(anchorOf(keysOf(path)) || 'all-keys'),
        depth,
        meaning: say(inner.description),
        groups: [],
      };
      sections.push(section);
      const key = (name: string, child: Schema, variant: Schema, beginning: [string, Schema] | null): Key => {
        const place = path === '' ? name : `${path}.${name}`;
        const plain = anchorOf(keysOf(place));
        const fixed = child.const !== undefined;
        const below = sectionBelow(place, child);
        const of = String(beginning?.[1].const ?? beginning?.[0]);
        const form = beginning === null ? [] : [fixed ? anchorOf([plain, of]) : anchorOf([...keysOf(path), of, name])];
        return {
          name,
          path: place,
          // What has a section of its own is found there.
          anchor: below === null ? once(plain, ...form) : once(`${plain}-key`),
          begins: beginning?.[0] === name,
          needed: variant.required?.includes(name) === true && child.default === undefined,
          meaning: say(child.description ?? (fixed ? variant.description : undefined)),
          value: shapeOf(child, locale),
          otherwise: unlessWritten(child),
          below: below === null ? null : anchorOf(keysOf(below)),
          form: beginning === null ? null : { name: beginning[0], value: beginning[1].const },
          examples: child.examples ?? toldBy(child),
        };
      };
      const [first] = variants;
      const common = shared.map((name) => key(name, first?.properties?.[name] ?? {}, first ?? {}, null));
      const forms = variants.map((variant) => {
        const entries = Object.entries(variant.properties ?? {}).filter(([name]) => !shared.includes(name));
        const beginning =
          entries.find(([, child]) => child.const !== undefined) ??
          entries.find(([name]) => variant.required?.includes(name)) ??
          entries[0];
        if (variants.length < 2 || beginning === undefined)
          return entries.map(([name, child]) => key(name, child, variant, null));
        const ordered = [beginning, ...entries.filter((entry) => entry !== beginning)];
        return ordered.map(([name, child]) => key(name, child, variant, beginning));
      });
      section.groups.push(...[common, ...forms].filter((group) => group.length > 0));
    }
    const seen = new Set<string>();
    for (const variant of variants)
      for (const [name, child] of Object.entries(variant.properties ?? {})) {
        if (!seen.has(name)) deeper(path === '' ? name : `${path}.${name}`, child, depth + 1);
        if (variantsOf(child).length > 0) seen.add(name);
      }
    for (const child of [inner, ...variants].flatMap(containedIn)) deeper(`${path}${child.sign}`, child.schema, depth);
  };
  /** Through lists and maps to what has keys. */
  const deeper = (path: string, child: Schema, depth: number): void => {
    const described = (inner: Schema): Schema =>
      inner.description === undefined ? { ...inner, ...(child.description ? { description: child.description } : {}) } : inner;
    if (variantsOf(child).length > 0) add(path, child, depth);
    else for (const { sign, schema: inner } of containedIn(child)) deeper(`${path}${sign}`, described(inner), depth);
  };
  const containedIn = (child: Schema): { sign: string; schema: Schema }[] => [
    ...(child.items ? [{ sign: '[]', schema: child.items }] : []),
    ...(typeof child.additionalProperties === 'object' ? [{ sign: `.${own}`, schema: child.additionalProperties }] : []),
    // A union of a short form and a long one: the long one has the keys.
    ...(child.anyOf ?? []).flatMap((one) => (one.items || one.additionalProperties ? containedIn(one) : [])),
  ];
  /** The path of the first thing below that has keys. */
  const sectionBelow = (path: string, child: Schema): string | null => {
    if (variantsOf(child).length > 0) return path;
    for (const { sign, schema: inner } of containedIn(child)) {
      const found = sectionBelow(`${path}${sign}`, inner);
      if (found !== null) return found;
    }
    return null;
  };
  add('', whole.items ?? whole, 1);
  return sections;
}

/** Keys that mean the same in every form. */
function sharedKeys(variants: readonly Schema[]): string[] {
  const [first, ...others] = variants.map(({ properties }) => properties ?? {});
  return Object.entries(first ?? {}).flatMap(([name, child]) =>
    child.const === undefined && others.every((other) => JSON.stringify(other[name]) === JSON.stringify(child)) ? [name] : [],
  );
}

/** What is fixed or goes without saying is an example of itself; of a choice, the first. */
function toldBy(schema: Schema): unknown[] {
  const { const: fixed, enum: choice, default: otherwise, type } = schema;
  if (fixed !== undefined) return [fixed];
  if (type === 'boolean') return [true];
  if (otherwise !== undefined && otherwise !== '' && !(Array.isArray(otherwise) && otherwise.length === 0)) return [otherwise];
  // What is transformed cannot have examples of its own in JSON Schema.
  if (isDuration(schema)) return ['200ms'];
  return choice?.slice(0, 1) ?? [];
}
