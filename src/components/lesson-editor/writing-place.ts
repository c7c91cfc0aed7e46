/** Where an author types: the plain text field of the page at first, and on small screens for good; Monaco in its place when it has come. */
import type { Finding } from '../../academy/authoring/api.ts';

export interface WritingPlace {
  /** Shows this text; `language` is said to screen readers and spell checkers. */
  show(text: string, language: string): void;
  mark(findings: readonly Finding[]): void;
  goTo(line: number, column: number): void;
  /** Writes at the cursor. */
  insert(text: string): void;
  stop(): void;
}

export class FieldPlace implements WritingPlace {
  readonly #field: HTMLTextAreaElement;
  readonly #listen: () => void;

  constructor(field: HTMLTextAreaElement, onTyped: (text: string) => void) {
    this.#field = field;
    this.#listen = () => onTyped(field.value);
    field.addEventListener('input', this.#listen);
  }

  show(text: string, language: string): void {
    this.#field.lang = language;
    if (this.#field.value !== text) this.#field.value = text;
  }

  mark(): void {
    // The list beside it says them.
  }

  goTo(line: number): void {
    const before = this.#field.value.split('\n').slice(0, line - 1);
    const at = before.reduce((sum, text) => sum + text.length + 1, 0);
    this.#field.focus();
    this.#field.setSelectionRange(at, at + (this.#field.value.slice(at).split('\n', 1)[0]?.length ?? 0));
  }

  insert(text: string): void {
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, 'end');
    this.#listen();
  }

  stop(): void {
    this.#field.removeEventListener('input', this.#listen);
    this.#field.hidden = true;
  }
}
