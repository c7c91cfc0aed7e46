/** The skeletons of `millwright new`: the files below templates/, with their placeholders filled, into a folder that is not there yet. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { UsageError } from './command.ts';
import { root } from './root.ts';

const templates = join(root, 'src', 'cli', 'templates');

/** What stands in a template as `{{name}}`. */
export type Placeholders = Readonly<Record<string, string>>;

/**
 * Copies the template `kind` into `folder` and returns the files written, in order, as a person at the prompt would name them.
 * @throws UsageError when the folder exists: nothing that somebody wrote is ever overwritten.
 */
export function writeSkeleton(kind: 'lab' | 'lesson' | 'course', folder: string, values: Placeholders): string[] {
  if (existsSync(folder)) {
    throw new UsageError(
      `${shown(folder)} exists already, and nothing in it was touched. Choose another slug, or remove it first.`,
    );
  }
  const source = join(templates, kind);
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(source, join(entry.parentPath, entry.name)))
    .sort();
  return files.map((file) => {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, fill(readFileSync(join(source, file), 'utf8'), values));
    return shown(target);
  });
}

function fill(text: string, values: Placeholders): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the template asks for {{${name}}}, which nobody gave`);
    return value;
  });
}

/** From where the person stands. */
export const shown = (path: string): string => relative(process.cwd(), path) || '.';
