/** A question: collects the answer, has the server judge it, shows what it says. The page holds no right answers. */

type Answer = string | string[];

export class QuizElement extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    for (const button of this.querySelectorAll<HTMLButtonElement>('[data-move]')) {
      button.addEventListener('click', () => {
        const item = button.closest('li');
        if (button.dataset.move === 'up') item?.previousElementSibling?.before(item);
        else item?.nextElementSibling?.after(item);
        button.focus();
      });
    }
  }

  /** `null` when nothing was chosen or written, or not everything that must be. */
  #answer(): Answer | null {
    const inputs = [...this.querySelectorAll('input')];
    switch (this.dataset.kind) {
      case 'choice':
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
    try {
      const response = await this.#send(answer);
      const judged = (await response.json()) as { correct?: boolean; feedback?: string; message?: Record<string, string> };
      if (!response.ok) this.#show('trouble', judged.message?.[document.documentElement.lang] ?? this.dataset.failed ?? '', '');
      else if (judged.correct) this.#show('right', this.dataset.right ?? '', judged.feedback ?? '');
      else this.#show('wrong', this.dataset.wrong ?? '', judged.feedback ?? '');
    } catch {
      this.#show('trouble', this.dataset.failed ?? '', '');
    } finally {
      if (button) button.disabled = false;
    }
  }

  async #send(answer: Answer): Promise<Response> {
    const lesson = this.closest<HTMLElement>('[data-lesson]')?.dataset;
    const body = JSON.stringify({
      course: lesson?.course,
      lesson: lesson?.lesson,
      question: this.dataset.question,
      answer,
      locale: lesson?.locale,
    });
    const post = (): Promise<Response> =>
      fetch('/api/answers', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    // A first visit: become a guest, so that the answer can be kept.
    const becomeGuest = async (): Promise<void> => {
      const made = await fetch('/api/guest', { method: 'POST' });
      if (made.ok && lesson) lesson.session = 'yes';
    };
    if (lesson?.session === 'no') await becomeGuest();
    const response = await post();
    if (response.status !== 401) return response;
    // The session ended while the page was open.
    await becomeGuest();
    return post();
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
