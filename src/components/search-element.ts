/**
 * Suggestions while a search is typed: a combobox with a list below (ARIA authoring practices). The field stays a form's: Enter without a
 * choice goes to the page of results, as it does without this script.
 */
import type { SearchResponse } from '#academy/api.ts';

type Result = SearchResponse['results'][number];

/** Milliseconds after the last letter. */
const pause = 120;
const most = 8;

class SearchElement extends HTMLElement {
  readonly #input = this.querySelector('input')!;
  readonly #list = this.querySelector('ul')!;
  readonly #status = this.querySelector('[role=status]')!;
  #results: Result[] = [];
  #chosen = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;

  connectedCallback(): void {
    const input = this.#input;
    input.role = 'combobox';
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', this.#list.id);
    input.ariaExpanded = 'false';
    input.addEventListener('input', (event) => {
      // An input method is still putting a Chinese word together: what stands there is not what is looked for.
      if (!(event as InputEvent).isComposing) this.#later();
    });
    input.addEventListener('compositionend', () => this.#later());
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('focus', () => this.#show(this.#results.length > 0));
    this.addEventListener('focusout', () => this.#show(false));
    // Before the field loses the focus, and with it the list.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => {
      const item = (event.target as Element).closest('li');
      if (item) this.#open([...this.#list.children].indexOf(item));
    });
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), pause);
  }

  async #ask(): Promise<void> {
    this.#asking?.abort();
    const query = this.#input.value.trim();
    if (query === '') return this.#fill([]);
    this.#asking = new AbortController();
    const asked = new URLSearchParams({ q: query, locale: this.dataset.locale ?? 'en', limit: String(most) });
    try {
      const answer = await fetch(`/api/search?${asked}`, { signal: this.#asking.signal });
      this.#fill(answer.ok ? ((await answer.json()) as SearchResponse).results : []);
    } catch {
      // Superseded, or no connection: the form still works.
    }
  }

  #fill(results: Result[]): void {
    this.#results = results;
    this.#list.replaceChildren(
      ...results.map(({ title, place }, index) => {
        const item = document.createElement('li');
        item.role = 'option';
        item.id = `search-suggestion-${index}`;
        const where = document.createElement('small');
        where.textContent = place.join(' / ');
        item.append(...marked(title), where);
        return item;
      }),
    );
    this.#choose(-1);
    this.#show(results.length > 0 && document.activeElement === this.#input);
    const { suggested = '', unsuggested = '' } = this.dataset;
    this.#status.textContent =
      this.#input.value.trim() === ''
        ? ''
        : results.length > 0
          ? suggested.replace('{count}', String(results.length))
          : unsuggested;
  }

  #show(open: boolean): void {
    this.#list.hidden = !open;
    this.#input.ariaExpanded = String(open);
    if (!open) this.#choose(-1);
  }

  #choose(index: number): void {
    this.#chosen = index;
    for (const [at, item] of [...this.#list.children].entries()) {
      item.ariaSelected = String(at === index);
      if (at === index) item.scrollIntoView({ block: 'nearest' });
    }
    if (index < 0) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', `search-suggestion-${index}`);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const count = this.#results.length;
    const isOpen = !this.#list.hidden;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        if (count === 0) return;
        event.preventDefault();
        this.#show(true);
        // The place before the first is the field itself.
        const step = event.key === 'ArrowDown' ? 1 : -1;
        this.#choose(((this.#chosen + 1 + step + count + 1) % (count + 1)) - 1);
        return;
      }
      case 'Enter':
        if (!isOpen || this.#chosen < 0) return;
        event.preventDefault();
        this.#open(this.#chosen);
        return;
      case 'Escape':
        if (!isOpen) return;
        event.preventDefault();
        this.#show(false);
    }
  }

  #open(index: number): void {
    const result = this.#results[index];
    if (result) location.assign(result.href);
  }
}

function marked(pieces: string[]): (string | HTMLElement)[] {
  return pieces.map((piece, index) => {
    if (index % 2 === 0) return piece;
    const hit = document.createElement('mark');
    hit.textContent = piece;
    return hit;
  });
}

customElements.define('mw-search', SearchElement);

/** `/` goes to the search, for readers who have asked for keys of one letter (their profile, told by the page). */
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.composedPath()[0];
  if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
  const input = document.querySelector<HTMLInputElement>('mw-search[data-slash] input');
  if (!input?.checkVisibility()) return;
  event.preventDefault();
  input.focus();
  input.select();
});
