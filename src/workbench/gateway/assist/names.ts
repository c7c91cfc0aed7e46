/** Names that the file itself has given: of connections, groups, templates, tags. Whatever cannot be read is left out. */
import { memberOf } from '../../yaml/schema-place.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keysOf = (data: unknown, key: string): string[] => {
  const map = memberOf(data, key);
  return isRecord(map) ? Object.keys(map) : [];
};

const entriesOf = (data: unknown, key: string): unknown[] => {
  const list = memberOf(data, key);
  return Array.isArray(list) ? list : [];
};

const text = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

export const connectionsIn = (data: unknown): string[] => keysOf(data, 'connections');
export const groupsIn = (data: unknown): string[] => keysOf(data, 'groups');
export const templatesIn = (data: unknown): string[] => keysOf(data, 'templates');

/** Tags as written, and those that filled-in templates make. */
export function tagsIn(data: unknown): { name: string; writable: boolean }[] {
  const made = entriesOf(data, 'instances').flatMap((instance) => {
    const [template, name] = [text(memberOf(instance, 'template'))[0], text(memberOf(instance, 'name'))[0]];
    if (template === undefined || name === undefined) return [];
    const entries = entriesOf(memberOf(memberOf(data, 'templates'), template), 'tags');
    return entries.map((tag) => ({ tag, name: text(memberOf(tag, 'name'))[0]?.replaceAll('$(name)', name) }));
  });
  const written = entriesOf(data, 'tags').map((tag) => ({ tag, name: text(memberOf(tag, 'name'))[0] }));
  return [...written, ...made].flatMap(({ tag, name }) =>
    name === undefined ? [] : [{ name, writable: memberOf(tag, 'writable') === true }],
  );
}

/** Parameters of the template that an instance names. */
export function parametersOf(data: unknown, template: unknown): string[] {
  if (typeof template !== 'string') return [];
  return entriesOf(memberOf(memberOf(data, 'templates'), template), 'parameters').flatMap(text);
}
