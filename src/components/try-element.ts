/** A lesson's commands with a button that runs them in the terminal beside it. Focus stays on the button: the text goes on below it. */

/** The workbench says why they cannot run now (src/workbench/lesson-terminal.ts). */
interface TerminalEvent {
  detail: { why: string | null };
}

let count = 0;

class TryElement extends HTMLElement {
  readonly #button = document.createElement('button');
  readonly #why = document.createElement('span');
  readonly #status = document.createElement('span');
  readonly #listen = (event: Event): void => this.#show((event as unknown as TerminalEvent).detail.why);

  connectedCallback(): void {
    // In a lesson whose rig has no terminal the commands are there to be read.
    if (!this.closest('[data-terminal]')) return;
    count += 1;
    this.#button.type = 'button';
    this.#button.className = 'button button-quiet';
    this.#button.textContent = this.dataset.run ?? '';
    this.#button.setAttribute('aria-describedby', `try-why-${count}`);
    this.#button.addEventListener('click', () => this.#run());
    this.#why.id = `try-why-${count}`;
    this.#status.setAttribute('role', 'status');
    const line = document.createElement('p');
    line.className = 'try-line';
    line.append(this.#button, this.#why, this.#status);
    this.append(line);
    this.#show(this.dataset.coming ?? '');
    document.addEventListener('millwright:terminal', this.#listen);
    document.dispatchEvent(new CustomEvent('millwright:terminal-ask'));
  }

  disconnectedCallback(): void {
    document.removeEventListener('millwright:terminal', this.#listen);
  }

  #show(why: string | null): void {
    // It keeps the focus that it may have, and can be asked why.
    this.#button.setAttribute('aria-disabled', String(why !== null));
    this.#why.textContent = why ?? '';
    if (why !== null) this.#status.textContent = '';
  }

  #run(): void {
    if (this.#button.getAttribute('aria-disabled') === 'true') return;
    const lines = (this.querySelector('pre')?.textContent ?? '').split('\n').filter((line) => line.trim() !== '');
    const said = (sentence: string): void => {
      this.#status.textContent = sentence;
    };
    document.dispatchEvent(new CustomEvent('millwright:run', { detail: { lines, said } }));
  }
}

customElements.define('mw-try', TryElement);
