/** The profile's settings: every change shows at once and saves itself; own keys are pressed rather than typed (key-recorder.ts). */
import type { PreferencesPart } from '../academy/members/preferences.ts';
import { onMac } from '../workbench/actions/key-text.ts';
import { PreferenceStore } from '../workbench/preferences.ts';
import { KeyRecorders } from './key-recorders.ts';
import { setTheme, type Theme } from './theme.ts';

class Settings extends HTMLElement {
  readonly #store = new PreferenceStore<PreferencesPart>({});

  connectedCallback(): void {
    const form = this.querySelector('form');
    if (!form) return;
    this.dataset.live = '';
    const recorders = new KeyRecorders(this, onMac(), (keys) => this.#store.save({ keys }));
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('change', (event) => {
      const field = event.target;
      if (!(field instanceof HTMLInputElement) || !field.reportValidity()) return;
      const part = partOf(field);
      if (!part) return;
      this.#apply(part);
      this.#store.save(part);
      recorders.show();
    });
    document.addEventListener('millwright:theme', () => this.#showTheme(document.documentElement.dataset.themeChoice ?? ''));
    // Before anything is kept on the server, this browser may have a theme of its own.
    if (this.dataset.themeKnown === undefined) this.#showTheme(storedTheme());
    this.#store.subscribe(() => this.#tell());
  }

  #apply({ theme, reducedMotion, locale }: PreferencesPart): void {
    // This page saves by itself: once is enough.
    if (theme) setTheme(theme, false);
    if (reducedMotion) {
      document.documentElement.dataset.motion = reducedMotion;
      remember('millwright:reduced-motion', reducedMotion);
    }
    if (locale && locale !== document.documentElement.lang) {
      const there = document.querySelector<HTMLLinkElement>(`link[rel="alternate"][hreflang="${locale}"]`)?.href;
      // The save goes along: it is sent with keepalive.
      if (there) queueMicrotask(() => location.assign(`${there}#settings`));
    }
  }

  #showTheme(theme: string): void {
    const field = this.querySelector<HTMLInputElement>(`input[name="theme"][value="${CSS.escape(theme)}"]`);
    if (field) field.checked = true;
  }

  #tell(): void {
    const place = this.querySelector<HTMLElement>('.told');
    if (!place) return;
    const state = this.#store.getState();
    const { saving = '', saved = '' } = this.dataset;
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }).format();
    place.toggleAttribute('data-trouble', state.kind === 'refused');
    place.textContent =
      state.kind === 'refused'
        ? state.message[document.documentElement.lang === 'zh-CN' ? 'zh-CN' : 'en']
        : state.kind === 'saving'
          ? saving
          : saved.replace('{time}', time);
  }
}

function partOf({ name, type, value, checked }: HTMLInputElement): PreferencesPart | null {
  if (name.startsWith('key.')) return null;
  if (name === 'locale') return { locale: value === 'en' || value === 'zh-CN' ? value : null };
  const given = type === 'checkbox' ? checked : type === 'number' ? Number(value) : value;
  // The names of the fields are those of the preferences; the server holds the rules.
  return { [name]: given };
}

function storedTheme(): Theme | '' {
  try {
    const theme = localStorage.getItem('millwright:theme');
    return theme === 'light' || theme === 'dark' ? theme : '';
  } catch {
    return '';
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be forbidden: the server keeps it all the same.
  }
}

customElements.define('mw-settings', Settings);
