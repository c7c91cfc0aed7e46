import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answersShown } from '../../../src/content/answers-shown.ts';
import { figureFile, inlineDrawing } from '../../../src/content/figures.ts';
import { courseMistakes, findLesson, isReading, loadCourses, mistakesIn, pageFor } from '../../../src/content/lessons.ts';
import { judgeAnswer } from '../../../src/content/quiz.ts';
import { optionId } from '../../../src/content/quiz-kinds.ts';
import { contentRoots } from '../../../src/content/roots.ts';
import { findSolution } from '../../../src/content/solutions.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'millwright-content-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
const course = `id: 5f5f1d0e-1b58-4a35-8f0a-0a8a7cb0f3d1
order: 1
title: { en: C, zh-CN: 课 }
summary: { en: S, zh-CN: 要 }
`;
const lesson = (title: string, body = 'Text.') => `---\ntitle: ${title}\nsummary: S\nminutes: 5\n---\n${body}\n`;

describe('the library', () => {
  it('reports a bad lesson at its line, and serves the others', () => {
    write('c/course.yaml', course);
    write('c/01-good/index.en.md', lesson('Good'));
    write(
      'c/02-bad/index.en.md',
      '---\ntitle: Bad\nsummary: S\nminutes: ten\nlabb: x\n---\nText.\n\n:::quiz{id=q kind=chioce}\n:::\n',
    );
    const { courses, problems } = loadCourses([root]);
    const lessons = courses[0]?.lessons ?? [];
    expect(lessons.map((one) => [one.slug, pageFor(one, 'en')?.title ?? null])).toEqual([
      ['good', 'Good'],
      ['bad', null],
    ]);
    expect(problems.map(({ file, line, severity }) => `${file}:${line} ${severity}`).sort()).toEqual([
      'c/02-bad/index.en.md:4 error',
      'c/02-bad/index.en.md:5 error',
      'c/02-bad/index.en.md:9 error',
    ]);
    const minutes = problems.find((problem) => problem.line === 4);
    expect(minutes?.message.en).toContain('`minutes` should be a number');
    expect(minutes?.message['zh-CN']).toContain('`minutes`');
  });

  it('tells a page with a mistake from one that is not translated, though both show the other language', () => {
    write('c/course.yaml', course);
    write('c/01-a/index.en.md', '---\ntitle: A\nsummary: S\nminutes: ten\n---\nText.\n');
    write('c/01-a/index.zh-CN.md', lesson('一'));
    write('c/02-b/index.en.md', lesson('B'));
    const [broken, untranslated] = loadCourses([root]).courses[0]?.lessons ?? [];
    expect(pageFor(broken!, 'en')?.locale).toBe('zh-CN');
    expect(mistakesIn(broken!.problems, 'en')).toMatchObject([{ file: 'c/01-a/index.en.md', line: 4 }]);
    expect(mistakesIn(broken!.problems, 'zh-CN')).toEqual([]);
    expect(pageFor(untranslated!, 'zh-CN')?.locale).toBe('en');
    expect(mistakesIn(untranslated!.problems, 'zh-CN')).toEqual([]);
  });

  it('says why a course is missing', () => {
    write('c/course.yaml', course);
    write('d/course.yaml', 'order: 1\ntitle: [\n');
    const { courses, problems } = loadCourses([root]);
    expect(courses.map(({ slug }) => slug)).toEqual(['c']);
    expect(courseMistakes(problems).map(({ file }) => file)).toContain('d/course.yaml');
  });

  it('shows a save on the next call', () => {
    write('c/course.yaml', course);
    const file = write('c/01-a/index.en.md', lesson('Before'));
    const title = () => loadCourses([root]).courses[0]?.lessons[0]?.pages.en?.title;
    expect(title()).toBe('Before');
    writeFileSync(file, lesson('Afterw'));
    utimesSync(file, new Date(), new Date(Date.now() + 5_000));
    expect(title()).toBe('Afterw');
  });

  it('shows the other language when a page is not translated', () => {
    write('c/course.yaml', course);
    write('c/01-a/index.zh-CN.md', lesson('一'));
    const found = findLesson(loadCourses([root]), 'c', 'a');
    expect(found && pageFor(found.lesson, 'en')).toMatchObject({ locale: 'zh-CN', title: '一' });
  });

  it('warns its author when the languages ask different questions', () => {
    const quiz = (kind: string, id: string) => `:::quiz{id=${id} kind=${kind}}\nQ\n\n- [x] 1\n- [ ] 2\n  > No.\n:::`;
    write('c/course.yaml', course);
    write('c/01-a/index.en.md', lesson('A', `${quiz('choice', 'same')}\n\n${quiz('choice', 'only-here')}`));
    write('c/01-a/index.zh-CN.md', lesson('一', quiz('number', 'same')));
    expect(loadCourses([root]).problems.map((problem) => [problem.severity, problem.message.en])).toEqual([
      ['warning', 'The quiz "same" is a choice here and a number in the other language. Make both the same.'],
      ['warning', 'The quiz "only-here" stands only in the other language. Add it here.'],
    ]);
  });

  it('lets a later root put its course over the built-in one', () => {
    write('one/c/course.yaml', course);
    write('two/c/course.yaml', course.replace('en: C', 'en: Ours'));
    expect(loadCourses([join(root, 'one'), join(root, 'two')]).courses.map((one) => one.title.en)).toEqual(['Ours']);
  });

  it('judges an answer from a page, in the language of its text', async () => {
    write('c/course.yaml', course);
    write('c/01-a/index.en.md', lesson('A', ':::quiz{id=q kind=choice}\nQ\n\n- [x] yes\n- [ ] no\n:::'));
    const given = { course: 'c', lesson: 'a', question: 'q', answer: optionId('q', 'option', 'yes'), locale: 'zh-CN' as const };
    const asking = { seed: 0, readSignal: () => Promise.reject(new Error('no rig')) };
    expect((await judgeAnswer(given, asking, [root]))?.correct).toBe(true);
    expect((await judgeAnswer({ ...given, answer: optionId('q', 'option', 'no') }, asking, [root]))?.correct).toBe(false);
    expect(await judgeAnswer({ ...given, question: 'other' }, asking, [root])).toBeNull();
    expect(await judgeAnswer({ ...given, lesson: '../a' }, asking, [root])).toBeNull();
  });

  it('finds a solution for the server, with links into the language of its reader', () => {
    write('c/course.yaml', course);
    const text = ':::solution{check=hold}\nAs [there](/reference/language/).\n:::';
    write('c/01-a/index.en.md', lesson('A', text).replace('minutes: 5', 'minutes: 5\nlab: motor-seal-in'));
    const asked = { course: 'c', lesson: 'a', solution: 'step-hold', locale: 'zh-CN' as const };
    expect(findSolution(asked, [root])).toMatchObject({
      opens: { after: 'step', step: 'hold' },
      lab: 'motor-seal-in',
      html: expect.stringContaining('href="/zh-cn/reference/language/"'),
    });
    expect(findSolution({ ...asked, solution: 'step-other' }, [root])).toBeNull();
  });

  it('refuses a solution that waits for a step where no lab is', () => {
    write('c/course.yaml', course);
    write('c/01-a/index.en.md', lesson('A', ':::solution{check=hold}\nx\n:::'));
    const { courses, problems } = loadCourses([root]);
    expect(problems.map(({ severity, message }) => [severity, message.en.slice(0, 40)])).toEqual([
      ['error', 'A solution waits for the step "hold", bu'],
    ]);
    expect(courses[0]?.lessons[0]?.pages.en).toBeUndefined();
  });

  it('knows a lesson that only its reader can say is done', () => {
    write('c/course.yaml', course);
    write('c/01-a/index.en.md', lesson('A'));
    write('c/02-b/index.en.md', lesson('B', ':::quiz{id=q kind=choice}\nQ\n\n- [x] yes\n- [ ] no\n:::'));
    write('c/03-c/index.en.md', lesson('C').replace('minutes: 5', 'minutes: 5\nlab: motor-seal-in'));
    expect(['a', 'b', 'c', 'd'].map((one) => isReading({ course: 'c', lesson: one }, [root]))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  describe('shows an answer again', () => {
    const ask = (kind: string, en: string, zh: string) => {
      write('c/course.yaml', course);
      write('c/01-a/index.en.md', lesson('A', `:::quiz{id=q kind=${kind}}\nQ\n\n${en}\n:::`));
      write('c/01-a/index.zh-CN.md', lesson('一', `:::quiz{id=q kind=${kind}}\n问\n\n${zh}\n:::`));
      const { courses, problems } = loadCourses([root]);
      expect(problems).toEqual([]);
      const [made] = courses[0]!.lessons;
      return (locale: 'en' | 'zh-CN', answer: unknown, correct = false) =>
        answersShown(made!, made!.pages[locale]!, {
          q: { answer, correct, seed: 0, reading: null },
          'not-asked-any-more': { answer: 'x', correct, seed: 0, reading: null },
        });
    };
    const id = (part: string, text: string) => optionId('q', part, text);

    it('with what was said to it, in either language', () => {
      const shown = ask('choice', '- [ ] no\n  > Look again.\n- [x] yes', '- [ ] 否\n  > 再看看。\n- [x] 是');
      const no = id('option', 'no');
      expect(shown('en', no)).toEqual({ q: { answer: no, correct: false, feedback: '<p>Look again.</p>' } });
      expect(shown('zh-CN', no)).toEqual({ q: { answer: id('option', '否'), correct: false, feedback: '<p>再看看。</p>' } });
    });

    it('also when it is an order or a match', () => {
      const order = ask('order', '1. read\n2. run\n3. write', '1. 读\n2. 算\n3. 写');
      const given = ['run', 'read', 'write'].map((text) => id('order', text));
      expect(order('zh-CN', given).q).toMatchObject({
        answer: ['算', '读', '写'].map((text) => id('order', text)),
        correct: false,
      });
      const match = ask(
        'match',
        '| a | b |\n|-|-|\n| NO | open |\n| NC | closed |',
        '| 甲 | 乙 |\n|-|-|\n| 常开 | 断 |\n| 常闭 | 通 |',
      );
      const pairs = [`${id('left', 'NO')}:${id('right', 'open')}`, `${id('left', 'NC')}:${id('right', 'closed')}`];
      expect(match('zh-CN', pairs).q).toMatchObject({
        answer: [`${id('left', '常开')}:${id('right', '断')}`, `${id('left', '常闭')}:${id('right', '通')}`],
        correct: true,
      });
      expect(match('en', pairs).q).toMatchObject({ answer: pairs, correct: true });
    });

    it('but only its verdict when the question was changed since', () => {
      const shown = ask('choice', '- [ ] no\n  > No.\n- [x] yes', '- [ ] 否\n  > 否。\n- [x] 是');
      expect(shown('en', id('option', 'perhaps'), true)).toEqual({ q: { answer: null, correct: true, feedback: '' } });
      expect(shown('en', { not: 'an answer' })).toEqual({ q: { answer: null, correct: false, feedback: '' } });
    });
  });

  it('finds nothing wrong with the courses that Millwright brings along', () => {
    expect(loadCourses(contentRoots()).problems).toEqual([]);
  });
});

describe('figures', () => {
  it('are only pictures of the lesson itself', () => {
    const folder = join(root, 'c/01-a');
    const drawing = write('c/01-a/a.svg', '<svg/>');
    write('c/01-a/index.en.md', 'x');
    write('c/01-a/.hidden.svg', '<svg/>');
    write('secret.svg', '<svg/>');
    symlinkSync(join(root, 'secret.svg'), join(folder, 'link.svg'));
    expect(figureFile(folder, 'a.svg')).toBe(drawing);
    for (const name of [
      '../../secret.svg',
      'sub/../../../secret.svg',
      join(root, 'secret.svg'),
      'link.svg',
      '.hidden.svg',
      'index.en.md',
      'missing.svg',
      'a.svg\0.png',
      '..\\..\\secret.svg',
      '',
    ]) {
      expect([name, figureFile(folder, name)]).toEqual([name, null]);
    }
  });

  it('a missing picture is an error at its line', () => {
    write('c/course.yaml', course);
    write('c/01-a/index.en.md', lesson('A', 'One.\n\n![x](../../secret.svg)'));
    const { problems } = loadCourses([root]);
    expect(problems.map((problem) => [problem.line, problem.severity])).toEqual([[8, 'error']]);
  });

  it('drawings carry no scripts, and ids of their own', () => {
    const file = write(
      'a.svg',
      '<svg viewBox="0 0 9 9" onload="x()"><script>x()</script><g id="m"/><use href="#m"/><path clip-path="url(#m)" d="M0 0"/><use href="https://x.example/a.svg#b"/></svg>',
    );
    const { svg, problems } = inlineDrawing(file, 'a.svg', 'figure-1', 'a "motor" <b>');
    expect(svg).not.toMatch(/script|onload|x\.example/);
    expect(svg).toContain('id="figure-1-m"');
    expect(svg).toContain('href="#figure-1-m"');
    expect(svg).toContain('url(#figure-1-m)');
    expect(svg).toContain('role="img" aria-label="a &quot;motor&quot; &lt;b&gt;"');
    expect(problems).toHaveLength(3);
  });
});
