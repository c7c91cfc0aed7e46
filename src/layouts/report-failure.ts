/** A page that broke: written to the log under a number that its reader is shown, so that whoever runs the academy finds it. */
import { randomBytes } from 'node:crypto';
import { optionalServices } from '#academy/services.ts';

/** The reference: eight letters and figures that cannot be mistaken for each other on the telephone. */
export function reportFailure(error: unknown, path: string): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const text = [...randomBytes(8)].map((byte) => letters[byte % letters.length]).join('');
  const reference = `${text.slice(0, 4)}-${text.slice(4)}`;
  const log = optionalServices()?.log;
  if (log) log.error({ err: error, path: path.slice(0, 300), reference }, 'a page broke');
  else console.error('a page broke', { path: path.slice(0, 300), reference }, error);
  return reference;
}
