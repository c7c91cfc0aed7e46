/**
 * Limits on tries, for whatever a stranger could guess or wear out: signing in, resetting a password, taking an invitation. An endpoint
 * says `limit(services, 'sign-in', { account })` before it does its work; beyond the limit the request is refused with 429 and Retry-After.
 * Tries are counted by the client's address and by the account aimed at, each in a sliding window, in this process's memory.
 */
import { isIPv6 } from 'node:net';
import type { Services } from '../services.ts';
import { Refusal } from './problems.ts';
import { requestScope } from './request-scope.ts';

const minute = 60_000;
const hour = 60 * minute;

/**
 * Tries per window (milliseconds) from one address and on one account. A whole class may sit behind one address, so addresses get many
 * times what an account gets.
 */
export const limits = {
  guest: { window: hour, client: 600, account: 600 },
  'sign-in': { window: 15 * minute, client: 120, account: 10 },
  'sign-up': { window: hour, client: 200, account: 5 },
  /** Every opened sign-in page asks for a question. */
  'passkey-question': { window: 15 * minute, client: 600, account: 60 },
  passkey: { window: 15 * minute, client: 120, account: 10 },
  'second-factor': { window: 15 * minute, client: 120, account: 10 },
  reset: { window: hour, client: 60, account: 5 },
  invitation: { window: 15 * minute, client: 120, account: 20 },
  'api-key': { window: 15 * minute, client: 60, account: 60 },
  comment: { window: 10 * minute, client: 1_200, account: 60 },
  export: { window: hour, client: 60, account: 10 },
} as const;

export type LimitKey = keyof typeof limits;

/** Subjects remembered of each kind; the one seen longest ago is forgotten first. A subject is some 100 bytes. */
const mostSubjects = 20_000;

export class RateLimits {
  readonly #now: () => number;
  readonly #most: number;
  /** By kind of limit and of subject: the instants of the tries that count, oldest first. Subjects in the order of their last try. */
  readonly #tries = new Map<string, Map<string, number[]>>();

  /** `now` in milliseconds; it must never go back. */
  constructor(now: () => number, most = mostSubjects) {
    this.#now = now;
    this.#most = most;
  }

  /** Counts a try; milliseconds to wait when there were too many, 0 when it may go on. A refused try does not count again. */
  take(key: LimitKey, kind: 'client' | 'account', subject: string): number {
    const { window, [kind]: most } = limits[key];
    const now = this.#now();
    const subjects = this.#subjects(`${key} ${kind}`);
    const tries = (subjects.get(subject) ?? []).filter((at) => at > now - window);
    const oldest = tries[0];
    if (oldest !== undefined && tries.length >= most) return oldest + window - now;
    tries.push(now);
    subjects.delete(subject);
    subjects.set(subject, tries);
    for (const one of subjects.keys()) {
      if (subjects.size <= this.#most) break;
      subjects.delete(one);
    }
    return 0;
  }

  /** The tries of a subject no longer count: who signed in has not been guessing. */
  forget(key: LimitKey, kind: 'client' | 'account', subject: string): void {
    this.#tries.get(`${key} ${kind}`)?.delete(subject);
  }

  #subjects(name: string): Map<string, number[]> {
    const known = this.#tries.get(name);
    if (known) return known;
    const made = new Map<string, number[]>();
    this.#tries.set(name, made);
    return made;
  }
}

/** Whom tries are counted against. */
export interface LimitSubject {
  /** The address that the request came from, unless another is given; `null` counts none. */
  client?: string | null;
  /** What is aimed at: an e-mail address, a member, the first letters of a key. */
  account?: string;
}

/** @throws Refusal `too-many-tries` when this try is one too many. */
export function limit(services: Pick<Services, 'limits' | 'host'>, key: LimitKey, subject: LimitSubject = {}): void {
  const { client = requestScope()?.client ?? null, account } = subject;
  const waits = [
    ...(client === null ? [] : [services.limits.take(key, 'client', networkOf(client))]),
    ...(account === undefined ? [] : [services.limits.take(key, 'account', account.trim().toLowerCase())]),
  ];
  const wait = Math.max(0, ...waits);
  if (wait === 0) return;
  services.host.refused('too-many-tries', key);
  throw new Refusal('too-many-tries', key, { seconds: String(Math.ceil(wait / 1_000)) });
}

/** Tries on the account no longer count: call it when one succeeded. */
export function limitPassed(services: Pick<Services, 'limits'>, key: LimitKey, account: string): void {
  services.limits.forget(key, 'account', account.trim().toLowerCase());
}

/** A subscriber with IPv6 has a whole /64 of addresses: they count as one. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':');
}
