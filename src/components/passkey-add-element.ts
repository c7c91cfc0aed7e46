/** The account page's form that makes a passkey: the academy asks, the device makes it, the academy keeps its public half. */
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { ask, hasPasskeys, sentenceOf } from './passkey-request.ts';

class PasskeyAdd extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    if (!form) return;
    if (!hasPasskeys()) {
      form.remove();
      this.#tell(this.dataset.insecure ?? '');
      return;
    }
    const button = form.querySelector('button[type="submit"]');
    if (button instanceof HTMLButtonElement) button.disabled = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#add(form);
    });
  }

  async #add(form: HTMLFormElement): Promise<void> {
    const given = new FormData(form);
    const field = (name: string): string => String(given.get(name) ?? '');
    this.#tell('');
    form.inert = true;
    try {
      const { startRegistration } = await import('@simplewebauthn/browser');
      const { options } = await ask<{ options: PublicKeyCredentialCreationOptionsJSON }>('/api/passkeys/options', {
        password: field('password'),
      });
      const answer = await startRegistration({ optionsJSON: options });
      await ask('/api/passkeys', { name: field('name'), answer });
      location.assign(this.dataset.done ?? '');
    } catch (error) {
      this.#tell(sentenceOf(error, this.dataset));
      form.inert = false;
      form.querySelector<HTMLInputElement>('input[name="password"]')?.focus();
    }
  }

  #tell(sentence: string): void {
    const place = this.querySelector<HTMLElement>('[role="status"]');
    if (place) place.textContent = sentence;
  }
}
customElements.define('mw-passkey-add', PasskeyAdd);
