/** From a place in a file to what its schema says of it. */
import type { FileSchema } from '#sandbox/lab/file-schema.ts';
import type { YamlFormat } from './yaml-format.ts';
import type { YamlPath } from './yaml-place.ts';

/** What may stand at `path`: several where the file does not yet say which. */
export function schemasAt(format: Pick<YamlFormat, 'schema' | 'instead'>, path: YamlPath, data: unknown): FileSchema[] {
  let [schemas, value]: [FileSchema[], unknown] = [[format.schema], data];
  for (const [at, step] of path.entries()) {
    schemas = schemas.flatMap((schema) => alternatives(schema, value)).flatMap((schema) => childOf(schema, step));
    value = memberOf(value, step);
    schemas = format.instead?.(path.slice(0, at + 1)) ?? schemas;
  }
  return schemas.flatMap((schema) => alternatives(schema, value));
}

export function memberOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}

export function valueAt(data: unknown, path: YamlPath): unknown {
  return path.reduce(memberOf, data);
}

/** Those of several that agree with what is written already, such as the protocol of a connection; all of them while nothing tells. */
function alternatives(schema: FileSchema, value: unknown): FileSchema[] {
  const branches = schema.oneOf ?? schema.anyOf;
  if (!branches) return [schema];
  const fitting = branches.filter((branch) =>
    Object.entries(branch.properties ?? {}).some(
      ([key, { const: fixed }]) => fixed !== undefined && memberOf(value, key) === fixed,
    ),
  );
  return (fitting.length > 0 ? fitting : keyed(branches, value)).flatMap((branch) => alternatives(branch, value));
}

/** A requirement is told by the key it begins with: `expect` or `never`. All while none of theirs is written. */
function keyed(branches: readonly FileSchema[], value: unknown): FileSchema[] {
  const written = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const fitting = branches.filter((branch) =>
    branch.required?.some(
      (key) => written.includes(key) && branches.some((other) => other !== branch && !other.required?.includes(key)),
    ),
  );
  return fitting.length > 0 ? fitting : [...branches];
}

export function childOf(schema: FileSchema, step: string | number): FileSchema[] {
  if (typeof step === 'number') {
    const item = schema.prefixItems?.[step] ?? schema.items;
    return item ? [item] : [];
  }
  const named = schema.properties && Object.hasOwn(schema.properties, step) ? schema.properties[step] : undefined;
  if (named) return [named];
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
}

/** Fixed values that one of these allows. */
export function valuesOf(schemas: readonly FileSchema[]): (string | number | boolean)[] {
  const found = schemas.flatMap((schema) => [
    ...(schema.enum ?? []),
    ...(schema.const === undefined ? [] : [schema.const]),
    ...(schema.type === 'boolean' ? [true, false] : []),
    ...(schema.type === 'integer' && (schema.maximum ?? 99) <= 2 && schema.minimum === 0 ? [0, 1, 2] : []),
  ]);
  return [...new Set(found)].filter((one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean');
}

export function descriptionOf(schemas: readonly FileSchema[], { describe }: Pick<YamlFormat, 'describe'>): string | null {
  const sentence = schemas.find(({ description }) => description !== undefined)?.description;
  return sentence === undefined ? null : describe(sentence);
}

/** What may be written, in a few signs: `0 to 255`, `high | low`, `number`. */
export function shapeOf(schemas: readonly FileSchema[]): string {
  const values = valuesOf(schemas);
  if (values.length > 0) return values.join(' | ');
  const [schema] = schemas;
  if (schema?.minimum !== undefined && schema.maximum !== undefined && schema.maximum < 1e15)
    return `${schema.minimum} … ${schema.maximum}`;
  return [...new Set(schemas.map(({ type }) => type ?? ''))].filter((type) => type !== '').join(' | ');
}

export function defaultOf(schemas: readonly FileSchema[]): string | null {
  const written = schemas.find((schema) => schema.default !== undefined)?.default;
  return written === undefined || typeof written === 'object' ? null : String(written);
}
