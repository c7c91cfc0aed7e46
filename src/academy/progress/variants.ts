/**
 * Which variant of a question is a member's: the same one for ever. It follows from the member and the question alone, so nothing needs
 * to be kept until an answer is; from then on the answer's own seed counts, also when its guest has become an account.
 */
import { createHash } from 'node:crypto';

/** Of whoever has no session, and of what was answered before there were variants. */
export const firstVariant = 0;

/** 1 to 2^31 - 1. `round`: 0 in the lesson; each return for review has its own. */
export function variantOf(
  memberId: string,
  { course, lesson, question }: { course: string; lesson: string; question: string },
  round = 0,
): number {
  const hash = createHash('sha256').update([memberId, course, lesson, question, round].join('\0')).digest();
  return (hash.readUInt32BE() % (2 ** 31 - 1)) + 1;
}

/**
 * The seed to judge by; `null` when the page showed a variant that is not the member's, whose numbers might have been chosen. `shown`: as
 * the page says. `kept`: of the answer kept; `null` without one. A page that was opened before there was a session shows the first.
 */
export function seedToJudge(shown: number | undefined, kept: number | null, own: number, guest: boolean): number | null {
  const mine = kept ?? own;
  if (shown === undefined || shown === mine || shown === own) return shown ?? mine;
  return shown === firstVariant && kept === null && guest ? firstVariant : null;
}
