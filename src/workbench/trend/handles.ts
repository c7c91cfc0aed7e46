/** What can be taken by hand over the plot: cursors A and B, and the moment that is shown. Sliders, by pointer and by keys. */

export interface HandleOptions {
  className: string;
  letter: string;
  label: string;
  /** By whole ticks or more; `far`: with Shift; `edge`: to the next change (with Alt or Control). */
  step: (direction: 1 | -1, how: 'near' | 'far' | 'edge') => void;
  ends: (direction: 1 | -1) => void;
  /** Dragged to so many pixels from the plot's left edge; `free`: without snapping. */
  drag: (x: number, free: boolean) => void;
  dropped?: () => void;
}

export class Handle {
  readonly element: HTMLElement;
  readonly grip: HTMLElement;
  #text = '';
  #x = Number.NaN;

  constructor({ className, letter, label, step, ends, drag, dropped }: HandleOptions) {
    this.element = document.createElement('div');
    this.element.className = `wb-trend-handle ${className}`;
    const line = this.element.appendChild(document.createElement('div'));
    line.className = 'wb-trend-handle-line';
    this.grip = this.element.appendChild(document.createElement('div'));
    this.grip.className = 'wb-trend-grip';
    this.grip.textContent = letter;
    this.grip.tabIndex = 0;
    this.grip.setAttribute('role', 'slider');
    this.grip.setAttribute('aria-label', label);
    this.grip.setAttribute('aria-orientation', 'horizontal');
    this.grip.addEventListener('keydown', (event) => {
      const direction = event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : -1;
      if (event.key.startsWith('Arrow'))
        step(direction, event.altKey || event.ctrlKey ? 'edge' : event.shiftKey ? 'far' : 'near');
      else if (event.key === 'PageUp' || event.key === 'PageDown') step(event.key === 'PageUp' ? 1 : -1, 'far');
      else if (event.key === 'Home' || event.key === 'End') ends(event.key === 'End' ? 1 : -1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      this.grip.focus({ preventScroll: true });
      this.element.setPointerCapture(event.pointerId);
    });
    this.element.addEventListener('pointermove', (event) => {
      if (!this.element.hasPointerCapture(event.pointerId)) return;
      const plot = this.element.parentElement?.getBoundingClientRect();
      if (plot) drag(event.clientX - plot.left, event.altKey);
    });
    const drop = () => dropped?.();
    this.element.addEventListener('pointerup', drop);
    this.element.addEventListener('pointercancel', drop);
  }

  /** `value`: of the slider, with its bounds; `text`: what is spoken. */
  place(x: number, width: number, value: number, least: number, greatest: number, text: string): void {
    const inside = Math.max(0, Math.min(width, x));
    if (inside !== this.#x) {
      this.#x = inside;
      this.element.style.transform = `translateX(${inside}px)`;
    }
    this.element.dataset.outside = x < -0.5 ? 'left' : x > width + 0.5 ? 'right' : 'no';
    if (text === this.#text) return;
    this.#text = text;
    this.grip.setAttribute('aria-valuenow', String(value));
    this.grip.setAttribute('aria-valuemin', String(least));
    this.grip.setAttribute('aria-valuemax', String(greatest));
    this.grip.setAttribute('aria-valuetext', text);
  }
}
