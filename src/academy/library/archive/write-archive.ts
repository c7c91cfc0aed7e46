/** Packs files into an archive. The same files give the same bytes, so that two exports can be compared. */
import { ZipFile } from 'yazl';

/** The beginning of ZIP's calendar: when an archive was made is no part of what is in it. */
const noTime = new Date(1980, 0, 1);

/** `files` by path, with forward slashes. */
export async function writeArchive(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const name of [...files.keys()].sort()) {
    zip.addBuffer(files.get(name)!, name, { mtime: noTime, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
