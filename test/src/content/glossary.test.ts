import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Locale } from '../../../sandbox/iec61131/diagnostics.ts';
import { type GlossaryEntry, loadGlossary } from '../../../src/content/glossary.ts';
import { glossaryByLetter } from '../../../src/content/glossary-order.ts';
import { renderMarkdown } from '../../../src/content/markdown.ts';
import { contentRoots } from '../../../src/content/roots.ts';

describe('our own glossary', () => {
  const { entries, problems } = loadGlossary(contentRoots());

  it('is complete in both languages, with nothing to tell', () => {
    expect(problems).toEqual([]);
    expect(entries.length).toBeGreaterThan(90);
    expect(entries.filter((entry) => !entry.en || !entry['zh-CN']).map(({ id }) => id)).toEqual([]);
  });

  it('writes Chinese as Chinese: full-width punctuation, a space beside Latin', () => {
    for (const { 'zh-CN': words } of entries) {
      expect(words?.text).not.toMatch(/\p{Script=Han}[,;:()]|[,;()]\p{Script=Han}/u);
      expect(words?.text).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
      expect(words?.text).toMatch(/。$/);
    }
  });

  it('stands in the order of a dictionary', () => {
    const letters = (locale: Locale): string[] => glossaryByLetter(entries, locale).map(({ letter }) => letter);
    expect(letters('en')).toEqual([...letters('en')].sort());
    expect(letters('zh-CN')).toEqual([...letters('zh-CN')].sort());
    const chinese = new Map(
      glossaryByLetter(entries, 'zh-CN').flatMap(({ letter, terms }) => terms.map(({ words }) => [words.term, letter])),
    );
    for (const [term, letter] of [
      ['按钮', 'A'],
      ['编码器', 'B'],
      ['传感器', undefined],
      ['扫描周期', 'S'],
      ['自锁', 'Z'],
      ['强制', 'Q'],
      ['顶针', 'D'],
      ['看门狗', 'K'],
      ['GRAFCET', 'G'],
      ['4～20 mA 信号', '#'],
    ] as const) {
      expect([term, chinese.get(term)]).toEqual([term, letter]);
    }
  });
});

describe('a glossary', () => {
  let roots: string[] = [];
  beforeEach(() => {
    const base = mkdtempSync(join(tmpdir(), 'millwright-glossary-'));
    roots = [join(base, 'a'), join(base, 'b')];
    for (const root of roots) mkdirSync(root);
  });
  afterEach(() => {
    for (const root of roots) rmSync(join(root, '..'), { recursive: true, force: true });
  });
  const write = (root: number, text: string): void => writeFileSync(join(roots[root]!, 'glossary.yaml'), text);
  const told = (): string[] =>
    loadGlossary(roots)
      .problems.map(({ line, severity, message }) => `${line} ${severity} ${message.en}`)
      .sort();

  it('tells what is not translated, what is named twice, what is not there to see', () => {
    write(
      0,
      `- id: seal-in
  see: [interlok]
  en: { term: seal-in, text: One. }
- id: interlock
  en: { term: interlock, also: [seal-in], text: Two. }
  zh-CN: { term: 互锁, text: 二。 }
`,
    );
    expect(told()).toEqual([
      '1 warning The term "seal-in" is not there in Chinese: its readers see the other language. Write it.',
      '2 error There is no term "interlok" to see. Did you mean "interlock"?',
      '3 warning "seal-in" belongs to the term "interlock" too, so a lesson cannot know which is meant. Keep it at one of them.',
    ]);
    expect(loadGlossary(roots).entries).toHaveLength(2);
  });

  it('serves the others when one entry has a mistake', () => {
    write(
      0,
      '- id: Bad Name\n  en: { term: x, text: y }\n- id: good\n  en: { term: g, text: h }\n  zh-CN: { term: 好, text: 好。 }\n',
    );
    const { entries, problems } = loadGlossary(roots);
    expect(entries.map(({ id }) => id)).toEqual(['good']);
    expect(problems).toMatchObject([{ line: 1, severity: 'error' }]);
  });

  it('takes a term from the last root that has it, and is the same as long as nothing changes', () => {
    const entry = (text: string): string => `- id: x\n  en: { term: x, text: ${text} }\n  zh-CN: { term: x, text: ${text} }\n`;
    write(0, `${entry('built-in')}- id: y\n  en: { term: y, text: y }\n  zh-CN: { term: y, text: y }\n`);
    write(1, entry('ours'));
    const first = loadGlossary(roots);
    expect(first.entries.map(({ en }) => en?.text)).toEqual(['ours', 'y']);
    expect(loadGlossary(roots).entries).toBe(first.entries);
    write(1, entry('changed'));
    expect(loadGlossary(roots).entries[0]?.en?.text).toBe('changed');
  });

  it('of nobody is empty', () => {
    expect(loadGlossary(roots)).toEqual({ entries: [], problems: [] });
  });
});

