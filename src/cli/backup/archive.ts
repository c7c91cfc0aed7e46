/**
 * A backup's one file: tar and gzip, so that any tool can look into it. tar-like because parts stream in and out with back-pressure and may
 * be of any size; a zip would have to be held in memory or ends at 4 GB with the libraries at hand.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { packTar } from 'modern-tar/fs';
import { format, longestManifest, type Manifest, manifestName, manifestSchema, type Part } from './manifest.ts';
import { BackupError } from './sentence.ts';

/** A part as it stands below `folder`. */
export async function partOf(folder: string, name: string): Promise<Part> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(join(folder, name))) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { name, bytes, sha256: hash.digest('hex') };
}

/**
 * Writes the archive of the parts below `folder` to `file`: aside first, durable, then renamed, so that `file` is at every moment the old
 * one or the new one.
 */
export async function writeArchive(file: string, folder: string, manifest: Manifest): Promise<void> {
  const aside = join(folder, 'archive');
  const mode = 0o600;
  const packed = packTar([
    { type: 'content', content: `${JSON.stringify(manifest, null, 1)}\n`, target: manifestName, mode },
    ...manifest.parts.map(({ name }) => ({ type: 'file' as const, source: join(folder, name), target: name, mode })),
  ]);
  await pipeline(packed, createGzip({ level: 6 }), createWriteStream(aside, { flags: 'wx', mode }));
  await sync(aside);
  await rename(aside, file);
  await sync(dirname(file));
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // A folder cannot be synced everywhere (Windows); its files are.
    if (!(error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'EISDIR'))) throw error;
  } finally {
    await handle.close();
  }
}

/**
 * Unpacks `file` into the empty `folder` and answers its manifest. Every part has been held against it when this returns: names, sizes,
 * sums, none missing, none too many.
 * @throws BackupError
 */
export async function readArchive(file: string, folder: string): Promise<Manifest> {
  if (!(await stat(file).catch(() => null))?.isFile()) {
    throw new BackupError({ en: `There is no file ${file}.`, 'zh-CN': `没有文件 ${file}。` });
  }
  let manifest: Manifest | null = null;
  const seen = new Set<string>();
  try {
    for await (const entry of entriesOf(unzipped(file))) {
      if (manifest === null) {
        manifest = await readManifest(entry);
        continue;
      }
      const part = manifest.parts.find(({ name }) => name === entry.header.name);
      if (!part || seen.has(part.name) || (entry.header.type ?? 'file') !== 'file' || entry.header.size !== part.bytes)
        throw damaged(`"${entry.header.name.slice(0, 100)}"`);
      seen.add(part.name);
      await unpack(entry, part, join(folder, part.name));
    }
  } catch (error) {
    if (error instanceof BackupError) throw error;
    if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))) throw error;
    throw damaged(error instanceof Error ? error.message : String(error));
  }
  const missing = manifest?.parts.find(({ name }) => !seen.has(name));
  if (manifest === null || missing) throw damaged(missing?.name ?? manifestName);
  return manifest;
}

/** An error of the file or of its compression reaches whoever reads. */
function unzipped(file: string): ReadableStream<Uint8Array> {
  const bytes = new PassThrough();
  pipeline(createReadStream(file), createGunzip(), bytes).catch(() => {});
  return Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
}

async function* entriesOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<ParsedTarEntry> {
  const reader = bytes.pipeThrough(createTarDecoder({ strict: true })).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function readManifest({ header, body }: ParsedTarEntry): Promise<Manifest> {
  if (header.name !== manifestName || header.size > longestManifest) throw noBackup();
  const value: unknown = JSON.parse(await new Response(body).text());
  const newer = typeof value === 'object' && value !== null && 'format' in value && Number(value.format) > format;
  if (newer) {
    throw new BackupError({
      en: 'The backup was made by a newer Millwright, in a form that this one does not know. Restore it with that version or a newer one.',
      'zh-CN': '此备份由更新版本的 Millwright 制作，其格式本版本无法识别。请用该版本或更新的版本恢复。',
    });
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) throw damaged(manifestName);
  return parsed.data;
}

async function unpack({ body }: ParsedTarEntry, part: Part, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const summing = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(
    Readable.fromWeb(body as import('node:stream/web').ReadableStream<Uint8Array>),
    summing,
    createWriteStream(to, { flags: 'wx', mode: 0o600 }),
  );
  if (hash.digest('hex') !== part.sha256) throw damaged(part.name);
}

const noBackup = (): BackupError =>
  new BackupError({
    en: 'This file is no backup of Millwright: it does not begin with a manifest.',
    'zh-CN': '此文件不是 Millwright 的备份：开头没有清单。',
  });

const damaged = (what: string): BackupError =>
  new BackupError({
    en: `The backup is damaged (${what}): it was cut short or changed. Nothing was restored; take another copy of it.`,
    'zh-CN': `备份已损坏（${what}）：文件不完整或被改动。没有恢复任何内容；请换用另一份副本。`,
  });
