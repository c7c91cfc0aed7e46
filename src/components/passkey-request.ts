/** What both ends of a passkey ask of the academy, and when a browser has passkeys at all. */
import { refusalIn } from './lesson-request.ts';

/** A sentence for the reader, in their language. */
export class Told extends Error {}

/** Browsers keep passkeys to secure contexts, and to host names: an IP address cannot have one. */
export const hasPasskeys = (): boolean =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^([\d.]+|\[.*\])$/.test(location.hostname);

/** @throws Told with the refusal's words */
export async function ask<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as Answer;
  throw new Told(refusalIn(answer as { message?: Record<string, string> }) ?? '');
}

/** What to say of whatever went wrong: the academy's words, or what the element was given for the browser's refusals. */
export function sentenceOf(error: unknown, { stopped = '', known = '', failed = '' }: DOMStringMap): string {
  if (error instanceof Told && error.message !== '') return error.message;
  if (!(error instanceof Error)) return failed;
  // The person closed the browser's dialog, or let its time pass; browsers do not tell which.
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') return stopped;
  return error.name === 'InvalidStateError' && known !== '' ? known : failed;
}
