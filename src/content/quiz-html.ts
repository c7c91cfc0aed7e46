/**
 * A question as a reader meets it, in one variant: the same frame for every kind. It is a plain form, which can be sent as it is (the
 * review page does), and which `mw-quiz` (src/components/quiz-element.ts) brings to life in a lesson.
 */
import type { Words } from '../i18n/site.ts';
import { drawValues, escapeHtml, fill, firstVariant, shuffled } from './questions/variants.ts';
import type { MatchRow, OrderItem, Quiz } from './quiz-schema.ts';
import { type ElementContent, h, raw, toHtml } from './tree.ts';

export interface QuizFrame {
  seed: number;
  words: Words;
  /** The form is sent by itself, with these fields beside the answer. */
  sent?: Readonly<Record<string, string>>;
}

/** @throws ExpressionError when the question cannot be reckoned, which is told when its page is read */
export function quizHtml(quiz: Quiz, { seed, words, sent }: QuizFrame): string {
  const values = drawValues(quiz.variables, seed, quiz.id);
  const html = (template: string): ElementContent => raw(fill(template, values, escapeHtml));
  const text = (template: string): string => fill(template, values, (one) => one);
  const questionId = `quiz-${quiz.id}-question`;
  const element = h(
    'mw-quiz',
    {
      className: ['quiz'],
      id: `quiz-${quiz.id}`,
      dataQuestion: quiz.id,
      dataKind: quiz.kind,
      dataVariant: String(seed),
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
      sent ? { method: 'post' } : {},
      ...Object.entries(sent ?? {}).map(([name, value]) => h('input', { type: 'hidden', name, value })),
      quiz.kind === 'point'
        ? h(
            'mw-quiz-point',
            {},
            h('div', { className: ['quiz-question'], id: questionId }, html(quiz.question)),
            group(questionId, ...formOf(quiz, { seed, words, html, text })),
          )
        : h('div', { className: ['quiz-question'], id: questionId }, html(quiz.question)),
      ...(quiz.kind === 'point' ? [] : [group(questionId, ...formOf(quiz, { seed, words, html, text }))]),
      h('button', { type: 'submit', className: ['button', ...(sent ? [] : ['button-quiet'])] }, words('quiz.answer')),
    ),
    h('div', { className: ['quiz-feedback'], role: 'status' }),
  );
  return toHtml([element]);
}

const group = (labelledBy: string, ...children: ElementContent[]): ElementContent =>
  h('div', { role: 'group', ariaLabelledBy: [labelledBy], className: ['quiz-body'] }, ...children);

interface Form {
  seed: number;
  words: Words;
  html(template: string): ElementContent;
  text(template: string): string;
}

function formOf(quiz: Quiz, form: Form): ElementContent[] {
  switch (quiz.kind) {
    case 'choice':
    case 'multiple': {
      const options = quiz.shuffle ? shuffled(quiz.options, form.seed, `${quiz.id} options`) : quiz.options;
      const type = quiz.kind === 'choice' ? 'radio' : 'checkbox';
      return [
        optionList(
          'quiz-options',
          type,
          options.map(({ id, shown }) => ({ id, shown: form.html(shown) })),
        ),
      ];
    }
    case 'point':
      return [
        h('p', { className: ['quiz-how'] }, form.words('quiz.point-how')),
        optionList(
          'quiz-options quiz-regions',
          'radio',
          quiz.options.map(({ id, name }, index) => ({
            id,
            shown: raw(escapeHtml(name === '' ? form.words('quiz.region', { number: index + 1 }) : form.text(name))),
          })),
        ),
      ];
    case 'number':
    case 'text':
    case 'reading':
      return [field(quiz, form)];
    case 'order':
      return [orderForm(quiz.id, quiz.items, form)];
    case 'match':
      return matchForm(quiz.id, quiz.rows, form);
  }
}

function optionList(name: string, type: 'radio' | 'checkbox', options: { id: string; shown: ElementContent }[]): ElementContent {
  return h(
    'ul',
    { className: name.split(' ') },
    ...options.map(({ id, shown }) =>
      h('li', {}, h('label', {}, h('input', { type, name: 'answer', value: id }), h('span', {}, shown))),
    ),
  );
}

function field(quiz: Quiz & { kind: 'number' | 'text' | 'reading' }, { words }: Form): ElementContent {
  const numeric = quiz.kind !== 'text';
  const unit = numeric && !quiz.asked.mustWrite ? quiz.asked.unit : '';
  const label = numeric && quiz.asked.mustWrite ? words('quiz.your-answer-unit') : words('quiz.your-answer');
  return h(
    'p',
    { className: ['quiz-line'] },
    h('input', {
      type: 'text',
      name: 'answer',
      className: ['quiz-field'],
      autoComplete: 'off',
      spellCheck: 'false',
      ariaLabel: unit === '' ? label : `${label} (${unit})`,
      // A keyboard of figures has no letters for the unit.
      ...(numeric && unit === '' && !quiz.asked.mustWrite ? { inputMode: 'decimal' } : {}),
      ...(numeric && quiz.asked.mustWrite ? { placeholder: words('quiz.with-unit') } : {}),
    }),
    ...(unit === '' ? [] : [h('span', { className: ['unit'] }, unit)]),
  );
}

