/** A question: collects the answer, has the server judge it, shows what it says. The page holds no right answers. */

import { lessonOf, postFor, refusalIn } from './lesson-request.ts';

type Answer = string | string[];

/** As the page writes it: src/content/answers-shown.ts. */
interface ShownAnswer {
  answer: string | number | string[] | null;
  correct: boolean;
  feedback: string;
}

export class QuizElement extends HTMLElement {
  /** When it was first seen, or answered last. */
  #since: number | null = null;

  connectedCallback(): void {
    const { kind = '', question = '' } = this.dataset;
    // What only these need comes with the first of them.
    if (kind === 'order' || kind === 'point') void import('./quiz-arranging.ts');
    this.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#since = performance.now();
      seen.disconnect();
    });
    seen.observe(this);
    const before = shownAnswers()[question];
    if (before) this.#restore(before);
  }

  /** An answer of an earlier visit, with what was said to it. */
  #restore({ answer, correct, feedback }: ShownAnswer): void {
    const { right, wrong, keptRight, keptWrong } = this.dataset;
    if (answer === null) {
      this.#show(correct ? 'right' : 'wrong', (correct ? keptRight : keptWrong) ?? '', '');
      return;
    }
    const given = (Array.isArray(answer) ? answer : [answer]).map(String);
    const inputs = [...this.querySelectorAll('input')];
    switch (this.dataset.kind) {
      case 'choice':
      case 'multiple':
      case 'point':
        for (const input of inputs) input.checked = given.includes(input.value);
        break;
      case 'order': {
        const items = [...this.querySelectorAll<HTMLElement>('li[data-id]')];
        for (const id of given) {
          const item = items.find((one) => one.dataset.id === id);
          item?.parentElement?.append(item);
        }
        break;
      }
      case 'match':
        for (const select of this.querySelectorAll('select')) {
          const pair = given.find((one) => one.startsWith(`${select.dataset.left}:`));
          select.value = pair?.slice(pair.indexOf(':') + 1) ?? '';
        }
        break;
      default:
        if (inputs[0]) inputs[0].value = given[0] ?? '';
    }
    this.#show(correct ? 'right' : 'wrong', (correct ? right : wrong) ?? '', feedback);
  }

  /** `null` when nothing was chosen or written, or not everything that must be. */
  #answer(): Answer | null {
    const inputs = [...this.querySelectorAll('input')];
    switch (this.dataset.kind) {
      case 'choice':
      case 'point':
        return inputs.find((input) => input.checked)?.value ?? null;
      case 'multiple': {
        const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
        return chosen.length > 0 ? chosen : null;
      }
      case 'order':
        return [...this.querySelectorAll<HTMLElement>('li[data-id]')].map((item) => item.dataset.id ?? '');
      case 'match': {
        const selects = [...this.querySelectorAll('select')];
        return selects.every((select) => select.value !== '')
          ? selects.map((select) => `${select.dataset.left}:${select.value}`)
          : null;
      }
      default: {
        const text = inputs[0]?.value.trim() ?? '';
        return text === '' ? null : text;
      }
    }
  }

  async #submit(): Promise<void> {
    const answer = this.#answer();
    if (answer === null) {
      this.#show('trouble', this.dataset.empty ?? '', '');
      return;
    }
    const button = this.querySelector<HTMLButtonElement>('button[type="submit"]');
    if (button) button.disabled = true;
    const now = performance.now();
    const { question, variant } = this.dataset;
    try {
      const response = await postFor(this, '/api/answers', {
        ...lessonOf(this),
        question,
        answer,
        variant: Number(variant),
        ...(this.#since === null ? {} : { took: Math.round(now - this.#since) }),
      });
      const judged = (await response.json()) as { correct?: boolean; feedback?: string; message?: Record<string, string> };
      if (response.ok) {
        this.#since = now;
        document.dispatchEvent(new CustomEvent('millwright:answered'));
      }
      if (!response.ok) this.#show('trouble', refusalIn(judged) ?? this.dataset.failed ?? '', '');
      else if (judged.correct) this.#show('right', this.dataset.right ?? '', judged.feedback ?? '');
      else this.#show('wrong', this.dataset.wrong ?? '', judged.feedback ?? '');
    } catch {
      this.#show('trouble', this.dataset.failed ?? '', '');
    } finally {
      if (button) button.disabled = false;
    }
  }

  /** `html` was made by the server from the lesson's Markdown. */
  #show(verdict: 'right' | 'wrong' | 'trouble', sentence: string, html: string): void {
    const place = this.querySelector<HTMLElement>('.quiz-feedback');
    if (!place) return;
    const mark = verdict === 'right' ? 'm4 10.5 4 4 8-9' : verdict === 'wrong' ? 'M10 4v8M10 15.5v.2' : 'M5 5l10 10M15 5 5 15';
    place.dataset.verdict = verdict;
    place.innerHTML = `<p class="quiz-verdict"><svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="${mark}"/></svg><span></span></p>${html}`;
    const text = place.querySelector('span');
    if (text) text.textContent = sentence;
  }
}

/** What the reader answered before, by question; the page carries it as data. */
function shownAnswers(): Record<string, ShownAnswer> {
  return JSON.parse(document.getElementById('lesson-answers')?.textContent ?? '{}') as Record<string, ShownAnswer>;
}
