/** What the page of a lesson's editor gives to its script. */

import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { DraftText } from '../../academy/authoring/api.ts';
import type { Preferences } from '../../academy/members/preferences.ts';

export interface Offered {
  directives: { name: string; container: boolean; attributes: readonly string[] }[];
  labs: string[];
}

export interface LessonEditorProps {
  /** Of the page. */
  locale: Locale;
  course: string;
  /** The folder: `01-introduction`. */
  lesson: string;
  pictures: string[];
  texts: Record<Locale, DraftText | null>;
  preferences: Preferences;
  offered: Offered;
  words: Record<
    | 'saved'
    | 'unsaved'
    | 'saving'
    | 'failed'
    | 'none'
    | 'count'
    | 'line'
    | 'error'
    | 'warning'
    | 'reference'
    | 'delete'
    | 'insert'
    | 'describe'
    | 'deleteAsk'
    | 'previewFailed'
    | 'lintFailed',
    string
  >;
}
