/** The sign-in page: a button for passkeys, and passkeys among what the browser offers in the address field. */
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { ask, hasPasskeys, sentenceOf } from './passkey-request.ts';

/** Milliseconds; the academy's question lives a little longer. */
const askAnew = 10 * 60_000;

class PasskeySignIn extends HTMLElement {
  readonly #library = (): Promise<typeof import('@simplewebauthn/browser')> => import('@simplewebauthn/browser');
  #pressed = false;

  connectedCallback(): void {
    const button = this.querySelector('button');
    if (!button) return;
    if (!hasPasskeys()) {
      button.remove();
      this.#tell(this.dataset.insecure ?? '');
      return;
    }
    button.disabled = false;
    button.addEventListener('click', () => void this.#press(button));
    void this.#offer();
    setInterval(() => {
      if (!this.#pressed && !document.hidden) void this.#offer();
    }, askAnew);
  }

  async #press(button: HTMLButtonElement): Promise<void> {
    this.#pressed = true;
    button.disabled = true;
    this.#tell('');
    try {
      await this.#show(false);
    } catch (error) {
      this.#tell(sentenceOf(error, this.dataset));
      this.#pressed = false;
      button.disabled = false;
      void this.#offer();
    }
  }

  /** Waits in the address field until the person chooses a passkey there. */
  async #offer(): Promise<void> {
    if (!document.querySelector('input[autocomplete$="webauthn"]')) return;
    try {
      const { browserSupportsWebAuthnAutofill } = await this.#library();
      if (await browserSupportsWebAuthnAutofill()) await this.#show(true);
    } catch (error) {
      // It makes way for the button, or for its own successor; and nobody has asked for it.
      const name = error instanceof Error ? error.name : '';
      if (!this.#pressed && name !== 'AbortError' && name !== 'NotAllowedError') this.#tell(sentenceOf(error, this.dataset));
    }
  }

  async #show(useBrowserAutofill: boolean): Promise<void> {
    const { startAuthentication } = await this.#library();
    const { options } = await ask<{ options: PublicKeyCredentialRequestOptionsJSON }>('/api/passkeys/sign-in/options', {});
    const answer = await startAuthentication({ optionsJSON: options, useBrowserAutofill });
    const locale = document.documentElement.lang;
    const { to } = await ask<{ to: string }>('/api/passkeys/sign-in', { answer, to: this.dataset.to ?? '', locale });
    location.assign(to);
  }

  #tell(sentence: string): void {
    const place = this.querySelector<HTMLElement>('[role="status"]');
    if (place) place.textContent = sentence;
  }
}
customElements.define('mw-passkey-sign-in', PasskeySignIn);
