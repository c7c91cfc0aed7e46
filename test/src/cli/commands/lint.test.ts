/** `millwright lint`: one mistake at a time in an author's folder made of the skeletons. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lintAll } from '../../../../src/cli/lint-all.ts';
import { root as clone } from '../../../../src/cli/root.ts';
import { writeSkeleton } from '../../../../src/cli/skeleton.ts';

const door = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'cli', 'main.ts');
const lesson = 'content/fans/01-run-on';
const second = 'content/fans/02-later';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'millwright-lint-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const titles = { titleQuoted: '"Fans"', titleZhQuoted: '"风机"' };
  writeSkeleton('course', join(root, 'content', 'fans'), { ...titles, uuid: crypto.randomUUID(), order: '1' });
  writeSkeleton('lesson', join(root, lesson), { ...titles, labLine: 'lab: run-on\n' });
  writeSkeleton('lesson', join(root, second), { ...titles, labLine: 'lab: later\n' });
  for (const slug of ['run-on', 'later']) {
    const values = { uuid: crypto.randomUUID(), schema: 'lab.schema.json', title: slug, titleZh: '延时' };
    writeSkeleton('lab', join(root, 'labs', slug), values);
  }
});

/** Replaces what must be there; returns its line. */
function edit(file: string, from: string, to: string): number {
  const text = readFileSync(join(root, file), 'utf8');
  const at = text.indexOf(from);
  if (at < 0) throw new Error(`${file} has no ${from}`);
  writeFileSync(
    join(root, file),
    text.replace(from, () => to),
  );
  return text.slice(0, at).split('\n').length;
}

/** What it finds below `paths`, files from the root on; every message in Chinese, too. */
const findings = (...paths: string[]): string[] =>
  lintAll(
    [root],
    (paths.length === 0 ? [lesson, second, 'content', 'labs'] : paths).map((path) => join(root, path)),
  ).map(({ file, line, severity, message }) => {
    expect(message['zh-CN']).toMatch(/[一-鿿]/);
    return `${relative(root, file)}:${line} ${severity} ${message.en}`;
  });

it('finds nothing in what `millwright new` wrote', () => {
  expect(findings()).toEqual([]);
});

it('finds nothing in what this academy comes with', () => {
  const found = lintAll([clone], [join(clone, 'content')]);
  expect(found.map(({ file, line, message }) => `${file}:${line} ${message.en}`)).toEqual([]);
});

describe('each mistake, at its line', () => {
  const inText = 'Begin with something';
  const mistakes: [what: string, file: string, from: string, to: string, sentence: string][] = [
    ['a key the schema does not know', `${lesson}/index.en.md`, 'minutes: 15', 'minuets: 15', 'There is no key `minuets`'],
    [
      'a lab that is not there',
      `${lesson}/index.en.md`,
      'lab: run-on',
      'lab: run-onn',
      'There is no lab `run-onn`. Did you mean `run-on`?',
    ],
    [
      'a link to no page',
      `${lesson}/index.en.md`,
      inText,
      '[x](../latr/) y',
      'The link leads to /courses/fans/latr/, where there is no page. Did you mean /courses/fans/later/?',
    ],
    [
      'a link to no heading',
      `${lesson}/index.en.md`,
      inText,
      '[x](../later/#what-hapens) y',
      'has no heading #what-hapens in this language. Did you mean #what-happens?',
    ],
    ['a picture that is not there', `${lesson}/index.en.md`, inText, '![x](fan.svg)\n', 'There is no picture "fan.svg"'],
    [
      'a step the lab has not',
      `${lesson}/index.en.md`,
      inText,
      ':::step[x]{check=run-off}\nx\n:::\n',
      'has no step `run-off`. Did you mean `run-on`?',
    ],
    [
      'a signal the lab has not',
      `${lesson}/index.en.md`,
      inText,
      '::signal{name=plc.Fann}\n',
      'has no signal `plc.Fann`. Did you mean `plc.Fan`?',
    ],
    [
      'a heading of one language only',
      `${lesson}/index.zh-CN.md`,
      '## 发生了什么',
      '### 发生了什么',
      'Here should come the heading of level 2 that is “What happens”',
    ],
    [
      'a misspelt signal of a drawing',
      'labs/run-on/scene.svg',
      'plant.Button',
      'plant.Buton',
      'There is no signal `plant.Buton`. Did you mean `plant.Button`?',
    ],
    [
      'a word of one language only',
      'labs/run-on/text.zh-CN.md',
      '- never-stops:',
      '- neverstops:',
      '`- neverstops` belongs to nothing in lab.yaml. Did you mean `never-stops`?',
    ],
    [
      'a prerequisite that is taught later',
      'labs/run-on/lab.yaml',
      'rig:',
      'prerequisites: [later]\nrig:',
      '`later` is to be done first, but it is taught only later: in fans/later, and this lab in fans/run-on.',
    ],
    [
      'a prerequisite that is no lab',
      'labs/later/lab.yaml',
      'rig:',
      'prerequisites: [run-onn]\nrig:',
      'There is no lab `run-onn`. Did you mean `run-on`?',
    ],
  ];
  it.each(mistakes)('%s', (_what, file, from, to, sentence) => {
    const line = edit(file, from, to);
    expect(findings()).toContainEqual(expect.stringMatching(new RegExp(`^${file}:${line} error `)));
    expect(findings().find((finding) => finding.startsWith(`${file}:${line} error `))).toContain(sentence);
  });

  it('a prerequisite that is taught before is none', () => {
    edit('labs/later/lab.yaml', 'rig:', 'prerequisites: [run-on]\nrig:');
    expect(findings()).toEqual([]);
  });

  it('options in another order than the English ones', () => {
    const question = (right: string, wrong: string) => `:::quiz{id=which kind=choice}\n?\n\n${right}\n${wrong}\n:::\n\n`;
    edit(`${lesson}/index.en.md`, inText, `${question('- [x] a', '- [ ] b\n  > Look again.')}${inText}`);
    const line = edit(`${lesson}/index.zh-CN.md`, '从读者', `${question('- [ ] 乙\n  > 再看一遍。', '- [x] 甲')}从读者`);
    expect(findings()).toEqual([
      expect.stringContaining(
        `${lesson}/index.zh-CN.md:${line} error The question "which" differs from the English one: [ ] [x] here, [x] [ ] there.`,
      ),
    ]);
  });

  it('a lesson in one language, and an active lab that no lesson has, are warnings', () => {
    rmSync(join(root, second, 'index.zh-CN.md'));
    edit(`${second}/index.en.md`, 'lab: later\n', '');
    const line = edit('labs/later/lab.yaml', 'status: draft', 'status: active');
    expect(findings()).toEqual([
      expect.stringContaining(`${second}/index.zh-CN.md:1 warning This page is not there in Chinese`),
      expect.stringContaining(`labs/later/lab.yaml:${line} warning No lesson has this lab beside it`),
    ]);
  });
});

