/** Markdown of a lesson, a reference page or a lab's text to HTML. Raw HTML is refused; every mistake is told at its line. */
import type { Element } from 'hast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { nearestName } from '#sandbox/iec61131/semantics/did-you-mean.ts';
import { t } from '../i18n/site.ts';
import type { PageContext, Solution } from './directives/directive.ts';
import { directives } from './directives/index.ts';
import { figureFile, inlineDrawing, isDrawing } from './figures.ts';
import type { GlossaryEntry } from './glossary.ts';
import { markTerms } from './glossary-terms.ts';
import { type Heading, HeadingIds } from './headings.ts';
import { highlight, highlightedLanguages } from './highlight.ts';
import { type Mention, MentionList } from './mentions.ts';
import { type ContentProblem, ProblemList } from './problem.ts';
import { withQuizzes } from './quiz-html.ts';
import type { Quiz } from './quiz-schema.ts';
import {
  type Directive,
  type ElementContent,
  type HtmlRoot,
  h,
  htmlOf,
  type MarkdownNode,
  type MarkdownRoot,
  raw,
  type ToHtml,
  textOf,
  toHtml,
} from './tree.ts';

export interface MarkdownSource {
  text: string;
  locale: Locale;
  /** As problems name it, relative to the content root. */
  file: string;
  /** Lines of the file before `text`. */
  lineOffset?: number;
  /** The folder that figures stand in, and the address it is served under; without one, figures are refused. */
  figures?: { folder: string; href: string };
  /** Terms to mark, with their definitions; without it, none. */
  glossary?: readonly GlossaryEntry[];
}

