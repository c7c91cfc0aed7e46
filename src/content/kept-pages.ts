/**
 * Rendered pages, kept on disk: to render all of them takes seconds, to read them a fraction of one. A page is found by the hash of
 * everything it was made from, so an old one is never taken for a new one: it is merely no longer asked for, and goes when there is no
 * room left. Nothing depends on a page's being there.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figureStamp } from './figures.ts';
import type { GlossaryEntry } from './glossary.ts';
import { readKeptPage, writtenPage } from './kept-page.ts';
import { type MarkdownSource, type RenderedMarkdown, renderMarkdown } from './markdown.ts';
import { rendererVersion } from './renderer-version.ts';

export interface Shelf {
  /** Folders that are looked in. */
  read: readonly string[];
  /** The folder that new pages are put into; `null`: none are. */
  write: string | null;
  /** Of the renderer; `null`: nothing is kept. */
  version?: string | null;
  /** Bytes that may lie in `write`. */
  most?: number;
  /** Told once, when nothing can be written. */
  failed?(error: unknown): void;
}

let shelf: (Shelf & { version: string }) | null = null;
let writtenSince = 0;

/** From now on this process keeps what it renders; `null` ends that. */
export function keepPages(chosen: Shelf | null): void {
  const version = chosen === null ? null : chosen.version === undefined ? rendererVersion() : chosen.version;
  shelf = chosen === null || version === null ? null : { ...chosen, version };
  writtenSince = 0;
  if (shelf?.write) attempt(shelf, (folder) => makeRoom(folder, shelf?.most));
}

/** As `renderMarkdown`, which is only called when there is no such page yet. */
export function renderPage(source: MarkdownSource): RenderedMarkdown {
  const { figures, glossary, ...rest } = source;
  const from = { ...rest, figures: figures?.href, glossary: glossary && glossaryHash(glossary) };
  return keptPage(from, figures?.folder ?? null, () => renderMarkdown(source));
}

/**
 * The page that `render` makes from `from` (data that JSON can say) and the pictures in `folder`, which are looked at each time: the page
 * kept knows which it names.
 */
export function keptPage(from: object, folder: string | null, render: () => RenderedMarkdown): RenderedMarkdown {
  if (shelf === null) return render();
  const key = createHash('sha256')
    .update(JSON.stringify([shelf.version, from]))
    .digest('hex');
  for (const place of shelf.read) {
    const known = lookUp(place, key);
    if (known === null || ![...known.figures].every(([name, stamp]) => figureStamp(folder, name) === stamp)) continue;
    if (place === shelf.write) attempt(shelf, (write) => usedNow(join(write, key)));
    return known;
  }
  const page = render();
  attempt(shelf, (write) => put(write, key, writtenPage(key, page)));
  return page;
}

const hashes = new WeakMap<readonly GlossaryEntry[], string>();

function glossaryHash(entries: readonly GlossaryEntry[]): string {
  const known = hashes.get(entries) ?? createHash('sha256').update(JSON.stringify(entries)).digest('hex');
  hashes.set(entries, known);
  return known;
}

function lookUp(folder: string, key: string): RenderedMarkdown | null {
  try {
    return readKeptPage(key, readFileSync(join(folder, key), 'utf8'));
  } catch {
    // Not there, or not to be read: either way it is rendered.
    return null;
  }
}

/** A folder that cannot be written is told once and then left alone: pages are served all the same. */
function attempt(on: Shelf, act: (folder: string) => void): void {
  if (on.write === null) return;
  try {
    act(on.write);
  } catch (error) {
    on.write = null;
    on.failed?.(error);
  }
}

const aside = '.part';

/** Whole or not at all. */
function put(folder: string, key: string, text: string): void {
  const part = join(folder, `${key}.${randomUUID()}${aside}`);
  writeFileSync(part, text, { flag: 'wx' });
  renameSync(part, join(folder, key));
  writtenSince += text.length;
  if (writtenSince < (shelf?.most ?? mostBytes) / 8) return;
  writtenSince = 0;
  makeRoom(folder, shelf?.most);
}

const mostBytes = 64_000_000;
const day = 86_400_000;

/** Those not used for the longest time go, until half is free; what an interrupted write left goes, too. */
function makeRoom(folder: string, most = mostBytes): void {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? [{ path, bytes: found.size, used: found.mtimeMs }] : [];
  });
  const late = Date.now() - day;
  for (const { path, used } of files) if (path.endsWith(aside) && used < late) rmSync(path, { force: true });
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= most) return;
  for (const file of files.sort((a, b) => a.used - b.used)) {
    if (bytes <= most / 2) return;
    rmSync(file.path, { force: true });
    bytes -= file.bytes;
  }
}

/** To the day: a page that is shown often is not written at each showing. */
function usedNow(path: string): void {
  const now = Date.now();
  const used = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
  if (now - used > day) utimesSync(path, now / 1_000, now / 1_000);
}
