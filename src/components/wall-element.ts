/**
 * The instructors' wall looks again by itself: it fetches its own page and takes the live part of it, so that there is one rendering for
 * browsers with and without this script. In a hidden tab it waits; while nobody answers it asks less and less often. Who may no longer
 * look after the cohort sees what stood there no longer either: it closes and asks no more.
 */

/** Milliseconds between two looks, and at most when nobody answers. */
const every = 4_000;
const atMost = 60_000;
/** Answers that no waiting changes: signed out, the role taken away, the cohort gone or no longer theirs. */
const final = new Set([401, 403, 404]);

class WallElement extends HTMLElement {
  #wait = every;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: ReadonlySet<string> = new Set();
  #closed = false;
  readonly #shown = (): void => {
    clearTimeout(this.#timer);
    if (document.hidden || this.#closed) return;
    void this.#look();
  };

  connectedCallback(): void {
    this.#asking = new Set(askingIn(this.#live));
    document.addEventListener('visibilitychange', this.#shown);
    this.#later();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#shown);
  }

  get #live(): HTMLElement | null {
    return this.querySelector<HTMLElement>('[data-live]');
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (!document.hidden && this.isConnected && !this.#closed) this.#timer = setTimeout(() => void this.#look(), this.#wait);
  }

  async #look(): Promise<void> {
    try {
      const response = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
      // A stranger is led to the door.
      if (final.has(response.status) || response.redirected) {
        this.#close();
        return;
      }
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = page.querySelector<HTMLElement>('mw-wall [data-live]');
      if (!response.ok || fresh === null) throw new Error(`answered with ${response.status}`);
      this.#take(fresh);
      this.#wait = every;
      this.#tell('');
    } catch {
      this.#wait = Math.min(this.#wait * 2, atMost);
      this.#tell((this.dataset.offline ?? '').replace('{time}', this.#live?.dataset.time ?? ''));
    }
    this.#later();
  }

  /** Where the keyboard stood it stands again: whoever tabs through the wall is not thrown back every few seconds. */
  #take(fresh: HTMLElement): void {
    const live = this.#live;
    if (live === null) return;
    const focused = live.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null;
    live.replaceWith(document.adoptNode(fresh));
    if (focused) this.querySelector<HTMLElement>(`[data-live] a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    const asking = askingIn(fresh);
    const news = asking.filter((name) => !this.#asking.has(name));
    this.#asking = new Set(asking);
    const told = this.querySelector('[data-news]');
    if (told && news.length > 0) told.textContent = (this.dataset.asks ?? '').replace('{names}', news.join(', '));
  }

  #close(): void {
    this.#closed = true;
    this.#live?.remove();
    this.#tell(this.dataset.closed ?? '');
  }

  #tell(trouble: string): void {
    const place = this.querySelector<HTMLElement>('[data-trouble]');
    if (place === null) return;
    place.hidden = trouble === '';
    if (place.textContent !== trouble) place.textContent = trouble;
  }
}

function askingIn(live: HTMLElement | null): string[] {
  const names: unknown = JSON.parse(live?.dataset.asking ?? '[]');
  return Array.isArray(names) ? names.map(String) : [];
}

customElements.define('mw-wall', WallElement);
