/** What stands on a terminal and above it, for who comes to look: the last 100,000 characters, from the beginning of a line. */
const most = 100_000;

export class Scrollback {
  #text = '';

  get text(): string {
    return this.#text;
  }

  add(text: string): void {
    this.#text += text;
    // Not at every print: cutting costs as much as all that is kept.
    if (this.#text.length < most * 1.2) return;
    const from = this.#text.length - most;
    const line = this.#text.indexOf('\n', from);
    this.#text = this.#text.slice(line < 0 ? from : line + 1);
  }
}