describe('terms in a lesson', () => {
  const words = (term: string, ...also: string[]) => ({ term, text: `What ${term} is.`, also });
  const entry = (id: string, en: ReturnType<typeof words>, chinese: ReturnType<typeof words>, hover = true): GlossaryEntry => ({
    id,
    see: [],
    hover,
    en,
    'zh-CN': chinese,
  });
  const glossary = [
    entry('plc', words('programmable logic controller', 'PLC'), words('可编程逻辑控制器', 'PLC')),
    entry('relay', words('relay'), words('继电器')),
    entry('overload', words('overload relay'), words('热继电器')),
    entry('switch', words('level switch'), words('液位开关')),
    entry('edge', words('rising edge', 'R_TRIG'), words('上升沿')),
    entry('check', words('check'), words('检查项'), false),
  ];
  const render = (text: string, locale: Locale = 'en'): string => renderMarkdown({ text, locale, file: 'x.md', glossary }).html;
  const marked = (text: string, locale: Locale = 'en'): string[] =>
    [...render(text, locale).matchAll(/<a class="term"[^>]*data-term="([^"]+)"[^>]*>([^<]*)<\/a>/g)].map(
      ([, id, shown]) => `${id}: ${shown}`,
    );

  it('are marked once in each section, the longest first', () => {
    expect(marked('An overload relay, a relay, a relay.\n\n## Next\n\nThe *Overload Relays*.')).toEqual([
      'overload: overload relay',
      'relay: relay',
      'overload: Overload Relays',
    ]);
  });

  it('are whole words and their plurals; capitals mean capitals', () => {
    expect(marked('Two level switches, PLCs. Relaying the plc. relay-board PLC.Start x_R_TRIG')).toEqual([
      'switch: level switches',
      'plc: PLCs',
    ]);
  });

  it('in Chinese need no blanks', () => {
    expect(marked('所以热继电器和继电器接到PLC，在上升沿动作。', 'zh-CN')).toEqual([
      'overload: 热继电器',
      'relay: 继电器',
      'plc: PLC',
      'edge: 上升沿',
    ]);
  });

  it('are left alone in headings, links, program text, questions, drawings and titles', () => {
    const text = `## The relay

[relay](/courses/) \`relay\`

\`\`\`st
relay := TRUE; // relay
\`\`\`

:::step[The relay]{check=a}
Nothing.
:::

:::quiz{id=q kind=choice}
Which relay?

- [x] The relay
- [ ] No relay
:::
`;
    expect(marked(text)).toEqual([]);
    expect(marked('A check of the work.')).toEqual([]);
  });

  it('bring their definitions along, each once, with the other language', () => {
    const html = render('A relay.\n\n## B\n\nA relay, and <!-- note --> more.');
    expect(html.match(/class="definition"/g)).toHaveLength(1);
    expect(html).toContain('aria-describedby="definition-relay-text"');
    expect(html).toContain('<p id="definition-relay-text">What relay is.</p>');
    expect(html).toContain('<span lang="zh-CN">继电器</span>');
    expect(html).toContain('href="/glossary/#relay"');
  });

  it('change nothing where there is none', () => {
    expect(render('Plain words.')).toBe('<p>Plain words.</p>');
  });
});
