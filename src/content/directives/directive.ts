/** What a directive is to the renderer: one file each. */
import type { z } from 'zod';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Words } from '../../i18n/site.ts';
import type { MentionList } from '../mentions.ts';
import type { ProblemList } from '../problem.ts';
import type { Quiz } from '../quiz-schema.ts';
import type { Directive, ElementContent, ToHtml } from '../tree.ts';
import { type AttributeSchema, readAttributes } from './attributes.ts';

/** What opens after an honest try; the page holds only its id. */
export interface Solution {
  id: string;
  /** A step of the lesson's lab, or a question of the lesson. */
  opens: { after: 'step'; step: string } | { after: 'question'; question: string };
  html: string;
}

/** What a page collects while it is rendered. */
export interface PageContext {
  locale: Locale;
  words: Words;
  problems: ProblemList;
  /** For the lint: what the page names that stands elsewhere. */
  mentions: MentionList;
  quizzes: Map<string, Quiz>;
  /** Asked only when what the lesson teaches returns. */
  drills: Map<string, Quiz>;
  solutions: Map<string, Solution>;
  /** Ids of the lab's steps that the text shows the state of. */
  steps: string[];
  /** What can be looked at only once the whole page is known. */
  whenRendered: (() => void)[];
}

interface Written<S> {
  /** As it is written: `:::note` is a container, `::signal` a leaf, `:signal` text. */
  forms: readonly Directive['type'][];
  /** The check of its attributes and their reference; what the directive is for is its description. */
  attributes: S;
}

export interface DirectiveKind extends Written<AttributeSchema> {
  render(state: ToHtml, node: Directive, page: PageContext): ElementContent[];
}

/** A directive whose `render` is called with attributes that its schema has read; with others it is told and left out. */
export function directiveOf<Given>({
  forms,
  attributes,
  render,
}: Written<AttributeSchema & z.ZodType<Given>> & {
  render(state: ToHtml, node: Directive, page: PageContext, given: Given): ElementContent[];
}): DirectiveKind {
  return {
    forms,
    attributes,
    render(state, node, page) {
      const given = readAttributes(attributes, node, page.problems);
      return given === null ? [] : render(state, node, page, given);
    },
  };
}
