/** The end of a lesson that nothing else can tell is done: the reader says so, and goes on. */
import { lessonOf, postFor, refusalIn } from './lesson-request.ts';

export class ReadingElement extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('button')?.addEventListener('click', () => void this.#finish());
  }

  async #finish(): Promise<void> {
    const told = this.querySelector<HTMLElement>('[role="status"]');
    const tell = (sentence: string): void => {
      if (told) told.textContent = sentence;
    };
    try {
      const { course, lesson } = lessonOf(this);
      const response = await postFor(this, '/api/readings', { course, lesson });
      if (response.ok) location.assign(this.dataset.next ?? '/');
      else tell(refusalIn((await response.json()) as { message?: Record<string, string> }) ?? this.dataset.failed ?? '');
    } catch {
      tell(this.dataset.failed ?? '');
    }
  }
}
