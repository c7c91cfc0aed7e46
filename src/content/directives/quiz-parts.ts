/** A question from the parts of its Markdown, kind by kind. */
import type { QuizAttributes } from '../quiz-attributes.ts';
import { optionId } from '../quiz-kinds.ts';
import type { AskedUnit, ForeseenRange, Quiz } from '../quiz-schema.ts';

interface Item {
  text: string;
  checked: boolean | null;
  /** HTML. */
  shown: string;
  /** Of an item that begins with code: that, and the text behind it. */
  code: { value: string; rest: string } | null;
  /** HTML. */
  feedback: string | null;
}

/** HTML throughout. */
export interface Parts {
  question: string;
  items: Item[];
  ordered: boolean;
  /** Rows of the table, without its head. */
  rows: { text: string; shown: string }[][];
  explanation: string;
}

interface Given {
  attributes: QuizAttributes;
  parts: Parts;
  refuse(en: string, chinese: string): [];
}

/** `null` when something was refused. */
export function buildQuiz(given: Given): Quiz | null {
  const { attributes, parts } = given;
  const { id, vars, drill } = attributes;
  const { items, explanation } = parts;
  const refuse = (en: string, chinese: string): null => {
    given.refuse(en, chinese);
    return null;
  };
  const right = items.filter((item) => item.checked === true).length;
  const base = {
    id,
    question: parts.question,
    explanation,
    variables: vars ?? [],
    shuffle: !('shuffle' in attributes) || attributes.shuffle === 'yes',
    afterStep: drill ? drill : null,
  };

  switch (attributes.kind) {
    case 'choice':
    case 'multiple': {
      if (items.length < 2 || items.some((item) => item.checked === null)) {
        return refuse(
          'Write at least two options, each as "- [ ] wrong" or "- [x] right".',
          '请至少写两个选项，每项写作 "- [ ] 错误" 或 "- [x] 正确"。',
        );
      }
      if (attributes.kind === 'choice' ? right !== 1 : right === 0) {
        return attributes.kind === 'choice'
          ? refuse(
              `A choice has exactly one right option; here ${right} are marked [x]. Use kind=multiple for several.`,
              `单选题只能有一个正确选项；这里标了 ${right} 个 [x]。多个正确选项请用 kind=multiple。`,
            )
          : refuse('Mark at least one option as right with [x].', '请至少用 [x] 标出一个正确选项。');
      }
      const options = items.map((item) => ({
        id: optionId(id, 'option', item.text),
        shown: item.shown,
        name: item.text,
        right: item.checked === true,
        feedback: item.feedback,
      }));
      if (new Set(options.map((option) => option.id)).size < options.length)
        return refuse('Two options have the same text. Change one.', '有两个选项文字相同，请改其中一个。');
      return { ...base, kind: attributes.kind, options };
    }

    case 'number':
    case 'reading': {
      if (attributes.kind === 'number' && right === 0) return refuse(...noRightAnswer);
      if (attributes.kind === 'reading' && right > 0) {
        return refuse(
          'The right answer of kind=reading is what the rig says. List only wrong ones, e.g. "- [ ] `value * 10`".',
          'kind=reading 的正确答案由实训台给出。列表中只写错误答案，例如 "- [ ] `value * 10`"。',
        );
      }
      const { tolerance } = attributes;
      const asked = askedOf(attributes);
      const foreseen = items.map(rangeOf);
      if (attributes.kind === 'number') return { ...base, kind: 'number', foreseen, tolerance, asked };
      const { signal, scale } = attributes;
      return { ...base, kind: 'reading', signal, scale, foreseen, tolerance, asked };
    }

    case 'text':
      if (right === 0) return refuse(...noRightAnswer);
      return {
        ...base,
        kind: attributes.kind,
        foreseen: items.map((item) => ({ value: item.text, right: item.checked === true, feedback: item.feedback })),
      };

    case 'order':
      if (!parts.ordered || items.length < 2) {
        return refuse(
          'Write the items as a numbered list in the right order, at least two.',
          '请按正确顺序写成有序列表，至少两项。',
        );
      }
      return {
        ...base,
        kind: attributes.kind,
        items: items.map(({ text, shown, feedback }) => ({ id: optionId(id, 'order', text), shown, name: text, feedback })),
      };

    case 'match': {
      const { rows } = parts;
      if (rows.length < 2 || rows.some((row) => row.length !== 2 && row.length !== 3)) {
        return refuse(
          'Write the pairs as a table of two columns with at least two rows below its head. A third column is told when that row is matched wrongly.',
          '请把配对写成两列的表格，表头下至少两行。可加第三列，在该行配错时显示。',
        );
      }
      return {
        ...base,
        kind: attributes.kind,
        rows: rows.map(([left, match, feedback]) => ({
          left: { id: optionId(id, 'left', left?.text ?? ''), shown: left?.shown ?? '', name: left?.text ?? '' },
          right: { id: optionId(id, 'right', match?.text ?? ''), name: match?.text ?? '' },
          feedback: feedback && feedback.text !== '' ? `<p>${feedback.shown}</p>` : null,
        })),
      };
    }

    case 'point':
      return buildPoint(given, base, refuse);
  }
}

