/** What a page says about things outside its own text, and where: the lint looks whether they exist, once all pages and labs are known. */
import type { Placed } from './problem.ts';

export interface Mention {
  /** An address; a step of the lesson's lab; a signal of it, to be shown or to be asked for; a heading of this page; a question. */
  kind: 'link' | 'step' | 'signal' | 'reading' | 'heading' | 'quiz';
  /** The address, the id or the name; of a heading its depth and its text, `2 The scan cycle`. */
  name: string;
  line: number;
  column: number;
}

/** Collects what one page mentions. `lineOffset` lines stand before the text that positions count in. */
export class MentionList {
  readonly mentions: Mention[] = [];
  readonly #lineOffset: number;

  constructor(lineOffset: number) {
    this.#lineOffset = lineOffset;
  }

  add(kind: Mention['kind'], at: Placed, name: string): void {
    const start = at.position?.start;
    this.mentions.push({ kind, name, line: (start?.line ?? 1) + this.#lineOffset, column: start?.column ?? 1 });
  }
}
