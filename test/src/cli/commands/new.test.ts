/** `millwright new`: what it writes works as it stands, and nothing that exists is touched. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { loadCourses } from '#content/lessons.ts';
import { proveLab } from '#sandbox/grading/prove.ts';
import { loadLab } from '#sandbox/lab/load.ts';

const door = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'cli', 'main.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millwright-new-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

function create(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [door, 'new', ...words, '--in', folder], {
    encoding: 'utf8',
    env: { ...process.env, MILLWRIGHT_CONTENT: '' },
  });
  return { code: status, out: stdout, err: stderr };
}

/** Lines of the commands that it says to run next. */
const next = (out: string): string[] => out.split('Next:\n')[1]?.trim().split('\n') ?? [];

describe('a new lab', () => {
  it('proves itself as it stands: start, two solutions, two wrong answers, both texts, nothing to lint', () => {
    const { code, out } = create('lab', 'fan-run-on', '--title', 'Let the fan run on', '--title-zh', '风机延时停机');
    expect(code).toBe(0);
    expect(next(out)).toHaveLength(3);
    const { lab, problems } = loadLab(join(folder, 'labs', 'fan-run-on'));
    expect(problems).toEqual([]);
    expect(lab?.text.en.title).toBe('Let the fan run on');
    expect(lab?.text['zh-CN'].title).toBe('风机延时停机');
    expect([Object.keys(lab!.solutions).length, Object.keys(lab!.wrong).length]).toEqual([2, 2]);
    expect(proveLab(lab!).filter(({ ok, detail }) => !ok || detail !== null)).toEqual([]);
  });

  it('gets an id of its own', () => {
    create('lab', 'one');
    create('lab', 'two');
    const [one, two] = ['one', 'two'].map((slug) => loadLab(join(folder, 'labs', slug)).lab?.definition.id);
    expect(one).toMatch(/^[0-9a-f-]{36}$/);
    expect(one).not.toBe(two);
  });

  it('is refused where something stands, and touches nothing of it', () => {
    mkdirSync(join(folder, 'labs', 'mine'), { recursive: true });
    writeFileSync(join(folder, 'labs', 'mine', 'lab.yaml'), 'mine');
    const { code, err } = create('lab', 'mine');
    expect(code).toBe(2);
    expect(err).toContain('exists already, and nothing in it was touched');
    expect(readFileSync(join(folder, 'labs', 'mine', 'lab.yaml'), 'utf8')).toBe('mine');
  });

  it('does not replace a built-in lab by accident', () => {
    expect(create('lab', 'motor-seal-in').err).toContain('There is a lab motor-seal-in already');
  });
});

describe('a new course and its lessons', () => {
  const library = () => loadCourses([join(folder, 'content')]);

  it('load without a problem in both languages, whatever stands in the title', () => {
    expect(create('course', 'boilers', '--title', 'Boilers: "hot" #1', '--title-zh', '锅炉：“热”').code).toBe(0);
    expect(create('lesson', 'ignite', '--course', 'boilers', '--lab', 'motor-seal-in').code).toBe(0);
    const { courses, problems } = library();
    expect(problems).toEqual([]);
    expect(courses[0]?.title).toEqual({ en: 'Boilers: "hot" #1', 'zh-CN': '锅炉：“热”' });
    const lessons = courses[0]!.lessons;
    expect(lessons.map(({ slug, number, pages }) => [slug, number, pages.en?.lab, pages['zh-CN']?.quizzes.size])).toEqual([
      ['introduction', 1, undefined, 1],
      ['ignite', 2, 'motor-seal-in', 1],
    ]);
  });

  it('are refused with a way out: no course, a misspelt course or lab, a slug that is taken', () => {
    create('course', 'boilers');
    expect(create('lesson', 'ignite').err).toContain('add --course with one of');
    expect(create('lesson', 'ignite', '--course', 'boiler').err).toContain('Did you mean boilers?');
    expect(create('lesson', 'ignite', '--course', 'boilers', '--lab', 'motor-seal-inn').err).toContain(
      'Did you mean motor-seal-in?',
    );
    create('lesson', 'ignite', '--course', 'boilers');
    expect(create('lesson', 'ignite', '--course', 'boilers').err).toContain('has a lesson ignite already');
    expect(library().courses[0]?.lessons).toHaveLength(2);
  });
});

it('asks for a kind and a slug', () => {
  expect(create().err).toContain('needs lab, lesson or course');
  expect(create('lab').err).toContain('needs a slug');
  expect(create('lab', 'Not A Slug').err).toContain('is no slug');
});
