/** The names of files in an archive: what may become a path below a folder of ours, on any system. */
import { archiveLimits } from './limits.ts';
import type { Reason } from './reasons.ts';

/** Windows gives these to devices, whatever extension follows. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const segment = /^[\p{L}\p{N}_](?:[\p{L}\p{N}._ -]*[\p{L}\p{N}_-])?$/u;

/** The name as text, or why it is refused. `bytes` as they stand in the archive. */
export function nameIn(bytes: Uint8Array): { name: string; reason: null } | { name: string; reason: Reason } {
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { name: new TextDecoder('latin1').decode(bytes), reason: 'name-encoding' };
  }
  const reason = wrongIn(name);
  return reason === null ? { name: name.normalize('NFC'), reason } : { name, reason };
}

function wrongIn(name: string): Reason | null {
  if (name.includes('\\')) return 'name-backslash';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'name-absolute';
  const parts = name.replace(/\/$/, '').split('/');
  if (parts.includes('..')) return 'name-outside';
  if (name.length > archiveLimits.path || parts.length > archiveLimits.depth) return 'name-long';
  if (parts.some((part) => !segment.test(part) || devices.test(part))) return 'name-letters';
  return null;
}

/** Two names with one key are one file on some system. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase();
