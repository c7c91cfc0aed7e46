/** A password field that can be looked at: typed on a phone, in a workshop, it is easily mistyped. */
class PasswordElement extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector('input');
    if (!field || this.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-controls', field.id);
    const tell = (): void => {
      const hidden = field.type === 'password';
      button.textContent = (hidden ? this.dataset.show : this.dataset.hide) ?? '';
      button.setAttribute('aria-pressed', String(!hidden));
    };
    button.addEventListener('click', () => {
      field.type = field.type === 'password' ? 'text' : 'password';
      tell();
    });
    // What was looked at is hidden again before a browser remembers it as ordinary text.
    field.form?.addEventListener('submit', () => {
      field.type = 'password';
    });
    tell();
    this.append(button);
  }
}
customElements.define('mw-password', PasswordElement);
