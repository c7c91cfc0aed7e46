/** Says which files were chosen (FileField.astro), and of one that is too big says so before it is sent. */
class FileField extends HTMLElement {
  connectedCallback(): void {
    const [field, said] = [this.querySelector('input'), this.querySelector('output')];
    if (!field || !said) return;
    const say = (): void => {
      const files = [...(field.files ?? [])];
      const most = Number(this.dataset.most ?? Number.POSITIVE_INFINITY);
      const tooBig = files.some(({ size }) => size > most);
      const wrong = tooBig ? (this.dataset.tooBig ?? '') : '';
      field.setCustomValidity(wrong);
      said.toggleAttribute('data-wrong', tooBig);
      const names = files.map(({ name }) => name).join(', ');
      said.textContent = [names === '' ? (this.dataset.none ?? '') : names, wrong].filter((part) => part !== '').join(' · ');
    };
    field.addEventListener('change', say);
    field.form?.addEventListener('reset', () => queueMicrotask(say));
    say();
  }
}

customElements.define('mw-file-field', FileField);
