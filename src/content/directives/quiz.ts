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
 * `choice` has one [x], `multiple` any number; in `number` (with `tolerance=` and `unit=`) and `text` the items are answers that
 * are foreseen, right or wrong, and are not shown; `order` is a numbered list in the right order; `match` a table of two columns.
 */
import { optionId, type Quiz, type QuizKind, quizKinds } from '../quiz-kinds.ts';
import {
  type ContainerDirective,
  type ElementContent,
  h,
  htmlOf,
  type MarkdownNode,
  type ToHtml,
  textOf,
  toHtml,
} from '../tree.ts';
import { isLabel } from './aside.ts';
import type { DirectiveKind, PageContext } from './directive.ts';

interface Item {
  text: string;
  checked: boolean | null;
  shown: ElementContent[];
  feedback: string | null;
}

interface Parts {
  question: ElementContent[];
  items: Item[];
  ordered: boolean;
  /** Rows of the table, without its head. */
  rows: { text: string; shown: ElementContent[] }[][];
  explanation: string;
}

export const quiz: DirectiveKind = {
  forms: ['containerDirective'],
  attributes: ['id', 'kind', 'tolerance', 'unit'],
  render(state, node, page) {
    if (node.type !== 'containerDirective') return [];
    const { id = '', kind = '', tolerance = '0', unit = '' } = node.attributes ?? {};
    const { problems } = page;
    if (!id || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
      problems.error(
        node,
        'A quiz needs an id in lower-case words joined by hyphens: :::quiz{id=broken-wire kind=choice}.',
        '测验需要 id，用小写单词以连字符相连：:::quiz{id=broken-wire kind=choice}。',
      );
      return [];
    }
    if (page.quizzes.has(id)) {
      problems.error(
        node,
        `The quiz id "${id}" stands twice in this lesson. Change one.`,
        `测验 id "${id}" 在本课中重复，请改其中一个。`,
      );
      return [];
    }
    if (!isKind(kind)) {
      problems.error(
        node,
        `"${kind}" is not a kind of quiz. Write kind=${quizKinds.join(', ')}.`,
        `"${kind}" 不是测验类型。kind 可用：${quizKinds.join('、')}。`,
      );
      return [];
    }
    const parts = partsOf(state, node);
    const span = Number(tolerance);
    if (!Number.isFinite(span) || span < 0) {
      problems.error(node, '`tolerance` is a number of 0 or more.', '`tolerance` 应为不小于 0 的数字。');
      return [];
    }
    const made = build({ id, kind, parts, tolerance: span, unit: unit ?? '', node, page });
    if (made === null) return [];
    page.quizzes.set(id, made.quiz);
    page.mentions.add('quiz', node, id);
    return [frame(id, kind, parts.question, made.form, page)];
  },
};

const isKind = (kind: string | null): kind is QuizKind => quizKinds.some((known) => known === kind);

function partsOf(state: ToHtml, node: ContainerDirective): Parts {
  const parts: Parts = { question: [], items: [], ordered: false, rows: [], explanation: '' };
  const question: MarkdownNode[] = [];
  const explanation: MarkdownNode[] = [];
  let answered = false;
  for (const child of node.children) {
    if (isLabel(child)) continue;
    if (child.type === 'list' && !answered) {
      answered = true;
      parts.ordered = child.ordered === true;
      parts.items = child.children.map((item) => {
        const shown = item.children.filter((part) => part.type !== 'blockquote');
        const feedback = item.children.flatMap((part) => (part.type === 'blockquote' ? part.children : []));
        return {
          text: shown.map(textOf).join(' ').trim(),
          checked: item.checked ?? null,
          // One paragraph stands without its <p>: it is the text of a label.
          shown: htmlOf(
            state,
            shown.flatMap((part): MarkdownNode[] => (part.type === 'paragraph' ? part.children : [part])),
          ),
          feedback: feedback.length === 0 ? null : toHtml(htmlOf(state, feedback)),
        };
      });
    } else if (child.type === 'table' && !answered) {
      answered = true;
      parts.rows = child.children
        .slice(1)
        .map((row) => row.children.map((cell) => ({ text: textOf(cell), shown: htmlOf(state, cell.children) })));
    } else if (answered && child.type === 'blockquote') explanation.push(...child.children);
    else question.push(child);
  }
  parts.question = htmlOf(state, question);
  parts.explanation = toHtml(htmlOf(state, explanation));
  return parts;
}

