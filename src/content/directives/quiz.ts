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
 * Every kind, with units, tolerances, variables and regions: content/README.md. What is made of the list is in quiz-parts.ts, what a
 * reader sees of it in quiz-html.ts.
 */
import { ExpressionError } from '../questions/expressions.ts';
import { flawsOf } from '../questions/soundness.ts';
import { readVariables, withSlots } from '../questions/variants.ts';
import { quizSlot } from '../quiz-html.ts';
import { type Quiz, type QuizKind, quizKinds, type Variable } from '../quiz-schema.ts';
import { htmlOf, type MarkdownNode, raw, type ToHtml, textOf, toHtml } from '../tree.ts';
import { isLabel } from './aside.ts';
import type { DirectiveKind } from './directive.ts';
import { buildQuiz, type Parts } from './quiz-parts.ts';

/** Beside `id`, `kind` and `vars`, which every kind may have, and `drill`. */
const ofKinds: Record<QuizKind, readonly string[]> = {
  choice: ['shuffle'],
  multiple: ['shuffle'],
  number: ['tolerance', 'unit', 'units', 'ask'],
  text: [],
  order: [],
  match: [],
  point: [],
  reading: ['tolerance', 'unit', 'units', 'ask', 'signal', 'scale'],
};

export const quiz: DirectiveKind = {
  forms: ['containerDirective'],
  attributes: ['id', 'kind', 'vars', 'drill', ...new Set(Object.values(ofKinds).flat())],
  render(state, node, page) {
    if (node.type !== 'containerDirective') return [];
    const attributes = Object.fromEntries(Object.entries(node.attributes ?? {}).map(([name, value]) => [name, value ?? '']));
    const { id = '', kind = '' } = attributes;
    const { problems } = page;
    const refuse = (en: string, chinese: string): [] => {
      problems.error(node, en, chinese);
      return [];
    };
    if (!id || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
      return refuse(
        'A quiz needs an id in lower-case words joined by hyphens: :::quiz{id=broken-wire kind=choice}.',
        '测验需要 id，用小写单词以连字符相连：:::quiz{id=broken-wire kind=choice}。',
      );
    }
    if (page.quizzes.has(id) || page.drills.has(id)) {
      return refuse(
        `The quiz id "${id}" stands twice in this lesson. Change one.`,
        `测验 id "${id}" 在本课中重复，请改其中一个。`,
      );
    }
    if (!isKind(kind)) {
      return refuse(
        `"${kind}" is not a kind of quiz. Write kind=${quizKinds.join(', ')}.`,
        `"${kind}" 不是测验类型。kind 可用：${quizKinds.join('、')}。`,
      );
    }
    const stray = Object.keys(attributes).find(
      (name) => Object.values(ofKinds).flat().includes(name) && !ofKinds[kind].includes(name),
    );
    if (stray !== undefined) {
      return refuse(
        `\`${stray}\` means nothing for kind=${kind}. Remove it, or choose another kind.`,
        `kind=${kind} 不使用 \`${stray}\`。请删去，或改用其他类型。`,
      );
    }
    const variables = variablesOf(attributes.vars ?? '', refuse);
    if (variables === null) return [];
    if (variables.length > 0) for (const child of node.children) makeSlots(child);
    const parts = partsOf(state, node.children);
    const built = buildQuiz({ id, kind, parts, attributes, variables, refuse, words: page.words });
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
};

/** A drill is asked when what the lesson teaches returns (src/academy/review/), and never in the lesson itself. */
function place(quiz: Quiz, drill: boolean, page: Parameters<DirectiveKind['render']>[2]): ReturnType<DirectiveKind['render']> {
  (drill ? page.drills : page.quizzes).set(quiz.id, quiz);
  return drill ? [] : [raw(quizSlot(quiz.id))];
}

const isKind = (kind: string): kind is QuizKind => quizKinds.some((known) => known === kind);

function variablesOf(text: string, refuse: (en: string, chinese: string) => []): Variable[] | null {
  try {
    return readVariables(text);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    refuse(error.text.en, error.text['zh-CN']);
    return null;
  }
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