export interface RenderedMarkdown {
  /** With every question in its first variant. */
  html: string;
  /** The same with a slot for each question: quiz-html.ts fills it for a reader. */
  template: string;
  headings: Heading[];
  quizzes: Map<string, Quiz>;
  drills: Map<string, Quiz>;
  /** By id, with their text: never for a browser before they open. */
  solutions: Map<string, Solution>;
  /** Ids of steps shown, in order. */
  steps: string[];
  /** Pictures that the text names, there or not, as `figureStamp` knows each. */
  figures: Map<string, string>;
  mentions: Mention[];
  problems: ContentProblem[];
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

/** Renders one page. What is refused is left out of the HTML and told in `problems`. */
export function renderMarkdown(source: MarkdownSource): RenderedMarkdown {
  const problems = new ProblemList(source.file, source.lineOffset ?? 0);
  const page: PageContext = {
    locale: source.locale,
    words: t(source.locale),
    problems,
    mentions: new MentionList(source.lineOffset ?? 0),
    quizzes: new Map(),
    drills: new Map(),
    solutions: new Map(),
    steps: [],
    whenRendered: [],
  };
  const headings: Heading[] = [];
  const ids = new HeadingIds();
  const figures = new Map<string, string>();
  let drawings = 0;
  const drawn: ContentProblem[] = [];

  const figure = (node: Extract<MarkdownNode, { type: 'image' }>): ElementContent[] => {
    const path = source.figures ? figureFile(source.figures.folder, node.url) : null;
    figures.set(node.url, path === null ? 'missing' : 'picture');
    if (source.figures === undefined || path === null) {
      problems.error(
        node,
        `There is no picture "${node.url}" beside this page. Put an SVG, PNG, JPEG or WebP into its folder and name it from there.`,
        `此页所在文件夹中没有图片 "${node.url}"。请把 SVG、PNG、JPEG 或 WebP 放入该文件夹，并按相对路径引用。`,
      );
      return [];
    }
    const description = node.alt ?? '';
    if (description === '') {
      problems.warn(
        node,
        'This picture has no description. Say in the brackets what it shows: ![the motor circuit](circuit.svg).',
        '此图片没有描述。请在方括号中说明内容：![电机电路](circuit.svg)。',
      );
    }
    if (isDrawing(path)) {
      drawings += 1;
      const shownAs = source.file.replace(/[^/]*$/, node.url);
      const drawing = inlineDrawing(path, shownAs, `figure-${drawings}`, description);
      figures.set(node.url, drawing.stamp);
      drawn.push(...drawing.problems.map((problem) => ({ ...problem, severity: 'warning' as const })));
      return [raw(drawing.svg)];
    }
    return [h('img', { src: `${source.figures.href}${node.url}`, alt: description, loading: 'lazy' })];
  };

  const directive = (state: ToHtml, node: Directive): ElementContent[] => {
    const kind = directives[node.name];
    if (node.type === 'textDirective' && !kind?.forms.includes('textDirective'))
      return [{ type: 'text', value: asWritten(node, source.text) }];
    if (kind === undefined || !kind.forms.includes(node.type)) {
      const near = kind ? null : nearestName(node.name, Object.keys(directives));
      const advice = {
        en: near ? `Did you mean ${near}?` : `Known: ${Object.keys(directives).join(', ')}.`,
        zh: near ? `是否想写 ${near}？` : '',
      };
      const colons = node.type === 'containerDirective' ? ':::' : '::';
      problems.error(
        node,
        `There is no directive ${colons}${node.name}. ${advice.en}`,
        `没有指令 ${colons}${node.name}。${advice.zh || `可用：${Object.keys(directives).join('、')}。`}`,
      );
      return [];
    }
    return kind.render(state, node, page);
  };

  const toHtmlTree = unified().use(remarkRehype, {
    handlers: {
      containerDirective: directive,
      leafDirective: directive,
      textDirective: directive,
      html(_state: ToHtml, node: MarkdownNode) {
        // A comment is a note among authors.
        if (/^<!--[\s\S]*-->$/.test(textOf(node).trim())) return undefined;
        problems.error(
          node,
          'HTML is not possible in a lesson. Use Markdown or one of the directives; write < as \\<.',
          '课程中不能使用 HTML。请改用 Markdown 或指令；符号 < 请写成 \\<。',
        );
        return undefined;
      },
      code(_state: ToHtml, node: Extract<MarkdownNode, { type: 'code' }>) {
        const language = node.lang ?? null;
        if (language !== null && !highlightedLanguages.includes(language)) {
          problems.warn(
            node,
            `"${language}" is not a language that can be coloured. Known: ${highlightedLanguages.join(', ')}.`,
            `无法为语言 "${language}" 着色。可用：${highlightedLanguages.join('、')}。`,
          );
        }
        return highlight(node.value, language);
      },
      heading(state: ToHtml, node: Extract<MarkdownNode, { type: 'heading' }>) {
        if (node.depth === 1) {
          problems.error(
            node,
            'The title stands in the frontmatter; headings of the text begin with ##.',
            '标题写在文件头中；正文的标题从 ## 开始。',
          );
        }
        const text = textOf(node);
        const id = ids.idFor(text);
        headings.push({ depth: node.depth, id, text });
        page.mentions.add('heading', node, `${node.depth} ${text}`);
        return h(`h${node.depth}`, { id }, ...htmlOf(state, node.children));
      },
      paragraph(state: ToHtml, node: Extract<MarkdownNode, { type: 'paragraph' }>) {
        const [only] = node.children;
        if (node.children.length === 1 && only?.type === 'image') {
          const picture = figure(only);
          const caption = only.title ? [h('figcaption', {}, only.title)] : [];
          return picture.length === 0 ? undefined : h('figure', {}, ...picture, ...caption);
        }
        return h('p', {}, ...htmlOf(state, node.children));
      },
      image(_state: ToHtml, node: Extract<MarkdownNode, { type: 'image' }>) {
        return figure(node);
      },
      link(state: ToHtml, node: Extract<MarkdownNode, { type: 'link' }>) {
        if (!/^(https?:|mailto:|#|\/(?!\/)|\.\.?\/)/.test(node.url)) {
          problems.error(
            node,
            `"${node.url}" is no address that a lesson may link to. Write https://…, /courses/…, #heading or ../lesson/.`,
            `课程不能链接到 "${node.url}"。请写 https://…、/courses/…、#标题 或 ../lesson/。`,
          );
          return htmlOf(state, node.children);
        }
        page.mentions.add('link', node, node.url);
        const outside = /^https?:/.test(node.url);
        return h('a', { href: node.url, ...(outside ? { rel: ['noopener', 'external'] } : {}) }, ...htmlOf(state, node.children));
      },
      table(state: ToHtml, node: Extract<MarkdownNode, { type: 'table' }>) {
        const cells = (row: (typeof node.children)[number], name: 'th' | 'td'): Element =>
          h(
            'tr',
            {},
            ...row.children.map((cell, index) => {
              const align = node.align?.[index];
              // An empty corner heads nothing.
              const tag = name === 'th' && textOf(cell).trim() === '' ? 'td' : name;
              const properties = { ...(align ? { dataAlign: align } : {}), ...(tag === 'th' ? { scope: 'col' } : {}) };
              return h(tag, properties, ...htmlOf(state, cell.children));
            }),
          );
        const [head, ...rows] = node.children;
        return h(
          'div',
          { className: ['table-frame'], tabIndex: 0, role: 'group', ariaLabel: page.words('table') },
          h(
            'table',
            {},
            h('thead', {}, ...(head ? [cells(head, 'th')] : [])),
            h('tbody', {}, ...rows.map((row) => cells(row, 'td'))),
          ),
        );
      },
    },
  });

  const tree = parser.parse(source.text) as MarkdownRoot;
  const html = toHtmlTree.runSync(tree) as HtmlRoot;
  for (const look of page.whenRendered) look();
  const children = html.children as ElementContent[];
  const { locale, glossary } = source;
  const template = toHtml(glossary ? markTerms(children, { entries: glossary, locale, words: page.words }) : children);
  return {
    html: withQuizzes(template, page.quizzes, page.words),
    template,
    headings,
    quizzes: page.quizzes,
    drills: page.drills,
    solutions: page.solutions,
    steps: page.steps,
    figures,
    mentions: page.mentions.mentions,
    problems: [...problems.problems, ...drawn],
  };
}

/** `x:BOOL` in a sentence is no directive: give back what the author wrote. */
function asWritten(node: Directive, text: string): string {
  const [start, end] = [node.position?.start.offset, node.position?.end.offset];
  return start === undefined || end === undefined ? `:${node.name}` : text.slice(start, end);
}

/** A short text that is no page (the text of a lab's step, a hint, a message) as HTML; what is not allowed in it is left out. */
export function renderText(text: string, locale: Locale): string {
  return renderMarkdown({ text, locale, file: '' }).html;
}