const noRightAnswer = [
  'Write the right answer below the question as "- [x] answer".',
  '请在题目下面用 "- [x] 答案" 写出正确答案。',
] as const;

function buildPoint(
  { attributes: { id }, parts }: Given,
  base: Pick<Quiz, 'id' | 'question' | 'explanation' | 'variables' | 'shuffle' | 'afterStep'>,
  refuse: (en: string, chinese: string) => null,
): Quiz | null {
  const { items } = parts;
  if (items.length < 2 || items.some(({ checked, code }) => checked === null || code === null || code.value === '')) {
    return refuse(
      'Write the places as a list, each with the id of its part of the drawing and a name that does not give the answer away: "- [x] `lt-201` the circle at the left of the tank".',
      '请把可选位置写成列表，每项为图中元素的 id 加一个不泄露答案的名称："- [x] `lt-201` 储罐左侧的圆圈"。',
    );
  }
  if (items.filter(({ checked }) => checked === true).length !== 1)
    return refuse('Exactly one place is right: mark it with [x].', '只能有一个正确位置：请用 [x] 标出。');
  let { question } = base;
  const options = items.map(({ code, checked, feedback }) => ({
    id: optionId(id, 'region', code?.value ?? ''),
    element: code?.value ?? '',
    name: code?.rest ?? '',
    right: checked === true,
    feedback,
  }));
  for (const option of options) {
    const mark = new RegExp(` id="figure-\\d+-${option.element.replace(/[^\w-]/g, '\\$&')}"`);
    if (!mark.test(question)) {
      return refuse(
        `No drawing of this question has a part with the id \`${option.element}\`. Put the figure into the question, and the id on the part: <g id="${option.element}">.`,
        `本题的图中没有 id 为 \`${option.element}\` 的部分。请把图放在题目里，并在该部分写上 id：<g id="${option.element}">。`,
      );
    }
    question = question.replace(mark, (found) => `${found} data-region="${option.id}"`);
  }
  return { ...base, question, kind: 'point', options };
}

function askedOf({ unit, units, ask }: Pick<Extract<QuizAttributes, { kind: 'number' }>, 'unit' | 'units' | 'ask'>): AskedUnit {
  const accepted = units === undefined ? null : units.split(/[,，]/).map((one) => one.trim());
  return { unit, accepted: accepted?.filter((one) => one !== '') ?? null, mustWrite: ask === 'unit' };
}

/** `500`, `490..510`, `..100`, `raw * 1200 / 27648`. */
function rangeOf({ text, checked, feedback }: Item): ForeseenRange {
  const told = { right: checked === true, feedback };
  const range = /^(.*?)\s*\.\.\s*(.*)$/s.exec(text);
  if (!range) return { ...told, from: text, to: text };
  const [, from = '', to = ''] = range;
  return { ...told, from: from === '' ? null : from, to: to === '' ? null : to };
}
