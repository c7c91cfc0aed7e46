/** Messages of the language: every one has a code, a place, both languages and, where one exists, a way out. */

import type { Origin } from './diagrams/origin.ts';

export type Locale = 'en' | 'zh-CN';
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A text in every language the academy speaks. */
export type LocalizedText = Record<Locale, string>;

export interface SourceFile {
  /** As the author knows it, e.g. `main.st`; used in messages, never opened. */
  name: string;
  text: string;
  /** Of a text that a diagram has become: where each piece of it stands in the diagram's file. */
  origin?: Origin;
}

/** A half-open range in one file. Lines and columns count from 1, in UTF-16 code units, as editors do; offsets from 0. */
export interface SourceRange {
  file: string;
  start: number;
  end: number;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** Replace the text of `range` by `text`: what an editor offers as a quick fix. */
export interface SuggestedEdit {
  title: LocalizedText;
  range: SourceRange;
  text: string;
}

export interface Diagnostic {
  /** Stable, e.g. `ST2004`; it names a page of the reference. */
  code: string;
  severity: Severity;
  range: SourceRange;
  /** What was observed, and what to try, in one or two sentences. */
  message: LocalizedText;
  edits?: SuggestedEdit[];
}
