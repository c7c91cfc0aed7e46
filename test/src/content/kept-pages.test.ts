import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GlossaryEntry } from '../../../src/content/glossary.ts';
import { readKeptPage, writtenPage } from '../../../src/content/kept-page.ts';
import { keepPages, keptPage, renderPage } from '../../../src/content/kept-pages.ts';
import { type MarkdownSource, renderMarkdown } from '../../../src/content/markdown.ts';

let home = '';
let shelf = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'millwright-kept-'));
  shelf = join(home, 'rendered');
  keep();
});
afterEach(() => {
  keepPages(null);
  rmSync(home, { recursive: true, force: true });
});

const keep = (more: Partial<Parameters<typeof keepPages>[0] & object> = {}): void =>
  keepPages({ read: [shelf], write: shelf, version: 'one', ...more });

const drawing = (width: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="a" width="${width}" height="1"/></svg>`;
const relay: GlossaryEntry = { id: 'relay', see: [], hover: true, en: { term: 'relay', text: 'A switch.', also: [] } };
const source = (more: Partial<MarkdownSource> = {}): MarkdownSource => ({
  text: 'A relay.\n\n![A part](a.svg)\n',
  locale: 'en',
  file: 'c/01-a/index.en.md',
  lineOffset: 4,
  figures: { folder: home, href: '/figures/c/a/' },
  glossary: [relay],
  ...more,
});
const draw = (width: number): void => writeFileSync(join(home, 'a.svg'), drawing(width));
const kept = (): string[] => readdirSync(shelf).sort();
const onlyFile = (): string => join(shelf, kept()[0]!);

const page = renderMarkdown({ text: '', locale: 'en', file: '' });
/** Whether a page made `from` this had to be rendered. */
function isRendered(from: object = { text: 'a' }): boolean {
  let rendered = false;
  keptPage(from, null, () => {
    rendered = true;
    return page;
  });
  return rendered;
}

const withHash = (body: string): string => `${createHash('sha256').update(body).digest('hex')}\n${body}`;

/** Everything that a page may hold. */
const rich = `## Heading

See [the lesson](/courses/first-scan/) and :signal{name=plant.Speed}.

:::step[Try]{check=seal-in}
Do.
:::

:::quiz{id=a kind=choice}
Which?

- [ ] This.
  > No.
- [x] That.

> Because.
:::

:::quiz{id=b kind=multiple shuffle=no}
Which?

- [x] This.
- [x] That.
:::

:::quiz{id=c kind=number vars="raw = 2..8 step 2; pump = M-101 | P-201; mm := raw * 2" tolerance="2%" unit=mm units="cm, m"}
{raw} of {pump}?

- [x] \`mm\`
- [ ] \`..3\`
  > Low.
:::

:::quiz{id=d kind=text}
Name it.

- [x] relay
:::

:::quiz{id=e kind=order}
Order.

1. First
2. Second
:::

:::quiz{id=f kind=match}
Match.

| a | b | c |
|---|---|---|
| one | two | wrong |
| three | four | |
:::

:::quiz{id=g kind=point}
![The part](a.svg)

- [x] \`a\` the part
- [ ] \`b\` the other
:::

:::quiz{id=h kind=reading signal=plant.Level unit=mm tolerance=5}
How much?
:::

:::quiz{id=i kind=choice drill=seal-in}
Later?

- [ ] This.
- [x] That.
:::

:::solution[One]{check=seal-in}
\`\`\`st
A := B;
\`\`\`
:::

:::solution{question=a}
Text.
:::

::nonsense

\`\`\`cobol
x
\`\`\`
`;

describe('a page that is kept', () => {
  it('is the page that was rendered, with everything a page may hold', () => {
    writeFileSync(join(home, 'a.svg'), drawing(1).replace('</svg>', '<rect id="b"/></svg>'));
    const from = source({ text: rich });
    const rendered = renderMarkdown(from);
    expect([...rendered.quizzes.values(), ...rendered.drills.values()].map(({ kind }) => kind)).toEqual(
      ['choice', 'multiple', 'number', 'text', 'order', 'match', 'point', 'reading', 'choice'], // all, and a drill
    );
    expect([rendered.solutions.size, rendered.steps.length, rendered.figures.size, rendered.headings.length]).toEqual([
      2, 1, 1, 1,
    ]);
    expect(new Set(rendered.problems.map(({ severity }) => severity))).toEqual(new Set(['error', 'warning']));
    expect(renderPage(from)).toEqual(rendered);
    expect(readKeptPage(kept()[0]!, readFileSync(onlyFile(), 'utf8'))).toEqual(rendered);
    expect(renderPage(from)).toEqual(rendered);
    expect(kept()).toHaveLength(1);
  });

  it('is rendered once, and found by another process of the same version', () => {
    expect([isRendered(), isRendered()]).toEqual([true, false]);
    keep();
    expect(isRendered()).toBe(false);
    keep({ version: 'two' });
    expect(isRendered()).toBe(true);
  });

  it('is rendered anew after every change of what it is made from', () => {
    draw(1);
    renderPage(source());
    const words = relay.en!;
    const { figures: _figures, ...withoutFigures } = source();
    const { glossary: _glossary, ...withoutGlossary } = source();
    const changed: Record<string, MarkdownSource> = {
      text: source({ text: 'A relay!\n\n![A part](a.svg)\n' }),
      locale: source({ locale: 'zh-CN' }),
      file: source({ file: 'c/01-b/index.en.md' }),
      lineOffset: source({ lineOffset: 5 }),
      href: source({ figures: { folder: home, href: '/figures/c/b/' } }),
      'no figures': withoutFigures,
      'no glossary': withoutGlossary,
      'an empty glossary': source({ glossary: [] }),
      'a definition': source({ glossary: [{ ...relay, en: { ...words, text: 'A contact.' } }] }),
      'another form': source({ glossary: [{ ...relay, en: { ...words, also: ['relays'] } }] }),
      'a translation': source({ glossary: [{ ...relay, 'zh-CN': { ...words, term: '继电器' } }] }),
      'a term not marked': source({ glossary: [{ ...relay, hover: false }] }),
      'one term more': source({ glossary: [relay, { ...relay, id: 'other', en: { ...words, term: 'coil' } }] }),
    };
    for (const [what, from] of Object.entries(changed)) {
      const count = kept().length;
      expect(renderPage(from), what).toEqual(renderMarkdown(from));
      expect([what, kept().length]).toEqual([what, count + 1]);
    }
  });

  it('is never one of another source, whatever the sources', () => {
    const sources = fc.record({
      text: fc.string(),
      locale: fc.constantFrom('en', 'zh-CN'),
      file: fc.string(),
      lineOffset: fc.nat(3),
      glossary: fc.string(),
    });
    fc.assert(
      fc.property(sources, sources, (one, other) => {
        keptPage(one, null, () => ({ ...page, html: JSON.stringify(one) }));
        expect(keptPage(other, null, () => ({ ...page, html: JSON.stringify(other) })).html).toBe(JSON.stringify(other));
      }),
    );
  });

  it('follows its pictures: redrawn, gone, there again', () => {
    draw(1);
    const htmlNow = (): string => {
      const shown = renderPage(source());
      expect(shown).toEqual(renderMarkdown(source()));
      return shown.html;
    };
    const thin = htmlNow();
    draw(2);
    const thick = htmlNow();
    expect(thick).not.toBe(thin);
    rmSync(join(home, 'a.svg'));
    expect(htmlNow()).not.toContain('<svg');
    draw(2);
    expect(htmlNow()).toBe(thick);
  });

  it.each<[string, (text: string) => string]>([
    ['torn', (text) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['changed', (text) => text.replace('relay', 'delay')],
    ['of another page', () => writtenPage('another', page)],
    ['of another shape, though whole', (text) => withHash(text.split('\n')[1]!.replace('"html"', '"text"'))],
    ['no JSON, though whole', () => withHash('<html>')],
  ])('that is %s is rendered anew, and mended', (_what, spoil) => {
    draw(1);
    const right = renderPage(source());
    const file = onlyFile();
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, spoil(whole));
    expect(renderPage(source())).toEqual(right);
    expect(readFileSync(file, 'utf8')).toBe(whole);
  });

  it('is not asked for where nothing is kept, and rendered where it cannot be written, which is told once', () => {
    keepPages(null);
    expect([isRendered(), isRendered()]).toEqual([true, true]);
    expect(kept()).toEqual([]);

    writeFileSync(join(home, 'file'), '');
    const told: unknown[] = [];
    keepPages({ read: [], write: join(home, 'file', 'rendered'), version: 'one', failed: (error) => told.push(error) });
    expect([isRendered(), isRendered()]).toEqual([true, true]);
    expect(told).toHaveLength(1);
  });

  it('is taken from the build, and only what is not there is written into the data folder', () => {
    draw(1);
    renderPage(source());
    const own = join(home, 'own');
    keep({ read: [shelf, own], write: own });
    renderPage(source());
    expect(readdirSync(own)).toEqual([]);
    renderPage(source({ text: 'Own.' }));
    expect([readdirSync(own).length, kept().length]).toEqual([1, 1]);
  });

  it('goes when there is no room left, the one longest not used first; what an interrupted write left goes after a day', () => {
    mkdirSync(shelf, { recursive: true });
    const at = (name: string, hoursAgo: number, bytes = 400): void => {
      const path = join(shelf, name);
      writeFileSync(path, 'x'.repeat(bytes));
      utimesSync(path, Date.now() / 1_000 - hoursAgo * 3_600, Date.now() / 1_000 - hoursAgo * 3_600);
    };
    for (const [name, hours] of [
      ['a', 40],
      ['b', 10],
      ['c', 30],
    ] as const)
      at(name, hours);
    at('d.part', 30, 10);
    at('e.part', 1, 10);
    keep({ most: 10_000 });
    expect(kept()).toEqual(['a', 'b', 'c', 'e.part']);
    keep({ most: 1_000 });
    expect(kept()).toEqual(['b', 'e.part']);
    // And while pages are written.
    keep({ most: 5_000 });
    for (let page = 0; page < 40; page++) renderPage(source({ text: `Page ${page}.` }));
    expect(kept().reduce((sum, name) => sum + statSync(join(shelf, name)).size, 0)).toBeLessThan(6_000);
  });

  it('that is used stays: its age is counted from its last use', () => {
    draw(1);
    renderPage(source());
    const old = Date.now() / 1_000 - 3 * 86_400;
    utimesSync(onlyFile(), old, old);
    renderPage(source());
    expect(statSync(onlyFile()).mtimeMs).toBeGreaterThan(Date.now() - 3_600_000);
  });
});