it('looks only at what is named: a lab, a file of it, a lesson', () => {
  edit('labs/run-on/scene.svg', 'plant.Button', 'plant.Buton');
  edit(`${lesson}/index.en.md`, 'Begin', '[x](/nowhere/) Begin');
  expect(findings('labs/later')).toEqual([]);
  expect(findings('labs/run-on/text.en.md')).toHaveLength(1);
  expect(findings(lesson)).toHaveLength(1);
  expect(findings()).toHaveLength(2);
});

describe('at the prompt', () => {
  function lint(...words: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [door, 'lint', ...words], {
      encoding: 'utf8',
      cwd: root,
      env: { ...process.env, MILLWRIGHT_CONTENT: '', LC_ALL: '', LANG: 'C' },
    });
    return { code: status, out: stdout, err: stderr };
  }

  it('ends with 0 when all is well, 1 with an error, 2 when there is no such path', () => {
    expect(lint(lesson)).toMatchObject({ code: 0, out: '0 errors, 0 warnings\n' });
    const line = edit(`${lesson}/index.en.md`, 'Begin', '[x](/nowhere/) Begin');
    const told = lint(lesson);
    expect(told.code).toBe(1);
    expect(told.out).toContain(`${lesson}/index.en.md:${line}:1: error: The link leads to /nowhere/, where there is no page.`);
    expect(told.out).not.toContain('See /reference/');
    expect(lint('labs/nothing')).toMatchObject({ code: 2, err: expect.stringContaining('There is no labs/nothing.') });
  });

  it('answers in one JSON object, and in Chinese when asked', () => {
    edit(`${lesson}/index.en.md`, 'Begin', '[x](/nowhere/) Begin');
    const answer = JSON.parse(lint(lesson, '--json').out) as { ok: boolean; findings: { file: string; line: number }[] };
    expect(answer).toMatchObject({ ok: false, findings: [{ file: `${lesson}/index.en.md`, severity: 'error' }] });
    expect(lint(lesson, '--lang', 'zh-CN').out).toContain('链接指向 /nowhere/，那里没有页面。');
  });

  it('says where the reference explains a key', () => {
    edit('labs/run-on/lab.yaml', 'hints:', 'hint:');
    expect(lint('labs/run-on').out).toContain(' See /reference/lab-format/#steps-hints\n');
    expect(lint('labs/run-on', '--lang', 'zh-CN').out).toContain('参见 /zh-cn/reference/lab-format/#steps-hints\n');
  });
});
