/**
 * What authors threw away: `<data>/library/<academy>/bin/<id>/`, what it was in `about.json` and the folder itself in `kept`. It comes and goes by
 * one rename, so it is in the draft or here, never half in both; after ninety days it is gone.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { libraryFolder } from './folders.ts';
import { unitOf } from './unit.ts';

/** Days that something stays here. */
export const binDays = 90;
const longest = binDays * 24 * 60 * 60 * 1000;

const about = z.strictObject({
  /** Its name (unit.ts): of what it was, or of the course that a lesson belonged to. */
  unit: z.string().refine((name) => unitOf(name) !== null),
  /** A lesson's folder, `01-introduction`; `null`: the whole unit. */
  lesson: z.string().nullable(),
  /** As a reader knew it, where it could be read. */
  title: z.object({ en: z.string(), 'zh-CN': z.string() }).nullable(),
  at: z.iso.datetime(),
  /** A member. */
  by: z.string().nullable(),
});
export type ThrownAway = z.output<typeof about>;

export class Bin {
  readonly #folder: string;

  constructor(dataDir: string, academyId: string) {
    this.#folder = join(libraryFolder(dataDir, academyId), 'bin');
  }

  /** Newest first. */
  all(): (ThrownAway & { id: string })[] {
    if (!existsSync(this.#folder)) return [];
    const all = readdirSync(this.#folder).flatMap((id) => {
      const one = this.#read(id);
      return one === null ? [] : [{ id, ...one }];
    });
    return all.sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  find(id: string): (ThrownAway & { id: string }) | null {
    return this.all().find((one) => one.id === id) ?? null;
  }

  /** Takes a folder away to here; `undo` puts it back. */
  take(path: string, thrown: ThrownAway): { undo(): void } {
    this.#empty(new Date(thrown.at));
    const place = join(this.#folder, randomUUID());
    mkdirSync(place, { recursive: true });
    try {
      writeFileSync(join(place, 'about.json'), JSON.stringify(about.parse(thrown)), { flag: 'wx' });
      renameSync(path, join(place, 'kept'));
    } catch (error) {
      rmSync(place, { recursive: true, force: true });
      throw error;
    }
    return {
      undo: () => {
        renameSync(join(place, 'kept'), path);
        rmSync(place, { recursive: true, force: true });
      },
    };
  }

  /** Puts what was thrown away to `path`, where nothing may stand; `undo` takes it back here, `done` forgets that it was here. */
  giveBack(id: string, path: string): { undo(): void; done(): void } {
    const place = join(this.#folder, id);
    mkdirSync(dirname(path), { recursive: true });
    renameSync(join(place, 'kept'), path);
    return {
      undo: () => renameSync(path, join(place, 'kept')),
      done: () => rmSync(place, { recursive: true, force: true }),
    };
  }

  #read(id: string): ThrownAway | null {
    const place = join(this.#folder, id);
    if (!/^[0-9a-f-]{36}$/.test(id) || !existsSync(join(place, 'kept')) || !existsSync(join(place, 'about.json'))) return null;
    return about.parse(JSON.parse(readFileSync(join(place, 'about.json'), 'utf8')));
  }

  #empty(now: Date): void {
    for (const { id, at } of this.all())
      if (now.getTime() - Date.parse(at) > longest) rmSync(join(this.#folder, id), { recursive: true, force: true });
  }
}
