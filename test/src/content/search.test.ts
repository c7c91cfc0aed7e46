import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentRoots } from '../../../src/content/roots.ts';
import { mostResults, search } from '../../../src/content/search/search.ts';
import { sectionsOf } from '../../../src/content/search/sections.ts';
import { mark, snippet } from '../../../src/content/search/snippet.ts';
import { fold, indexedWords, verbatimParts, wantedWords } from '../../../src/content/search/words.ts';

const plain = (pieces: readonly string[]): string => pieces.join('');
const hits = (pieces: readonly string[]): string[] => pieces.filter((_, index) => index % 2 === 1);

describe('words', () => {
  it('are folded: case, accents, full width, dashes', () => {
    expect(fold('  ÜBERLAST  Ｆ２ 4～20 4–20 mA')).toBe('uberlast f2 4-20 4-20 ma');
  });

  it('of Chinese are those of a dictionary, and their characters', () => {
    expect(indexedWords('扫描周期', 'zh-CN')).toEqual(['扫描', '扫', '描', '周期', '周', '期']);
  });

  it('of programs stay whole, and are found by their parts', () => {
    expect(indexedWords('%IX0.0 R_TRIG plc.Start', 'en')).toEqual(
      expect.arrayContaining(['ix0.0', 'r_trig', 'trig', 'plc.start', 'start']),
    );
    expect(indexedWords('Lamp := Button;', 'en')).toContain(':=');
  });

  it.each([
    ['how do I stop the motor', 'en', ['stop', 'motor']],
    ['the', 'en', ['the']],
    ['NOT a AND b', 'en', ['not', 'and', 'b']],
    ['电动机怎么停', 'zh-CN', ['电动机', '停']],
    ['🙂 … ??', 'en', []],
  ] as const)('that a query wants: %s', (query, locale, wanted) => {
    expect(wantedWords(query, locale)).toEqual(wanted);
  });

  it('know the parts that a good hit has as they are', () => {
    expect(verbatimParts('%IX0.0 lamp 16#FF 急停按钮 seal-in')).toEqual(['%ix0.0', '16#ff', '急停按钮', 'seal-in']);
  });
});

describe('sections', () => {
  it('begin with headings, and leave out questions, drawings, closed parts and values', () => {
    const html =
      '<p>One<strong>two</strong></p><svg><text>drawn</text></svg><h2 id="a">A <code>b</code></h2><p>three</p><ul><li>four</li><li>five</li></ul>' +
      '<mw-quiz><p>wrong<input>option</p></mw-quiz><details><summary>s</summary>hint<br></details><h3 id="c">C</h3><p>six</p>' +
      '<div class="definitions"><p>seven</p></div><h2 id="d">Empty</h2>';
    expect(sectionsOf(html)).toEqual([
      { anchor: null, heading: '', text: 'Onetwo' },
      { anchor: 'a', heading: 'A b', text: 'three four five' },
      { anchor: 'c', heading: 'C', text: 'six' },
    ]);
  });
});

describe('a snippet', () => {
  const wanted = (...words: string[]) => ({ words: new Set(words), runs: [] });

  it('marks the words found, wherever they stand', () => {
    expect(mark('The scan begins; scans end.', 'en', wanted('scan', 'scans'))).toEqual([
      'The ',
      'scan',
      ' begins; ',
      'scans',
      ' end.',
    ]);
    expect(mark('Nothing.', 'en', wanted('scan'))).toEqual(['Nothing.']);
  });

  it('is cut around the place with most different words, between words', () => {
    const text = `${'far away lamp. '.repeat(30)}The overload relay trips. ${'And so on. '.repeat(30)}`;
    const pieces = snippet(text, 'en', wanted('lamp', 'overload', 'relay'));
    expect(hits(pieces)).toEqual(expect.arrayContaining(['overload', 'relay']));
    expect(plain(pieces).length).toBeLessThan(200);
    expect(plain(pieces)).toMatch(/^… \S.*\S …$/);
  });

  it('marks a run of Chinese characters as it stands, not its characters elsewhere', () => {
    const pieces = mark('按下急停。电动机停住，不急。', 'zh-CN', { words: new Set(['急', '停', '急停']), runs: ['急停'] });
    expect(hits(pieces)).toEqual(['急停']);
  });

  it('tears no pair of surrogates', () => {
    const text = '𠮷'.repeat(400);
    const pieces = snippet(`${text}急停${text}`, 'zh-CN', { words: new Set(), runs: ['急停'] });
    expect(plain(pieces).isWellFormed()).toBe(true);
    expect(hits(pieces)).toEqual(['急停']);
  });
});

