/**
 * A question, written as plain Markdown:
 *
 *     :::quiz{id=broken-wire kind=choice}
 *     Why is the Stop button wired as a normally closed contact?
 *
 *     - [ ] It is cheaper.
 *       > Both contacts cost the same.
 *     - [x] A broken wire then stops the motor.
 *
 *     > What goes below the list is told with the right answer.
 *     :::
 *
 * Every kind with its attributes: quiz-attributes.ts. What is made of the list is in quiz-parts.ts, what a
 * reader sees of it in quiz-html.ts.
 */
import { flawsOf } from '../questions/soundness.ts';
import { withSlots } from '../questions/variants.ts';
import { quizAttributes } from '../quiz-attributes.ts';
import { quizSlot } from '../quiz-html.ts';
import type { Quiz } from '../quiz-schema.ts';
import { type ElementContent, htmlOf, type MarkdownNode, raw, type ToHtml, textOf, toHtml } from '../tree.ts';
import { isLabel } from './aside.ts';
import { directiveOf, type PageContext } from './directive.ts';
import { buildQuiz, type Parts } from './quiz-parts.ts';

export const quiz = directiveOf({
  forms: ['containerDirective'],
  attributes: quizAttributes,
  render(state, node, page, attributes) {
    if (node.type !== 'containerDirective') return [];
    const { id } = attributes;
    const { problems } = page;
    const refuse = (en: string, chinese: string): [] => {
      problems.error(node, en, chinese);
      return [];
    };
    if (page.quizzes.has(id) || page.drills.has(id)) {
      return refuse(
        `The quiz id "${id}" stands twice in this lesson. Change one.`,
        `测验 id "${id}" 在本课中重复，请改其中一个。`,
      );
    }
    const variables = attributes.vars ?? [];
    if (variables.length > 0) for (const child of node.children) makeSlots(child);
    const parts = partsOf(state, node.children);
    const built = buildQuiz({ attributes, parts, refuse });
    if (built === null) return [];
    const flaws = flawsOf(built, page.words);
    for (const { severity, text } of flaws) {
      if (severity === 'error') problems.error(node, text.en, text['zh-CN']);
      else problems.warn(node, text.en, text['zh-CN']);
    }
    if (flaws.some(({ severity }) => severity === 'error')) return [];
    if (built.kind === 'reading') page.mentions.add('reading', node, built.signal);
    if (built.afterStep !== null) page.mentions.add('step', node, built.afterStep);
    page.mentions.add('quiz', node, id);
    return place(built, attributes.drill !== undefined, page);
  },
});

/** A drill is asked when what the lesson teaches returns (src/academy/review/), and never in the lesson itself. */
function place(quiz: Quiz, drill: boolean, page: PageContext): ElementContent[] {
  (drill ? page.drills : page.quizzes).set(quiz.id, quiz);
  return drill ? [] : [raw(quizSlot(quiz.id))];
}

/** `{name}` in texts and code becomes a slot. */
function makeSlots(node: MarkdownNode): void {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') node.value = withSlots(node.value);
  else if ('children' in node) for (const child of node.children) makeSlots(child);
}

function partsOf(state: ToHtml, children: readonly MarkdownNode[]): Parts {
  const parts: Parts = { question: '', items: [], ordered: false, rows: [], explanation: '' };
  const question: MarkdownNode[] = [];
  const explanation: MarkdownNode[] = [];
  let answered = false;
  for (const child of children) {
    if (isLabel(child)) continue;
    if (child.type === 'list' && !answered) {
      answered = true;
      parts.ordered = child.ordered === true;
      parts.items = child.children.map((item) => {
        const shown = item.children.filter((part) => part.type !== 'blockquote');
        const feedback = item.children.flatMap((part) => (part.type === 'blockquote' ? part.children : []));
        // One paragraph stands without its <p>: it is the text of a label.
        const inline = shown.flatMap((part): MarkdownNode[] => (part.type === 'paragraph' ? part.children : [part]));
        const [first, ...rest] = inline;
        return {
          text: shown.map(textOf).join(' ').trim(),
          checked: item.checked ?? null,
          shown: toHtml(htmlOf(state, inline)),
          code: first?.type === 'inlineCode' ? { value: first.value, rest: rest.map(textOf).join('').trim() } : null,
          feedback: feedback.length === 0 ? null : toHtml(htmlOf(state, feedback)),
        };
      });
    } else if (child.type === 'table' && !answered) {
      answered = true;
      parts.rows = child.children
        .slice(1)
        .map((row) => row.children.map((cell) => ({ text: textOf(cell), shown: toHtml(htmlOf(state, cell.children)) })));
    } else if (child.type === 'blockquote' && (answered || question.length > 0)) {
      // A live signal is asked for without a list.
      explanation.push(...child.children);
      answered = true;
    } else question.push(child);
  }
  parts.question = toHtml(htmlOf(state, question));
  parts.explanation = toHtml(htmlOf(state, explanation));
  return parts;
}
