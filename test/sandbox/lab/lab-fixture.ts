/** A copy of a built-in lab in a temporary folder, to be broken one mistake at a time. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface LabFixture {
  /** The folder that holds labs. */
  root: string;
  /** The lab's own folder. */
  dir: string;
  /** Replaces `from`, which must occur, by `to`; returns the line on which it first stood. */
  edit(file: string, from: string, to: string): number;
  write(file: string, text: string): void;
  remove(path: string): void;
}

/** The folder that holds labs is called `labs`, as in a content root. */
export function labFixture(slug = 'small-motor'): LabFixture {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-labs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const root = join(folder, 'labs');
  const dir = join(root, slug);
  cpSync(join(import.meta.dirname, 'small-motor'), dir, { recursive: true });
  return {
    root,
    dir,
    edit(file, from, to) {
      const text = readFileSync(join(dir, file), 'utf8');
      const at = text.indexOf(from);
      if (at < 0) throw new Error(`${file} has no ${from}`);
      writeFileSync(join(dir, file), text.replace(from, to));
      return text.slice(0, at).split('\n').length;
    },
    write(file, text) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    },
    remove(path) {
      rmSync(join(dir, path), { recursive: true });
    },
  };
}