describe('the search in our own content', () => {
  it.each([
    ['scan cycle', '/glossary/#scan-cycle'],
    ['TON', '/glossary/#on-delay-timer'],
    ['ST1001', '/reference/messages-st1/#st1001'],
    ['st6101', '/reference/messages-st6/#st6101'],
    ['%IX0.0', '/courses/first-scan/the-scan-cycle/#names-for-terminals'],
    ['plc.Motor', '/reference/checks/#expressions'],
    ['16#FF', '/reference/language/#types'],
    ['overlod relay', '/glossary/#thermal-overload'],
    ['PT-102', '/courses/reading-the-machine/letters-on-the-drawing/'],
    ['emergency st', '/glossary/#emergency-stop'],
    ['two pumps that take', '/courses/first-scan/two-pumps/'],
    ['how do I stop the motor safely', '/courses/first-scan/keep-it-running/#the-emergency-stop-is-not-yours'],
    ['扫描周期', '/glossary/#scan-cycle'],
  ])('%s leads first to %s', (query, href) => {
    expect(search(contentRoots(), 'en', query)[0]?.href).toBe(href);
  });

  it.each([
    ['扫描周期', '/glossary/#scan-cycle'],
    ['急停', '/glossary/#emergency-stop'],
    ['先进先出', `/courses/first-scan/parcels-on-a-belt/#${encodeURIComponent('补全-同时好几个')}`],
    ['油雾器怎样工作', `/courses/reading-the-machine/find-the-leak/#${encodeURIComponent('油雾器怎样工作')}`],
    ['4~20 mA', '/glossary/#current-loop'],
    ['滞环', '/glossary/#hysteresis'],
    ['ST1001', '/reference/messages-st1/#st1001'],
    ['ｔｏｎ', '/glossary/#on-delay-timer'],
    ['两个开关', '/courses/first-scan/two-switches/'],
    ['电动机过热怎么办', '/glossary/#thermal-overload'],
  ])('%s 首先指向 %s', (query, href) => {
    expect(search(contentRoots(), 'zh-CN', query)[0]?.href).toBe(href);
  });

  it('finds a word by its beginning, and with one wrong letter', () => {
    const titles = (query: string): string[] => search(contentRoots(), 'en', query).map(({ title }) => plain(title));
    expect(titles('hyster')).toContain('hysteresis');
    expect(titles('hysterisis')).toContain('hysteresis');
    expect(titles('contactr')).toContain('contactor');
  });

  it('says where a hit stands and shows why it is one', () => {
    const [first] = search(contentRoots(), 'en', 'shaft is held');
    expect(first?.place).toEqual(['First scan', 'Keep it running']);
    expect(plain(first?.title ?? [])).toBe('Too hot');
    expect(hits(first?.snippet ?? [])).toEqual(expect.arrayContaining(['shaft', 'held']));
  });

  it('gives no more than it says, and no page more than three times', () => {
    const found = search(contentRoots(), 'en', 'program', 1000);
    expect(found.length).toBe(mostResults);
    const pages = found.filter(({ kind }) => kind !== 'glossary').map(({ href }) => href.split('#')[0]);
    for (const page of new Set(pages)) expect(pages.filter((one) => one === page).length).toBeLessThanOrEqual(3);
    expect(search(contentRoots(), 'en', 'program', 5)).toHaveLength(5);
  });

  it('shows no solution, and none of the options of a question', () => {
    expect(
      search(contentRoots(), 'en', '"(Start OR Motor) AND Stop AND EStop AND Overload"')[0]?.snippet.join('') ?? '',
    ).not.toContain('EStop AND Overload');
    expect(
      search(contentRoots(), 'en', 'It blinks: off and on again in each scan').map((one) => one.snippet.join('')),
    ).not.toContainEqual(expect.stringContaining('blinks'));
  });

  it.each([
    '',
    ' ',
    '🙂🙂',
    '\u202Eمرحبا بالعالم',
    'x'.repeat(300),
    '%',
    '\u0000',
    '((((',
    '"; DROP',
    '𠮷'.repeat(100),
    '\uD83D',
  ])('takes whatever is typed: %j', (query) => {
    for (const locale of ['en', 'zh-CN'] as const) {
      for (const { title, snippet: shown } of search(contentRoots(), locale, query)) {
        expect(plain([...title, ...shown]).isWellFormed()).toBe(true);
      }
    }
  });
});

