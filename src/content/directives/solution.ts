/**
 * `:::solution[Title]{check=seal-in}` or `:::solution{question=broken-wire}`: opens after an honest try of that step of the lab, or of
 * that question of the lesson. The page gets the title and the rule; the text stays on the server until it is asked for
 * (src/academy/http/solutions.ts decides), because a browser must not hold it before (law 7).
 */
import { z } from 'zod';
import { h, htmlOf, type MarkdownNode, toHtml } from '../tree.ts';
import { isLabel, labelOf } from './aside.ts';
import { complaints } from './attributes.ts';
import { directiveOf, type Solution } from './directive.ts';

export const solution = directiveOf({
  forms: ['containerDirective'],
  attributes: z
    .strictObject({
      check: z.string().default('').describe('Opens after an honest try of this step of the lab, or once it is passed.'),
      question: z.string().default('').describe('Opens once this question of the lesson was answered, rightly or not.'),
    })
    .refine(({ check, question }) => (check === '') !== (question === ''))
    .describe(
      'An answer that opens after an honest try; the server keeps it until then. One of the two attributes says what must be tried. No headings, pictures, footnotes, questions or steps in it.',
    )
    .register(complaints, {
      en: 'This solution does not say what has to be tried first. Write :::solution{check=…} with the id of a step of the lab, or :::solution{question=…} with the id of a quiz of this lesson.',
      'zh-CN':
        '此解法没有写明要先尝试什么。请写 :::solution{check=…}，填实验步骤的 id；或写 :::solution{question=…}，填本课测验的 id。',
    }),
  render(state, node, page, { check: step, question }) {
    if (node.type !== 'containerDirective') return [];
    const body = node.children.filter((child) => !isLabel(child));
    const misplaced = body.map(firstMisplaced).find((found) => found !== null);
    if (misplaced) {
      page.problems.error(
        misplaced,
        'Headings, pictures, footnotes, questions and steps cannot stand in a solution: the page would show a part of it before the solution opens. Put it before or after.',
        '解法中不能有标题、图片、脚注、测验或步骤：页面会在解法打开之前就显示其中一部分。请移到解法之前或之后。',
      );
      return [];
    }
    if (step) page.mentions.add('step', node, step);
    if (question !== '') {
      page.whenRendered.push(() => {
        if (page.quizzes.has(question)) return;
        page.problems.error(
          node,
          `This solution waits for the quiz "${question}", which is not in this lesson. Name one that is.`,
          `此解法要等待测验 "${question}"，但本课没有它。请填写本课已有的测验。`,
        );
      });
    }
    const what = step === '' ? `question-${question}` : `step-${step}`;
    const before = [...page.solutions.keys()].filter((id) => id === what || id.startsWith(`${what}-nr-`)).length;
    const kept: Solution = {
      id: before === 0 ? what : `${what}-nr-${before + 1}`,
      opens: step ? { after: 'step', step } : { after: 'question', question },
      html: toHtml(htmlOf(state, body)),
    };
    page.solutions.set(kept.id, kept);
    const label = labelOf(node.children);
    return [
      h(
        'mw-solution',
        { dataSolution: kept.id, dataFailed: page.words('solution.failed') },
        h(
          'details',
          { className: ['disclosure', 'disclosure-solution'] },
          h(
            'summary',
            {},
            h('span', { className: ['disclosure-word'] }, page.words('disclosure.solution')),
            ...(label === null ? [] : [h('span', {}, label)]),
          ),
          h(
            'div',
            { className: ['disclosure-body'], role: 'status' },
            h('p', { className: ['solution-rule'] }, page.words(`solution.after-${kept.opens.after}`)),
          ),
        ),
      ),
    ];
  },
});

/** What a page shows outside the place where it is written, or what has a state of its own. */
function firstMisplaced(node: MarkdownNode): MarkdownNode | null {
  if (['heading', 'image', 'imageReference', 'footnoteReference', 'footnoteDefinition'].includes(node.type)) return node;
  if (node.type === 'containerDirective' && ['quiz', 'step', 'solution'].includes(node.name)) return node;
  if (!('children' in node)) return null;
  for (const child of node.children) {
    const found = firstMisplaced(child);
    if (found !== null) return found;
  }
  return null;
}
