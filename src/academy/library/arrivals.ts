/**
 * An archive between its report and its author's word: `<data>/library/<academy>/arriving/<member>.zip`, one for each author, the newest. It is
 * not read before it is looked at, and gone after a day.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFolder } from './folders.ts';

const longest = 24 * 60 * 60 * 1000;

export class Arrivals {
  readonly #folder: string;

  constructor(dataDir: string, academyId: string) {
    this.#folder = join(libraryFolder(dataDir, academyId), 'arriving');
  }

  put(member: string, archive: Uint8Array, now: Date): void {
    mkdirSync(this.#folder, { recursive: true });
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      if (now.getTime() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > longest) rmSync(path, { force: true });
    }
    const aside = join(this.#folder, `.${randomUUID()}`);
    try {
      writeFileSync(aside, archive, { flag: 'wx' });
      renameSync(aside, this.#pathOf(member));
    } finally {
      rmSync(aside, { force: true });
    }
  }

  /** `null`: none waits. */
  get(member: string): Buffer | null {
    const path = this.#pathOf(member);
    return existsSync(path) ? readFileSync(path) : null;
  }

  drop(member: string): void {
    rmSync(this.#pathOf(member), { force: true });
  }

  #pathOf(member: string): string {
    if (!/^[A-Za-z0-9-]{1,64}$/.test(member)) throw new Error('A member id is letters, digits and hyphens.');
    return join(this.#folder, `${member}.zip`);
  }
}
