/** Sets of whole ticks as spans, in order, apart from each other; both ends belong to a span. */
export interface Span {
  from: number;
  to: number;
}

/** Spans with `from`..`to` added; what touches becomes one. */
export function addSpan(spans: readonly Span[], from: number, to: number): Span[] {
  if (to < from) return [...spans];
  const before = spans.filter((span) => span.to < from - 1);
  const after = spans.filter((span) => span.from > to + 1);
  const met = spans.filter((span) => span.to >= from - 1 && span.from <= to + 1);
  const low = Math.min(from, met[0]?.from ?? from);
  const high = Math.max(to, met.at(-1)?.to ?? to);
  return [...before, { from: low, to: high }, ...after];
}

/** What of the spans lies within `from`..`to`. */
export function within(spans: readonly Span[], from: number, to: number): Span[] {
  return spans
    .filter((span) => span.to >= from && span.from <= to)
    .map((span) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }));
}

/** What of `from`..`to` lies in none of the spans. */
export function missing(spans: readonly Span[], from: number, to: number): Span[] {
  const gaps: Span[] = [];
  let next = from;
  for (const span of within(spans, from, to)) {
    if (span.from > next) gaps.push({ from: next, to: span.from - 1 });
    next = span.to + 1;
  }
  if (next <= to) gaps.push({ from: next, to });
  return gaps;
}

export function covers(spans: readonly Span[], tick: number): boolean {
  for (let index = spans.length - 1; index >= 0; index--) {
    const span = spans[index]!;
    if (tick > span.to) return false;
    if (tick >= span.from) return true;
  }
  return false;
}
