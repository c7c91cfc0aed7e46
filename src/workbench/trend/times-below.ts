/**
 * The axis of time once more, at the lower edge of the drawing's box: where there are more tracks than room, they scroll beneath it.
 * A copy of the plot's own axis, so that both always say the same.
 */
export class TimesBelow {
  readonly #host: HTMLElement;
  readonly #over: HTMLElement;
  readonly #canvas: HTMLCanvasElement;

  /** `over`: where handles live; what hangs below the plot hangs at `--hidden` above the plot's edge, where the axis is seen. */
  constructor(host: HTMLElement, over: HTMLElement) {
    this.#host = host;
    this.#over = over;
    this.#canvas = document.createElement('canvas');
    this.#canvas.className = 'wb-trend-times-below';
    this.#canvas.setAttribute('aria-hidden', 'true');
    host.addEventListener('scroll', () => this.#hang(), { passive: true });
  }

  /** After the plot was laid out: over its lowest `bottom` pixels. */
  lay(width: number, bottom: number): void {
    this.#canvas.width = Math.round(width * devicePixelRatio);
    this.#canvas.height = Math.round(bottom * devicePixelRatio);
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${bottom}px`;
    this.#canvas.style.marginTop = `${-bottom}px`;
    this.#host.append(this.#canvas);
    this.#hang();
  }

  paint(plot: HTMLCanvasElement): void {
    const { width, height } = this.#canvas;
    if (width === 0 || height === 0) return;
    const times = this.#canvas.getContext('2d');
    times?.clearRect(0, 0, width, height);
    times?.drawImage(plot, 0, plot.height - height, width, height, 0, 0, width, height);
  }

  #hang(): void {
    const { scrollHeight, clientHeight, scrollTop } = this.#host;
    this.#over.style.setProperty('--hidden', `${Math.max(0, scrollHeight - clientHeight - scrollTop)}px`);
  }
}
