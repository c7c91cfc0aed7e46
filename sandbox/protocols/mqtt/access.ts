/** Who may connect, and who may publish and subscribe to what. */
import { Buffer } from 'node:buffer';
import { covers, isTopicFilter, matches, parseFilter } from './topic.ts';

export interface AccessRule {
  /** Whom it is for; everybody unless said. */
  user?: string;
  /** Topic filters; `%c` stands for the client identifier, `%u` for the user name. */
  publish?: readonly string[];
  subscribe?: readonly string[];
}

export interface Access {
  /** Whether one may come without a user name. */
  anonymous: boolean;
  users: readonly { name: string; password: string }[];
  /** What is allowed; `null`: everything but publishing to `$SYS`. What no rule allows is refused. */
  rules: readonly AccessRule[] | null;
}

export const openToAll: Access = { anonymous: true, users: [], rules: null };

export interface Who {
  client: string;
  user: string | null;
}

/** Takes as long for a wrong password as for a right one of its length. */
function same(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (const [at, byte] of one.entries()) difference |= byte ^ (other[at % Math.max(1, other.length)] ?? 0);
  return difference === 0;
}

export type Identity = 'known' | 'unknown' | 'anonymous-refused';

export function identify(access: Access, user: string | undefined, password: Uint8Array | undefined): Identity {
  if (user === undefined) return access.anonymous ? 'known' : 'anonymous-refused';
  const entry = access.users.find(({ name }) => name === user);
  // Without a list of users a name is only a name.
  if (!entry) return access.users.length === 0 && access.anonymous ? 'known' : 'unknown';
  return same(password ?? new Uint8Array(0), Buffer.from(entry.password)) ? 'known' : 'unknown';
}

/** A pattern for one client; `null` where its name would change the pattern's meaning. */
function patternFor(pattern: string, { client, user }: Who): string | null {
  if (pattern.includes('%u') && user === null) return null;
  const names: Record<string, string> = { '%c': client, '%u': user ?? '' };
  let unsafe = false;
  const filled = pattern.replace(/%[cu]/g, (place) => {
    const name = names[place] ?? '';
    if (name === '' || /[+#/]/.test(name)) unsafe = true;
    return name;
  });
  return unsafe || !isTopicFilter(filled) ? null : filled;
}

const rulesFor = (access: Access, who: Who): AccessRule[] =>
  (access.rules ?? []).filter(({ user }) => user === undefined || user === who.user);

export function mayPublish(access: Access, who: Who, topic: string): boolean {
  if (topic === '$SYS' || topic.startsWith('$SYS/') || topic.startsWith('$share/')) return false;
  if (access.rules === null) return true;
  const patterns = rulesFor(access, who).flatMap(({ publish = [] }) => publish.map((pattern) => patternFor(pattern, who)));
  return patterns.some((pattern) => pattern !== null && matches(pattern, topic));
}

/** A filter is allowed when a pattern covers all of it, so that what is delivered needs no second look. */
export function maySubscribe(access: Access, who: Who, filter: string): boolean {
  if (access.rules === null) return true;
  const wanted = parseFilter(filter)?.filter;
  const patterns = rulesFor(access, who).flatMap(({ subscribe = [] }) => subscribe.map((pattern) => patternFor(pattern, who)));
  return wanted !== undefined && patterns.some((pattern) => pattern !== null && covers(pattern, wanted));
}
