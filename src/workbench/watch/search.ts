/** Finding signals: every word of the search must occur in the name, the name for people, the address or the type, in any case. */
import type { WireSignal } from '#sandbox/wire/messages.ts';

/** The words looked for; none when nothing is looked for. */
export function termsOf(search: string): string[] {
  return [...new Set(fold(search).split(/\s+/).filter(Boolean))];
}

/** Names of the signals found; `null` when nothing is looked for. */
export function findSignals(
  signals: readonly WireSignal[],
  names: Readonly<Record<string, string>>,
  terms: readonly string[],
): Set<string> | null {
  if (terms.length === 0) return null;
  const found = new Set<string>();
  for (const { name, address, type } of signals) {
    const text = fold(`${name}\n${names[name] ?? ''}\n${address ?? ''}\n${type}`);
    if (terms.every((term) => text.includes(term))) found.add(name);
  }
  return found;
}

export interface MarkedPart {
  text: string;
  hit: boolean;
}

/** The text in pieces, those found told apart; together they are the text. */
export function markedParts(text: string, terms: readonly string[]): MarkedPart[] {
  const folded = fold(text);
  // A letter whose small form is longer (İ) would shift every place behind it: no mark is better than a wrong one.
  if (terms.length === 0 || folded.length !== text.length) return [{ text, hit: false }];
  const hit = new Uint8Array(text.length);
  for (const term of terms)
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) hit.fill(1, at, at + term.length);
  const parts: MarkedPart[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && hit[at] === hit[from]) continue;
    parts.push({ text: text.slice(from, at), hit: hit[from] === 1 });
    from = at;
  }
  return parts;
}

const fold = (text: string): string => text.toLowerCase();
