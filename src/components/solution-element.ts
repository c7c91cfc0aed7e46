/** A solution: asked for while it is open and not there yet, again after every try. The page holds only the rule. */
import { lessonOf, postFor, refusalIn } from './lesson-request.ts';

/** The workbench tells the first after a check, a question the second after an answer. */
const triedEvents = ['millwright:progress', 'millwright:answered'];

export class SolutionElement extends HTMLElement {
  #open = false;

  readonly #look = (): void => {
    if (this.querySelector('details')?.open && !this.#open) void this.#ask();
  };

  connectedCallback(): void {
    this.querySelector('details')?.addEventListener('toggle', this.#look);
    for (const tried of triedEvents) document.addEventListener(tried, this.#look);
  }

  disconnectedCallback(): void {
    for (const tried of triedEvents) document.removeEventListener(tried, this.#look);
  }

  async #ask(): Promise<void> {
    const place = this.querySelector<HTMLElement>('.disclosure-body');
    if (!place) return;
    const tell = (sentence: string): void => {
      if (place.textContent === sentence) return;
      const told = document.createElement('p');
      told.className = 'solution-rule';
      told.textContent = sentence;
      place.replaceChildren(told);
    };
    try {
      const response = await postFor(this, '/api/solutions', { ...lessonOf(this), solution: this.dataset.solution });
      const body = (await response.json()) as { html?: string; message?: Record<string, string> };
      if (!response.ok || body.html === undefined) {
        tell(refusalIn(body) ?? this.dataset.failed ?? '');
        return;
      }
      this.#open = true;
      // Made by the server from the lesson's Markdown.
      place.innerHTML = body.html;
    } catch {
      tell(this.dataset.failed ?? '');
    }
  }
}
