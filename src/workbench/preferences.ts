/**
 * The reader's preferences on this page: a change shows at once and is on its way to the academy. What does not arrive is sent again,
 * newest value only; what the academy refuses is taken back and said. Without React and without Zod, for reading pages use it too.
 */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { Preferences, PreferencesPart } from '../academy/members/preferences.ts';
import { backOff } from './rig/back-off.ts';

/** How a save ended: `again` is worth another try. */
type PutOutcome = { kind: 'saved' } | { kind: 'again' } | { kind: 'refused'; message: LocalizedText };

export type PreferencesState = { kind: 'saved' } | { kind: 'saving' } | { kind: 'refused'; message: LocalizedText };

interface PreferencesOptions {
  put: (part: PreferencesPart) => Promise<PutOutcome>;
  /** Calls `run` once in so many milliseconds; answers how to call it off. */
  after: (milliseconds: number, run: () => void) => () => void;
  random: () => number;
}

/** `Shown`: all preferences where all are known, else those that were set here. */
export class PreferenceStore<Shown extends PreferencesPart = Preferences> {
  readonly #options: PreferencesOptions;
  readonly #wait: ReturnType<typeof backOff>;
  #known: Shown;
  /** Set here and not known to have arrived. */
  #unsaved: PreferencesPart = {};
  #shown: Shown;
  #state: PreferencesState = { kind: 'saved' };
  #sending = false;
  #callOff: (() => void) | null = null;
  #listeners = new Set<() => void>();

  constructor(initial: Shown, options: PreferencesOptions = pageOptions) {
    this.#known = initial;
    this.#shown = initial;
    this.#options = options;
    this.#wait = backOff(1_000, 30_000, options.random);
  }

  /** As the reader has set them, whether they have arrived or not; a new object with every change. */
  readonly getSnapshot = (): Shown => this.#shown;
  readonly getState = (): PreferencesState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Set some of them; `keys` is replaced as a whole. */
  save(part: PreferencesPart): void {
    this.#unsaved = { ...this.#unsaved, ...part };
    this.#change({ kind: 'saving' });
    this.#callOff?.();
    this.#callOff = null;
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    const part = this.#unsaved;
    const outcome = await this.#options.put(part);
    this.#sending = false;
    const changedMeanwhile = this.#unsaved !== part;
    if (outcome.kind === 'again') {
      // What is set while it waits goes out at once, together with this.
      if (changedMeanwhile) return void this.#send();
      this.#callOff = this.#options.after(this.#wait.next(), () => void this.#send());
      return;
    }
    this.#wait.reset();
    if (outcome.kind === 'saved') this.#known = { ...this.#known, ...part };
    const newer = Object.entries(this.#unsaved).filter(([name, value]) => value !== part[name as keyof PreferencesPart]);
    this.#unsaved = Object.fromEntries(newer);
    if (newer.length > 0) {
      this.#change({ kind: 'saving' });
      return void this.#send();
    }
    this.#change(outcome);
  }

  #change(state: PreferencesState): void {
    this.#state = state;
    this.#shown = { ...this.#known, ...this.#unsaved };
    for (const listener of this.#listeners) listener();
  }
}

/** Send a part to the academy; a reader without a session becomes a guest, for otherwise there is nobody to keep it for. */
async function putPreferences(part: PreferencesPart): Promise<PutOutcome> {
  try {
    let answer = await put(part);
    if (answer.status === 401) {
      await fetch('/api/guest', { method: 'POST' });
      answer = await put(part);
    }
    if (answer.ok) return { kind: 'saved' };
    // 429 and everything on the server's side pass; the rest would be answered the same way for ever.
    if (answer.status >= 500 || answer.status === 429) return { kind: 'again' };
    const told = (await answer.json().catch(() => null)) as { message?: LocalizedText } | null;
    return { kind: 'refused', message: told?.message ?? refusedUnread };
  } catch {
    return { kind: 'again' };
  }
}

const refusedUnread: LocalizedText = {
  en: 'The academy did not take this setting. Reload the page, then set it again.',
  'zh-CN': '学院未接受此设置。请重新加载页面后再设置。',
};

function put(part: PreferencesPart): Promise<Response> {
  return fetch('/api/preferences', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(part),
    // A setting made just before leaving the page arrives too.
    keepalive: true,
  });
}

const pageOptions: PreferencesOptions = {
  put: putPreferences,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

let ofThePage: PreferenceStore<PreferencesPart> | null = null;

/** For what stands outside the workbench (which has a store of its own): set some preferences. */
export function savePreferences(part: PreferencesPart): void {
  ofThePage ??= new PreferenceStore<PreferencesPart>({});
  ofThePage.save(part);
}
