/** The texts of one lesson in an author's tab, by language: what is typed, what is saved, and what it was begun from. */

import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { DraftText, SavedText } from '../../academy/authoring/api.ts';

interface Kept {
  typed: string;
  saved: string;
  /** The hash of what `typed` was begun from; `null`: nothing stood there. */
  base: string | null;
}

/** Writes one language's text where `base` stands. */
export type WriteText = (locale: Locale, text: string, base: string | null) => Promise<SavedText>;

/** Somebody else saved meanwhile; `theirs` is `null` when they deleted it. */
export interface Changed {
  locale: Locale;
  theirs: DraftText | null;
}

export class LessonTexts {
  readonly #texts: Record<Locale, Kept>;
  readonly #write: WriteText;

  constructor(given: Record<Locale, DraftText | null>, write: WriteText) {
    const kept = (text: DraftText | null): Kept => ({
      typed: text?.text ?? '',
      saved: text?.text ?? '',
      base: text?.hash ?? null,
    });
    this.#texts = { en: kept(given.en), 'zh-CN': kept(given['zh-CN']) };
    this.#write = write;
  }

  text(locale: Locale): string {
    return this.#texts[locale].typed;
  }

  type(locale: Locale, text: string): void {
    this.#texts[locale].typed = text;
  }

  /** Whether it was ever saved. */
  stands(locale: Locale): boolean {
    return this.#texts[locale].base !== null;
  }

  unsaved(locale: Locale): boolean {
    const { typed, saved } = this.#texts[locale];
    return typed !== saved;
  }

  /** Saves what was typed until now; what is typed meanwhile stays unsaved. Rejects when it could not be saved. */
  async save(locale: Locale): Promise<Changed | null> {
    const kept = this.#texts[locale];
    const { typed, base } = kept;
    const answer = await this.#write(locale, typed, base);
    if (answer.outcome === 'changed') return { locale, theirs: answer.theirs };
    kept.base = answer.hash;
    kept.saved = typed;
    return null;
  }

  /** Theirs was seen: the next save goes over it. */
  goOver({ locale, theirs }: Changed): void {
    this.#texts[locale].base = theirs?.hash ?? null;
    this.#texts[locale].saved = theirs?.text ?? '';
  }

  /** Theirs instead of what was typed. */
  take(changed: Changed): void {
    this.goOver(changed);
    this.#texts[changed.locale].typed = changed.theirs?.text ?? '';
  }
}
