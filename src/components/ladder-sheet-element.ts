/** The drawing on the home page as a circuit that works: hold Start, let go, press Stop. One line of logic, as in the first lab. */

class LadderSheet extends HTMLElement {
  #start = false;
  #stop = false;
  #running = false;

  connectedCallback(): void {
    for (const button of this.querySelectorAll<HTMLButtonElement>('[data-press]')) {
      const press = (down: boolean): void => this.#press(button.dataset.press === 'stop', down);
      button.addEventListener('pointerdown', (event) => {
        button.setPointerCapture(event.pointerId);
        press(true);
      });
      button.addEventListener('pointerup', () => press(false));
      button.addEventListener('pointercancel', () => press(false));
      button.addEventListener('keydown', (event) => {
        if (event.key === ' ' || event.key === 'Enter') press(true);
      });
      button.addEventListener('keyup', () => press(false));
      button.addEventListener('blur', () => press(false));
    }
  }

  #press(stop: boolean, down: boolean): void {
    if (stop) this.#stop = down;
    else this.#start = down;
    this.#running = (this.#start || this.#running) && !this.#stop;
    this.dataset.start = String(this.#start);
    this.dataset.stop = String(this.#stop);
    this.dataset.running = String(this.#running);
  }
}
customElements.define('mw-ladder', LadderSheet);
