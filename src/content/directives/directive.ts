/** What a directive is to the renderer: one file each. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Words } from '../../i18n/site.ts';
import type { ProblemList } from '../problem.ts';
import type { Quiz } from '../quiz-kinds.ts';
import type { Directive, ElementContent, ToHtml } from '../tree.ts';

/** What a page collects while it is rendered. */
export interface PageContext {
  locale: Locale;
  words: Words;
  problems: ProblemList;
  quizzes: Map<string, Quiz>;
  /** Ids of the lab's steps that the text shows the state of. */
  steps: string[];
}

export interface DirectiveKind {
  /** As it is written: `:::note` is a container, `::signal` a leaf, `:signal` text. */
  forms: readonly Directive['type'][];
  attributes: readonly string[];
  render(state: ToHtml, node: Directive, page: PageContext): ElementContent[];
}
