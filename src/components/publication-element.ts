/** Follows a publication that is under way: looks at the page again until it has ended. Without a script the reader reloads. */

/** Milliseconds. */
const pause = 1_500;

class Publication extends HTMLElement {
  connectedCallback(): void {
    if (this.dataset.running !== undefined) setTimeout(() => void this.#look(), pause);
  }

  async #look(): Promise<void> {
    try {
      const response = await fetch(location.pathname);
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const now = page.querySelector<HTMLElement>('mw-publication');
      if (response.ok && now?.dataset.running === undefined) {
        location.replace(location.pathname);
        return;
      }
      const sentence = now?.querySelector('[role="status"]')?.textContent;
      const status = this.querySelector('[role="status"]');
      if (sentence && status && status.textContent !== sentence) status.textContent = sentence;
    } catch {
      // It goes on at the server; the next look may reach it.
    }
    setTimeout(() => void this.#look(), pause);
  }
}

customElements.define('mw-publication', Publication);