/** Never in the right order, which would be no question. */
function orderForm(id: string, items: readonly OrderItem[], { seed, words, html, text }: Form): ElementContent {
  const byId = items.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const rows = shuffled(byId, seed, `${id} order`);
  const [first] = rows;
  if (first && rows.every((row, index) => row === items[index])) rows.push(...rows.splice(0, 1));
  return h(
    'mw-quiz-order',
    {},
    h(
      'ol',
      { className: ['quiz-order'] },
      ...rows.map((row, index) =>
        h(
          'li',
          { dataId: row.id },
          h('input', {
            type: 'number',
            name: `place:${row.id}`,
            className: ['quiz-place'],
            min: 1,
            max: rows.length,
            value: String(index + 1),
            ariaLabel: words('quiz.place', { item: text(row.name) }),
          }),
          h('span', { className: ['quiz-order-text'] }, html(row.shown)),
          h('button', { type: 'button', dataMove: 'up', ariaLabel: words('quiz.up', { item: text(row.name) }) }, '↑'),
          h('button', { type: 'button', dataMove: 'down', ariaLabel: words('quiz.down', { item: text(row.name) }) }, '↓'),
        ),
      ),
    ),
  );
}

function matchForm(id: string, rows: readonly MatchRow[], { seed, words, html, text }: Form): ElementContent[] {
  const choices = [...new Map(rows.map(({ right }) => [right.id, text(right.name)]))];
  const sorted = shuffled(
    choices.toSorted(([one], [other]) => (one < other ? -1 : 1)),
    seed,
    `${id} match`,
  );
  const lefts = seed === firstVariant ? rows : shuffled(rows, seed, `${id} rows`);
  return [
    h(
      'ul',
      { className: ['quiz-match'] },
      ...lefts.map(({ left }) =>
        h(
          'li',
          {},
          h('span', {}, html(left.shown)),
          h(
            'select',
            { name: `pair:${left.id}`, dataLeft: left.id, ariaLabel: text(left.name) },
            h('option', { value: '' }, words('quiz.choose')),
            ...sorted.map(([value, name]) => h('option', { value }, name)),
          ),
        ),
      ),
    ),
    // Paper cannot unfold a list.
    h('ul', { className: ['print-only', 'quiz-choices'] }, ...sorted.map(([, name]) => h('li', {}, name))),
  ];
}

/** Where a question stands in a page that is not of one variant yet. */
export const quizSlot = (id: string): string => `\uE002${id}\uE003`;

/** The page with each question in the variant of its seed; of questions without one the first. */
export function withQuizzes(
  template: string,
  quizzes: ReadonlyMap<string, Quiz>,
  words: Words,
  seeds: Readonly<Record<string, number>> = {},
): string {
  return template.replace(/\uE002([^\uE003]*)\uE003/g, (_, id: string) => {
    const quiz = quizzes.get(id);
    return quiz ? quizHtml(quiz, { seed: seeds[id] ?? firstVariant, words }) : '';
  });
}

/** The answer that a plain form carries; `null` when it is empty or not whole. */
export function answerOfForm(quiz: Quiz, fields: URLSearchParams): string | string[] | null {
  switch (quiz.kind) {
    case 'multiple': {
      const chosen = fields.getAll('answer');
      return chosen.length > 0 ? chosen : null;
    }
    case 'order': {
      const places = quiz.items.map(({ id }) => ({ id, place: Number(fields.get(`place:${id}`) ?? Number.NaN) }));
      return places.every(({ place }) => Number.isFinite(place))
        ? places.toSorted((one, other) => one.place - other.place).map(({ id }) => id)
        : null;
    }
    case 'match': {
      const pairs = quiz.rows.map(({ left }) => ({ left: left.id, right: fields.get(`pair:${left.id}`) ?? '' }));
      return pairs.every(({ right }) => right !== '') ? pairs.map(({ left, right }) => `${left}:${right}`) : null;
    }
    default: {
      const text = (fields.get('answer') ?? '').trim();
      return text === '' ? null : text;
    }
  }
}

/** What is asked, without the form. */
export function questionHtml(quiz: Quiz, seed: number): string {
  return fill(quiz.question, drawValues(quiz.variables, seed, quiz.id), escapeHtml);
}
