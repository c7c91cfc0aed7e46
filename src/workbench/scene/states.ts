/** `data-states="0:normal 1:running 3:fault"` or by ranges, `..3.6:fault 3.8..20.5:normal`: which state a value means. */

interface StateRule {
  matches: (value: number) => boolean;
  state: string;
}

/** The first rule that fits wins; bounds are inclusive, a range without bounds fits nothing. TRUE is 1. */
export function parseStates(text: string): { rules: StateRule[]; wrong: string[] } {
  const rules: StateRule[] = [];
  const wrong: string[] = [];
  for (const part of text.trim().split(/\s+/)) {
    if (part === '') continue;
    const [, from, range, to, state] = /^(-?[\d.]*?)(\.\.)?(-?\d+(?:\.\d+)?)?:([a-z][a-z-]*)$/.exec(part) ?? [];
    if (state === undefined) wrong.push(part);
    else if (range === undefined) {
      const exact = Number(`${from ?? ''}${to ?? ''}`);
      if (Number.isFinite(exact)) rules.push({ matches: (value) => value === exact, state });
      else wrong.push(part);
    } else {
      const low = from === undefined || from === '' ? Number.NEGATIVE_INFINITY : Number(from);
      const high = to === undefined ? Number.POSITIVE_INFINITY : Number(to);
      if (Number.isNaN(low)) wrong.push(part);
      else if (low !== Number.NEGATIVE_INFINITY || high !== Number.POSITIVE_INFINITY) {
        rules.push({ matches: (value) => value >= low && value <= high, state });
      }
    }
  }
  return { rules, wrong };
}

/** `null` when no rule fits. */
export function stateOf(value: number, rules: readonly StateRule[]): string | null {
  return rules.find(({ matches }) => matches(value))?.state ?? null;
}

export type { StateRule };
