/**
 * Definitions that hover over the terms of a lesson. The pointer or the focus on a term shows it, and may move onto it; Escape or turning
 * away hides it; a click or a tap keeps it open (WCAG 1.4.13). Without this script a term is a link to the glossary.
 */

/** Milliseconds: not at every pass of the pointer, and time to move from the term onto its definition. */
const delays = { show: 250, hide: 200 };

class Definition {
  readonly #term: HTMLAnchorElement;
  readonly #box: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #kept = false;
  /** While the focus goes back from the definition to the term. */
  #hiding = false;

  constructor(term: HTMLAnchorElement, box: HTMLElement) {
    this.#term = term;
    this.#box = box;
    term.role = 'button';
    term.ariaExpanded = 'false';
    term.addEventListener('click', (event) => {
      // With a key held down it is a link: a new tab, a new window.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#toggle();
    });
    term.addEventListener('keydown', (event) => {
      if (event.key !== ' ') return;
      event.preventDefault();
      this.#toggle();
    });
    term.addEventListener('focus', () => {
      if (term.matches(':focus-visible') && !this.#hiding) this.show();
    });
    for (const element of [term, box]) {
      element.addEventListener('focusout', (event) => {
        const next = event.relatedTarget as Node | null;
        if (next === null || !(term.contains(next) || (box.contains(next) && this.#isShown))) this.hide();
      });
      element.addEventListener('pointerenter', (event) => {
        if (event.pointerType === 'mouse') this.#later(() => this.show(), this.#isShown ? 0 : delays.show);
      });
      element.addEventListener('pointerleave', (event) => {
        if (event.pointerType === 'mouse' && !this.#kept) this.#later(() => this.hide(), delays.hide);
      });
    }
  }

  get #isShown(): boolean {
    return this.#term.ariaExpanded === 'true';
  }

  contains(node: Node): boolean {
    return this.#term.contains(node) || this.#box.contains(node);
  }

  show(): void {
    clearTimeout(this.#timer);
    if (shown !== this) shown?.hide();
    shown = this;
    if (!this.#isShown) this.#box.showPopover({ source: this.#term });
    this.#term.ariaExpanded = 'true';
    this.place();
  }

  hide(): void {
    clearTimeout(this.#timer);
    if (!this.#isShown) return;
    this.#kept = false;
    this.#term.ariaExpanded = 'false';
    this.#hiding = true;
    if (this.#box.contains(document.activeElement)) this.#term.focus({ preventScroll: true });
    this.#box.hidePopover();
    this.#hiding = false;
    if (shown === this) shown = null;
  }

  /** Below the term, or above it where the window ends; a term over two lines counts with its first. */
  place(): void {
    const term = this.#term.getClientRects()[0] ?? this.#term.getBoundingClientRect();
    const { width, height } = this.#box.getBoundingClientRect();
    const gap = 6;
    const left = Math.max(gap, Math.min(term.left, innerWidth - width - gap));
    const below = term.bottom + gap;
    const top = below + height > innerHeight ? Math.max(gap, term.top - gap - height) : below;
    this.#box.style.translate = `${left}px ${top}px`;
  }

  #toggle(): void {
    if (this.#isShown && this.#kept) this.hide();
    else {
      this.show();
      this.#kept = true;
    }
  }

  #later(act: () => void, delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, delay);
  }
}

/** One at a time. */
let shown: Definition | null = null;

/** Brings the terms of the page to life. */
export function showDefinitions(): void {
  for (const term of document.querySelectorAll<HTMLAnchorElement>('a.term')) {
    const box = document.getElementById(`definition-${term.dataset.term}`);
    if (box && typeof box.showPopover === 'function') new Definition(term, box);
  }
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !shown) return;
    event.stopPropagation();
    shown.hide();
  });
  document.addEventListener('pointerdown', (event) => {
    if (shown && !(event.target instanceof Node && shown.contains(event.target))) shown.hide();
  });
  addEventListener('scroll', () => shown?.place(), { capture: true, passive: true });
  addEventListener('resize', () => shown?.hide());
}
