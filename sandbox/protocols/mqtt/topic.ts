/** Topic names and topic filters (MQTT 5.0 section 4.7, 3.1.1 section 4.7) and shared subscriptions (5.0 section 4.8.2). */

/** More levels than anybody needs, so that no topic makes a tree deep. */
const mostLevels = 128;

const levelsOf = (topic: string): string[] => topic.split('/');

/** What may be published to: not empty, no wildcard, no U+0000. */
export const isTopicName = (topic: string): boolean => /^[^+#\0]+$/.test(topic) && levelsOf(topic).length <= mostLevels;

/** What may be subscribed to, without `$share`: `+` fills a level, `#` the last one. */
export function isTopicFilter(filter: string): boolean {
  if (filter === '' || filter.includes('\0')) return false;
  const levels = levelsOf(filter);
  if (levels.length > mostLevels) return false;
  return levels.every((level, at) => !/[+#]/.test(level) || level === '+' || (level === '#' && at === levels.length - 1));
}

export interface SharedFilter {
  /** `null`: not shared. */
  group: string | null;
  filter: string;
}

/** Takes `$share/GROUP/FILTER` apart; `null` when the filter, or the group, is not valid. */
export function parseFilter(text: string): SharedFilter | null {
  if (!text.startsWith('$share/')) return isTopicFilter(text) ? { group: null, filter: text } : null;
  const [, group = '', ...rest] = levelsOf(text);
  const filter = rest.join('/');
  if (group === '' || /[+#]/.test(group) || !isTopicFilter(filter)) return null;
  return { group, filter };
}

/** Whether a filter matches a name. A wildcard at the first level does not match a name that begins with `$` (4.7.2). */
export function matches(filter: string, topic: string): boolean {
  const wanted = levelsOf(filter);
  const levels = levelsOf(topic);
  if (topic.startsWith('$') && (wanted[0] === '+' || wanted[0] === '#')) return false;
  for (const [at, level] of wanted.entries()) {
    if (level === '#') return true;
    if (at >= levels.length || (level !== '+' && level !== levels[at])) return false;
  }
  return wanted.length === levels.length;
}

/** Whether everything that `inner` can match is matched by `outer` too: for permissions. */
export function covers(outer: string, inner: string): boolean {
  const wide = levelsOf(outer);
  const narrow = levelsOf(inner);
  if (inner.startsWith('$') && (wide[0] === '+' || wide[0] === '#')) return false;
  for (const [at, level] of wide.entries()) {
    if (level === '#') return true;
    const other = narrow[at];
    if (other === undefined || other === '#' || (level !== '+' && level !== other)) return false;
  }
  return wide.length === narrow.length;
}