interface Built {
  quiz: Quiz;
  form: ElementContent[];
}

function build(given: {
  id: string;
  kind: QuizKind;
  parts: Parts;
  tolerance: number;
  unit: string;
  node: ContainerDirective;
  page: PageContext;
}): Built | null {
  const { id, kind, parts, node, page } = given;
  const { items, explanation } = parts;
  const refuse = (en: string, chinese: string): null => {
    page.problems.error(node, en, chinese);
    return null;
  };
  const right = items.filter((item) => item.checked === true).length;
  const field = `quiz-${id}`;

  switch (kind) {
    case 'choice':
    case 'multiple': {
      if (items.length < 2 || items.some((item) => item.checked === null)) {
        return refuse(
          'Write at least two options, each as "- [ ] wrong" or "- [x] right".',
          '请至少写两个选项，每项写作 "- [ ] 错误" 或 "- [x] 正确"。',
        );
      }
      if (kind === 'choice' ? right !== 1 : right === 0) {
        return kind === 'choice'
          ? refuse(
              `A choice has exactly one right option; here ${right} are marked [x]. Use kind=multiple for several.`,
              `单选题只能有一个正确选项；这里标了 ${right} 个 [x]。多个正确选项请用 kind=multiple。`,
            )
          : refuse('Mark at least one option as right with [x].', '请至少用 [x] 标出一个正确选项。');
      }
      const options = items.map((item) => ({
        id: optionId(id, 'option', item.text),
        right: item.checked === true,
        feedback: item.feedback,
      }));
      if (new Set(options.map((option) => option.id)).size < options.length) {
        return refuse('Two options have the same text. Change one.', '有两个选项文字相同，请改其中一个。');
      }
      const form = h(
        'ul',
        { className: ['quiz-options'] },
        ...items.map((item, index) =>
          h(
            'li',
            {},
            h(
              'label',
              {},
              h('input', { type: kind === 'choice' ? 'radio' : 'checkbox', name: field, value: options[index]?.id ?? '' }),
              h('span', {}, ...item.shown),
            ),
          ),
        ),
      );
      return { quiz: { id, kind, options, explanation }, form: [form] };
    }

    case 'number':
    case 'text': {
      if (right === 0) {
        return refuse(
          'Write the right answer below the question as "- [x] answer".',
          '请在题目下面用 "- [x] 答案" 写出正确答案。',
        );
      }
      if (kind === 'number' && items.some((item) => !Number.isFinite(Number(item.text)))) {
        return refuse(
          'Every answer of a number quiz is a plain number; the unit goes into {unit=…}.',
          '数值题的每个答案都应是纯数字；单位写在 {unit=…} 里。',
        );
      }
      const foreseen = items.map((item) => ({ value: item.text, right: item.checked === true, feedback: item.feedback }));
      const input = h('input', {
        type: 'text',
        name: field,
        className: ['quiz-field'],
        autoComplete: 'off',
        spellCheck: 'false',
        ariaLabel: page.words('quiz.your-answer'),
        ...(kind === 'number' ? { inputMode: 'decimal' } : {}),
      });
      const line = h(
        'p',
        { className: ['quiz-line'] },
        input,
        ...(given.unit ? [h('span', { className: ['unit'] }, given.unit)] : []),
      );
      return {
        quiz:
          kind === 'number'
            ? { id, kind, foreseen, tolerance: given.tolerance, unit: given.unit, explanation }
            : { id, kind, foreseen, explanation },
        form: [line],
      };
    }

    case 'order': {
      if (!parts.ordered || items.length < 2) {
        return refuse(
          'Write the items as a numbered list in the right order, at least two.',
          '请按正确顺序写成有序列表，至少两项。',
        );
      }
      const rows = items.map((item) => ({ id: optionId(id, 'order', item.text), item }));
      const shuffled = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      // By chance in order already: then it would be no question.
      if (shuffled.every((row, index) => row === rows[index])) shuffled.push(shuffled.shift() as (typeof rows)[number]);
      const form = h(
        'ol',
        { className: ['quiz-order'] },
        ...shuffled.map((row) =>
          h(
            'li',
            { dataId: row.id },
            h('span', { className: ['quiz-order-text'] }, ...row.item.shown),
            h('button', { type: 'button', dataMove: 'up', ariaLabel: page.words('quiz.up', { item: row.item.text }) }, '↑'),
            h('button', { type: 'button', dataMove: 'down', ariaLabel: page.words('quiz.down', { item: row.item.text }) }, '↓'),
          ),
        ),
      );
      return { quiz: { id, kind, order: rows.map((row) => row.id), explanation }, form: [form] };
    }

    case 'match': {
      if (parts.rows.length < 2 || parts.rows.some((row) => row.length !== 2)) {
        return refuse(
          'Write the pairs as a table of two columns with at least two rows below its head.',
          '请把配对写成两列的表格，表头下至少两行。',
        );
      }
      const rows = parts.rows.map((row) => ({
        left: optionId(id, 'left', row[0]?.text ?? ''),
        right: optionId(id, 'right', row[1]?.text ?? ''),
        shown: row[0]?.shown ?? [],
        name: row[0]?.text ?? '',
        text: row[1]?.text ?? '',
      }));
      const choices = new Map(rows.map((row) => [row.right, row.text]));
      const sorted = [...choices].toSorted(([a], [b]) => (a < b ? -1 : 1));
      const form = h(
        'ul',
        { className: ['quiz-match'] },
        ...rows.map((row) =>
          h(
            'li',
            {},
            h('span', {}, ...row.shown),
            h(
              'select',
              { dataLeft: row.left, ariaLabel: row.name },
              h('option', { value: '' }, page.words('quiz.choose')),
              ...sorted.map(([value, text]) => h('option', { value }, text)),
            ),
          ),
        ),
      );
      // Paper cannot unfold a list.
      const onPaper = h('ul', { className: ['print-only', 'quiz-choices'] }, ...sorted.map(([, text]) => h('li', {}, text)));
      return {
        quiz: { id, kind, pairs: Object.fromEntries(rows.map((row) => [row.left, row.right])), explanation },
        form: [form, onPaper],
      };
    }
  }
}

