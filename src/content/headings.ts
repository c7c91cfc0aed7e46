/** Ids of headings, readable in an address in both languages. */

export interface Heading {
  depth: number;
  id: string;
  text: string;
}

/** Gives every heading of one page an id: `The scan cycle` -> `the-scan-cycle`, `扫描周期` stays; the second of a name gets `-2`. */
export class HeadingIds {
  readonly #used = new Map<string, number>();

  idFor(text: string): string {
    const base =
      text
        .normalize('NFKC')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
        .replaceAll(/^-|-$/g, '') || 'section';
    const count = (this.#used.get(base) ?? 0) + 1;
    this.#used.set(base, count);
    return count === 1 ? base : `${base}-${count}`;
  }
}
