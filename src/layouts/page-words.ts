/** What a page needs to speak to its reader. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Words } from '../i18n/site.ts';

export interface PageRequest {
  locale: Locale;
  words: Words;
  /** An address of this site in the reader's language; `path` is neutral: `/courses/`. */
  to(path: string): string;
}
