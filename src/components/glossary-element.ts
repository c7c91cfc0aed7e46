/** The filter above the glossary: entries that hold every word typed, in either language. Without this script the page is whole. */

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

class GlossaryElement extends HTMLElement {
  connectedCallback(): void {
    const bar = this.querySelector<HTMLElement>('.filter')!;
    const input = bar.querySelector('input')!;
    const status = bar.querySelector('span')!;
    const entries = [...this.querySelectorAll<HTMLElement>('.entry')].map((element) => ({
      element,
      text: fold(element.textContent),
    }));
    const letters = this.querySelector<HTMLElement>('.letters')!;
    bar.hidden = false;
    input.addEventListener('input', () => {
      const words = fold(input.value).split(/\s+/);
      let count = 0;
      for (const { element, text } of entries) {
        element.hidden = !words.every((word) => text.includes(word));
        if (!element.hidden) count += 1;
      }
      for (const section of this.querySelectorAll('section')) section.hidden = !section.querySelector('.entry:not([hidden])');
      const all = input.value.trim() === '';
      letters.hidden = !all;
      status.textContent = all
        ? ''
        : (this.dataset.shown ?? '').replace('{count}', String(count)).replace('{all}', String(entries.length));
    });
  }
}
customElements.define('mw-glossary', GlossaryElement);
