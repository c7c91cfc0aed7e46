/** What brings a lesson's text to life: questions, solutions, definitions, live values, the state of the lab's steps. No framework. */
import { rememberOpened } from './opened-disclosures.ts';
import { QuizElement } from './quiz-element.ts';
import { ReadingElement } from './reading-element.ts';
import { SolutionElement } from './solution-element.ts';
import { showDefinitions } from './term-element.ts';

/** The workbench tells the page what its rig shows, for the names that `mw-signal` elements ask for (src/workbench/lesson-values.ts). */
interface SignalsEvent {
  detail: Record<string, boolean | number | string | bigint | null>;
}

class SignalElement extends HTMLElement {
  readonly #listen = (event: Event): void => {
    const values = (event as unknown as SignalsEvent).detail;
    const name = this.dataset.name ?? '';
    if (!(name in values)) return;
    const value = values[name];
    const output = this.querySelector('output');
    if (!output) return;
    output.textContent = value === null || value === undefined ? '–' : this.#format(value);
    this.toggleAttribute('data-live', value !== null && value !== undefined);
  };

  connectedCallback(): void {
    document.addEventListener('millwright:signals', this.#listen);
  }

  disconnectedCallback(): void {
    document.removeEventListener('millwright:signals', this.#listen);
  }

  #format(value: boolean | number | string | bigint): string {
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
    const { scale, digits, unit } = this.dataset;
    const number = typeof value === 'number' ? value * Number(scale ?? 1) : null;
    const text = number === null ? String(value) : digits === undefined ? String(number) : number.toFixed(Number(digits));
    return unit ? `${text} ${unit}` : text;
  }
}

class StepElement extends HTMLElement {
  readonly #listen = (event: Event): void => {
    const { steps } = (event as CustomEvent<{ steps?: Record<string, { passedAt: string | null }> }>).detail ?? {};
    const step = steps?.[this.dataset.step ?? ''];
    if (!step) return;
    const passed = step.passedAt !== null;
    this.dataset.state = passed ? 'passed' : 'open';
    const word = this.querySelector('.step-state');
    const text = (passed ? this.dataset.passed : this.dataset.open) ?? '';
    if (word && word.textContent !== text) word.textContent = text;
  };

  connectedCallback(): void {
    document.addEventListener('millwright:progress', this.#listen);
  }

  disconnectedCallback(): void {
    document.removeEventListener('millwright:progress', this.#listen);
  }
}

/** In the header: steps passed of all. */
class StepsElement extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener('millwright:progress', (event) => {
      const { steps } = (event as CustomEvent<{ steps?: Record<string, { passedAt: string | null }> }>).detail ?? {};
      const ids = (this.dataset.steps ?? '').split(' ');
      const passed = ids.filter((id) => (steps?.[id]?.passedAt ?? null) !== null).length;
      this.textContent = (this.dataset.text ?? '').replace('{passed}', String(passed)).replace('{steps}', String(ids.length));
    });
  }
}

customElements.define('mw-steps', StepsElement);
customElements.define('mw-signal', SignalElement);
customElements.define('mw-step', StepElement);
customElements.define('mw-quiz', QuizElement);
customElements.define('mw-solution', SolutionElement);
customElements.define('mw-reading', ReadingElement);
for (const article of document.querySelectorAll<HTMLElement>('article[data-lesson]')) rememberOpened(article);
showDefinitions();
