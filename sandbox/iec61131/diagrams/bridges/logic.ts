/** Boolean expressions as a person writes them: no parentheses that nobody needs, and what each depends on. */

/** What an expression reads or a statement writes; see `Aliases`. */
export type Places = ReadonlySet<string>;

export interface Logic {
  text: string;
  /** Outermost operator; `name` for a variable, a negated one, or a temporary. */
  form: 'name' | 'not' | 'and' | 'or';
  reads: Places;
}

/** Power at some point of a rung; `null` is the left rail, which always has power. */
export type Power = Logic | null;

export const name = (text: string, reads: Places): Logic => ({ text, form: 'name', reads });

export function not(power: Power): Logic {
  if (power === null) return name('FALSE', new Set());
  if (power.form === 'not') return name(power.text.slice('NOT '.length), power.reads);
  return { text: `NOT ${grouped(power)}`, form: 'not', reads: power.reads };
}

export function and(left: Power, right: Power): Power {
  if (left === null) return right;
  if (right === null) return left;
  const part = (one: Logic) => (one.form === 'or' ? `(${one.text})` : one.text);
  return { text: `${part(left)} AND ${part(right)}`, form: 'and', reads: union([left, right]) };
}

/** With a branch that always has power all have. */
export function or(branches: readonly Power[]): Power {
  const parts: Logic[] = [];
  for (const branch of branches) {
    if (branch === null) return null;
    if (!parts.some(({ text }) => text === branch.text)) parts.push(branch);
  }
  if (parts.length === 1) return parts[0]!;
  const text = parts.map((one) => (one.form === 'and' ? `(${one.text})` : one.text)).join(' OR ');
  return { text, form: 'or', reads: union(parts) };
}

/** As part of something larger. */
export function grouped(power: Power): string {
  if (power === null) return 'TRUE';
  return power.form === 'name' ? power.text : `(${power.text})`;
}

const union = (parts: readonly Logic[]): Places => new Set(parts.flatMap(({ reads }) => [...reads]));
