/** A folder that one process uses at a time: its number stands in a file there. What a killed process left is taken over. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Answers how to let go, or the process that has the folder. Makes the folder where there is none; throws as `node:fs` does. */
export function lockFolder(path: string): { release: () => void } | { heldBy: number; file: string } {
  mkdirSync(path, { recursive: true });
  const file = join(path, 'lock');
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(file);
    if (owner !== null && owner !== process.pid && isAlive(owner)) return { heldBy: owner, file };
    rmSync(file, { force: true });
  }
}

function ownerOf(file: string): number | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return /^\d{1,10}$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
