/**
 * Reads an archive that somebody brings: all of it, in memory, counting what is really unpacked, before anything is written anywhere. Every
 * file that cannot be taken is told with its reason; the caller takes the archive only when there is none.
 */
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { mismatch, sizeLimitOf } from './file-kinds.ts';
import { archiveLimits } from './limits.ts';
import { nameIn, nameKey } from './names.ts';
import type { Reason, RefusedFile } from './reasons.ts';

export interface ReadArchive {
  /** By path, with forward slashes. */
  files: Map<string, Buffer>;
  refused: RefusedFile[];
}

export async function readArchive(archive: Uint8Array): Promise<ReadArchive> {
  const files = new Map<string, Buffer>();
  const refused: RefusedFile[] = [];
  if (archive.byteLength > archiveLimits.archive) return { files, refused: [{ file: null, reason: 'archive-too-big' }] };
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const seen = new Map<string, string>();
  let left: number = archiveLimits.total;
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false, autoClose: false });
    if (zip.entryCount > archiveLimits.entries) return { files, refused: [{ file: null, reason: 'too-many' }] };
    let entries = 0;
    for await (const entry of zip.eachEntry()) {
      entries += 1;
      // The count at the end of an archive is only what it says of itself.
      if (entries > archiveLimits.entries) return { files, refused: [...refused, { file: null, reason: 'too-many' }] };
      const named = nameIn(entry.fileNameRaw);
      const refuse = (reason: Reason): void => void refused.push({ file: shownName(named.name), reason });
      if (named.reason !== null) {
        refuse(named.reason);
        continue;
      }
      const { name } = named;
      const wrong = entryWrong(entry, name);
      if (wrong !== null) {
        refuse(wrong);
        continue;
      }
      if (name.endsWith('/')) continue;
      if (seen.has(nameKey(name))) {
        refuse('name-twice');
        continue;
      }
      seen.set(nameKey(name), name);
      const limit = sizeLimitOf(name);
      if (limit === null) {
        refuse('kind');
        continue;
      }
      const content = await unpack(zip, entry, Math.min(limit.bytes, left));
      if (content === 'too-big') {
        if (limit.bytes >= left) return { files, refused: [...refused, { file: null, reason: 'unpacks-too-big' }] };
        refuse(limit.reason);
        continue;
      }
      if (typeof content === 'string') {
        refuse(content);
        continue;
      }
      left -= content.byteLength;
      const other = mismatch(name, content);
      if (other !== null) refuse(other);
      else files.set(name, content);
    }
  } catch {
    // The library says how it is damaged in words for programmers; whoever brings it needs to know that it is.
    return { files, refused: [...refused, { file: null, reason: 'no-zip' }] };
  }
  // A file where another one needs a folder.
  for (const name of files.keys()) {
    const parents = name
      .split('/')
      .slice(0, -1)
      .map((_, depth, parts) => nameKey(parts.slice(0, depth + 1).join('/')));
    if (parents.some((parent) => seen.has(parent))) refused.push({ file: shownName(name), reason: 'name-twice' });
  }
  return { files, refused };
}

/** Unix file types, in the upper half of the attributes. */
const typeMask = 0xf000;
const regular = 0x8000;
const folder = 0x4000;
const madeByUnix = 3;

function entryWrong(entry: Entry, name: string): Reason | null {
  const type = (entry.externalFileAttributes >>> 16) & typeMask;
  if (entry.versionMadeBy >>> 8 === madeByUnix && type !== 0 && type !== (name.endsWith('/') ? folder : regular)) return 'link';
  if (entry.isEncrypted()) return 'encrypted';
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return 'method';
  return null;
}

/** What is really in it, counted as it comes: what the archive says about its length is not believed. */
async function unpack(zip: ZipFile, entry: Entry, most: number): Promise<Buffer | 'too-big' | 'bomb' | 'damaged'> {
  if (entry.uncompressedSize > most) return 'too-big';
  const pieces: Buffer[] = [];
  let size = 0;
  const suspicious = Math.max(archiveLimits.ratioFrom, entry.compressedSize * archiveLimits.ratio);
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream) {
      const chunk: unknown = piece;
      if (!Buffer.isBuffer(chunk)) return 'damaged';
      size += chunk.byteLength;
      if (size > most) return 'too-big';
      if (size > suspicious) return 'bomb';
      pieces.push(chunk);
    }
  } catch {
    return 'damaged';
  }
  return Buffer.concat(pieces);
}

/** A name to be shown to a person: short, and without what a terminal would obey. */
const shownName = (name: string): string => name.slice(0, 200).replace(/[\p{C}\p{Z}]/gu, (one) => (one === ' ' ? ' ' : '\uFFFD'));