/** The same frame for every kind; the custom element `mw-quiz` (src/components/quiz-element.ts) brings it to life. */
function frame(
  id: string,
  kind: QuizKind,
  question: ElementContent[],
  form: ElementContent[],
  page: PageContext,
): ElementContent {
  const { words } = page;
  const questionId = `quiz-${id}-question`;
  return h(
    'mw-quiz',
    {
      className: ['quiz'],
      id: `quiz-${id}`,
      dataQuestion: id,
      dataKind: kind,
      dataEmpty: words('quiz.empty'),
      dataFailed: words('quiz.failed'),
      dataRight: words('quiz.verdict-right'),
      dataWrong: words('quiz.verdict-wrong'),
      dataKeptRight: words('quiz.verdict-kept-right'),
      dataKeptWrong: words('quiz.verdict-kept-wrong'),
    },
    h('p', { className: ['quiz-title'] }, words('quiz.title')),
    h(
      'form',
      {},
      h('div', { className: ['quiz-question'], id: questionId }, ...question),
      h('div', { role: 'group', ariaLabelledBy: [questionId], className: ['quiz-body'] }, ...form),
      h('button', { type: 'submit', className: ['button', 'button-quiet'] }, words('quiz.answer')),
    ),
    h('div', { className: ['quiz-feedback'], role: 'status' }),
  );
}
