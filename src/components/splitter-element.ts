/** The edge between lesson and workbench: drag it, use the arrow keys, double-click for the usual width. Remembered. */

const least = 30;
const most = 60;
/** As the page's style has it: on a very wide screen less than 40 %. */
const usualWidth = 800;
const key = 'millwright:lesson-share';

class Splitter extends HTMLElement {
  #share = 40;

  connectedCallback(): void {
    // public/first-paint.js has laid out the remembered width before the first paint.
    const laidOut = Number.parseFloat(document.documentElement.style.getPropertyValue('--lesson-share'));
    if (Number.isFinite(laidOut)) this.#set(laidOut, false);
    else this.#tell(this.#usual());

    this.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.focus();
      this.setPointerCapture(event.pointerId);
      this.dataset.dragging = '';
    });
    this.addEventListener('pointermove', (event) => {
      if (this.dataset.dragging === undefined) return;
      const frame = this.parentElement?.getBoundingClientRect();
      if (frame) this.#set(((event.clientX - frame.left) / frame.width) * 100, false);
    });
    const drop = (): void => {
      if (this.dataset.dragging === undefined) return;
      delete this.dataset.dragging;
      this.#set(this.#share, true);
    };
    this.addEventListener('pointerup', drop);
    this.addEventListener('pointercancel', drop);
    this.addEventListener('dblclick', () => this.#set(this.#usual(), true));
    this.addEventListener('keydown', (event) => {
      const step = event.shiftKey ? 5 : 1;
      const to: Record<string, number> = {
        ArrowLeft: this.#share - step,
        ArrowRight: this.#share + step,
        Home: least,
        End: most,
        Enter: this.#usual(),
      };
      const share = to[event.key];
      if (share === undefined) return;
      event.preventDefault();
      this.#set(share, true);
    });
  }

  #usual(): number {
    const width = this.parentElement?.clientWidth ?? 0;
    return width > 0 ? Math.min(40, (usualWidth / width) * 100) : 40;
  }

  #tell(share: number): void {
    this.#share = Math.round(Math.min(most, Math.max(least, share)) * 10) / 10;
    this.setAttribute('aria-valuenow', String(Math.round(this.#share)));
  }

  #set(share: number, remember: boolean): void {
    this.#tell(share);
    document.documentElement.style.setProperty('--lesson-share', `${this.#share}%`);
    if (!remember) return;
    try {
      localStorage.setItem(key, String(this.#share));
    } catch {
      // Storage may be forbidden: the width then lasts as long as the page.
    }
  }
}
customElements.define('mw-splitter', Splitter);
