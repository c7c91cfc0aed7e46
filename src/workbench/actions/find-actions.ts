/**
 * What the palette shows for what was typed: every part must be found; beginnings of words go before middles, recent actions first, and
 * what cannot be done now after what can.
 */
import type { Action } from './actions.ts';

export interface Named {
  action: Action;
  title: string;
  group: string;
}

export function findActions(actions: readonly Named[], typed: string, recent: readonly string[]): Named[] {
  const parts = fold(typed).split(/\s+/u).filter(Boolean);
  const age = (one: Named) => {
    const at = recent.indexOf(one.action.id);
    return at < 0 ? recent.length : at;
  };
  return actions
    .map((one, order) => ({
      one,
      order,
      rank: rank(`${fold(one.title)} ${fold(one.action.subject ?? '')}`, fold(one.group), parts),
    }))
    .filter(({ rank: found }) => found !== null)
    .sort(
      (a, b) => (a.rank ?? 0) - (b.rank ?? 0) || age(a.one) - age(b.one) || blocked(a.one) - blocked(b.one) || a.order - b.order,
    )
    .map(({ one }) => one);
}

/** Lower is better; `null` when a part is nowhere. */
function rank(title: string, group: string, parts: readonly string[]): number | null {
  let sum = 0;
  for (const part of parts) {
    const at = title.indexOf(part);
    if (at === 0) continue;
    if (at > 0) sum += /[\s(（]/u.test(title[at - 1] ?? '') ? 1 : 2;
    else if (group.includes(part)) sum += 4;
    else return null;
  }
  return sum;
}

const blocked = ({ action }: Named): number => (action.why ? 1 : 0);

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .trim();