describe('the index', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'millwright-search-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  let saves = 0;
  /** Each save a second after the one before, whatever the file system's clock says. */
  const write = (path: string, text: string): void => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    saves += 1;
    utimesSync(file, 1_000_000 + saves, 1_000_000 + saves);
  };
  const lesson = (title: string, body: string): string => `---\ntitle: ${title}\nsummary: S\nminutes: 5\n---\n${body}\n`;
  const hrefs = (query: string): string[] => search([root], 'en', query).map(({ href }) => href);

  it('follows what is saved, added, renamed and removed', () => {
    const course = (title: string): string =>
      `id: 5f5f1d0e-1b58-4a35-8f0a-0a8a7cb0f3d1\norder: 1\ntitle: { en: ${title}, zh-CN: 课 }\nsummary: { en: S, zh-CN: 要 }\n`;
    write('c/course.yaml', course('Press'));
    write('c/01-a/index.en.md', lesson('Alpha', 'The quokka.'));
    expect(hrefs('quokka')).toEqual(['/courses/c/a/']);

    write('c/01-a/index.en.md', lesson('Alpha', 'The wombat.'));
    expect([hrefs('quokka'), hrefs('wombat')]).toEqual([[], ['/courses/c/a/']]);

    write('c/02-b/index.en.md', lesson('Beta', '## Wombat\n\nToo.'));
    expect(hrefs('wombat')).toEqual(expect.arrayContaining(['/courses/c/a/', '/courses/c/b/#wombat']));

    write('c/course.yaml', course('Lathe'));
    expect(search([root], 'en', 'wombat').map(({ place }) => place[0])).toEqual(['Lathe', 'Lathe']);

    rmSync(join(root, 'c/02-b'), { recursive: true });
    expect(hrefs('wombat')).toEqual(['/courses/c/a/']);

    write('glossary.yaml', '- id: wombat\n  en: { term: wombat, text: A word. }\n  zh-CN: { term: 袋熊, text: 一个词。 }\n');
    expect(hrefs('wombat')[0]).toBe('/glossary/#wombat');
    expect(search([root], 'zh-CN', 'wombat').map(({ href }) => href)).toEqual(['/glossary/#wombat']);
  });

  it('ranks title over heading over text', () => {
    write(
      'c/course.yaml',
      'id: 5f5f1d0e-1b58-4a35-8f0a-0a8a7cb0f3d2\norder: 1\ntitle: { en: C, zh-CN: 课 }\nsummary: { en: S, zh-CN: 要 }\n',
    );
    write('c/01-text/index.en.md', lesson('One', 'A numbat here.'));
    write('c/02-heading/index.en.md', lesson('Two', '## The numbat\n\nWords to read.'));
    write('c/03-title/index.en.md', lesson('The numbat of all', 'Words to read.'));
    expect(hrefs('numbat')).toEqual(['/courses/c/title/', '/courses/c/heading/#the-numbat', '/courses/c/text/']);
  });
});
