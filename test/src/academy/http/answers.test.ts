/** Answers over HTTP, with real questions: whose variant, what the rig says, what returns for review. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerResponse, problem, reviewedResponse, reviewResponse } from '#academy/api.ts';
import { variantOf } from '#academy/progress/variants.ts';
import { daysAfter } from '#academy/review/schedule.ts';
import type { Services } from '#academy/services.ts';
import { judgeAnswer, questionsOfLessons } from '#content/quiz.ts';
import { academyFor, dataFolder, libraryWith, motorLab, RecordingHost } from '../academy-fixture.ts';
import { Browser, siteFor, type TestSite } from '../site-fixture.ts';

const lab = motorLab();
const text = `---
title: T
summary: S
minutes: 1
lab: ${lab.slug}
---

:::quiz{id=v kind=number tolerance=0.1 vars="a = 2..900"}
Twice {a}?

- [x] \`a * 2\`
:::

:::quiz{id=live kind=reading signal=plant.Speed tolerance=1}
What is it?
:::
`;

let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let site: TestSite;
let browser: Browser;
let now = new Date();
beforeEach(async () => {
  folder = dataFolder();
  now = new Date();
  const content = join(folder.dir, 'content');
  mkdirSync(join(content, 'c', '01-l'), { recursive: true });
  writeFileSync(
    join(content, 'c', 'course.yaml'),
    'id: 0b7f6d0e-6d0e-4c0b-9a52-0d9b3f3c2a79\norder: 1\ntitle: { en: C, zh-CN: 课 }\nsummary: { en: S, zh-CN: 简 }\n',
  );
  writeFileSync(join(content, 'c', '01-l', 'index.en.md'), text);
  host = new RecordingHost();
  const library = {
    ...libraryWith(lab),
    judgeAnswer: (given: Parameters<typeof judgeAnswer>[0], asking: Parameters<typeof judgeAnswer>[1]) =>
      judgeAnswer(given, asking, [content]),
    lessonQuestions: () => questionsOfLessons([content]),
  };
  academy = await academyFor(folder.dir, host, lab, { library: () => library, now: () => now });
  site = await siteFor(academy);
  browser = new Browser(site);
  await browser.send('POST', '/api/guest');
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

const place = { course: 'c', lesson: 'l', locale: 'en' } as const;
const give = (question: string, answer: string | number, more: object = {}) =>
  browser.send('POST', '/api/answers', { ...place, question, answer, ...more });
const memberId = async (): Promise<string> =>
  (await academy.database.selectFrom('member').select('id').executeTakeFirstOrThrow()).id;
/** What `a` is in a variant: asked of the judge, as the page would be. */
async function aOf(seed: number): Promise<number> {
  for (let a = 2; a <= 900; a += 1) {
    const judged = await judgeAnswer({ ...place, question: 'v', answer: a * 2 }, { seed, readSignal: () => Promise.resolve(0) }, [
      join(folder.dir, 'content'),
    ]);
    if (judged?.correct) return a;
  }
  throw new Error('no answer is right');
}

describe('an answer', () => {
  test('is judged in the member’s own variant, and kept with its seed', async () => {
    const seed = variantOf(await memberId(), { ...place, question: 'v' });
    expect(seed).toBeGreaterThan(0);
    const a = await aOf(seed);
    const answer = answerResponse.parse(await (await give('v', a * 2, { variant: seed, took: 1_500 })).json());
    expect(answer.correct).toBe(true);
    const rows = await academy.database.selectFrom('answer').selectAll().execute();
    expect(rows.map((row) => [row.seed, row.outcome, row.reading, row.took_ms])).toEqual([[seed, 'correct', null, 1_500]]);
  });

  test('to a variant with numbers of one’s choice is refused; to the first only until one has answered', async () => {
    const foreign = await give('v', 4, { variant: 12_345 });
    expect([foreign.status, problem.parse(await foreign.json()).code]).toEqual([409, 'other-variant']);
    // The page was opened before there was a session.
    expect(answerResponse.parse(await (await give('v', 4, { variant: 0 })).json()).correct).toBe(true);
    expect((await give('v', 4, { variant: 0 })).status).toBe(200);
    expect(await academy.database.selectFrom('answer').selectAll().execute()).toHaveLength(2);
  });

  test('to a live question is compared with the rig’s own word, which is kept; without a rig it is no attempt', async () => {
    const asleep = await give('live', 99);
    expect([asleep.status, problem.parse(await asleep.json()).code]).toEqual([409, 'rig-not-running']);
    expect(await academy.database.selectFrom('answer').selectAll().execute()).toEqual([]);
    host.reading = { value: 99.5, tick: 7 };
    expect(answerResponse.parse(await (await give('live', 99)).json()).correct).toBe(true);
    expect(answerResponse.parse(await (await give('live', 90)).json())).toMatchObject({ correct: false });
    const rig = await academy.database.selectFrom('rig').select('id').executeTakeFirstOrThrow();
    expect(host.read.at(-1)).toEqual({ rig: rig.id, name: 'plant.Speed' });
    const kept = await academy.database.selectFrom('answer').select('reading').execute();
    expect(kept.map(({ reading }) => reading)).toEqual(['99.5', '99.5']);
  });
});

describe('review over HTTP', () => {
  const review = async () => reviewResponse.parse(await (await browser.send('GET', '/api/review')).json());
  const today = () => now.toISOString().slice(0, 10);

  test('brings the question back in another variant, once, and says when it returns', async () => {
    const seed = variantOf(await memberId(), { ...place, question: 'v' });
    await give('v', (await aOf(seed)) * 2);
    expect(await review()).toMatchObject({ due: [], next: { on: daysAfter(today(), 2), count: 1 } });
    now = new Date(now.getTime() + 2 * 86_400_000);
    expect((await review()).due).toEqual([{ course: 'c', lesson: 'l', question: 'v', times: 0 }]);
    const again = variantOf(await memberId(), { ...place, question: 'v' }, 1);
    expect(again).not.toBe(seed);
    const answer = { ...place, question: 'v', times: 0, answer: (await aOf(again)) * 2 };
    const reviewed = reviewedResponse.parse(await (await browser.send('POST', '/api/review', answer)).json());
    expect(reviewed).toMatchObject({ correct: true, returnsOn: daysAfter(today(), 7) });
    const twice = await browser.send('POST', '/api/review', answer);
    expect([twice.status, problem.parse(await twice.json()).code]).toEqual([409, 'not-due']);
    expect(await academy.database.selectFrom('answer').selectAll().execute(), 'the record is the lesson’s').toHaveLength(1);
  });

  test('never asks for a live signal, and is nobody’s without a session', async () => {
    host.reading = { value: 1, tick: 1 };
    await give('live', 1);
    now = new Date(now.getTime() + 9 * 86_400_000);
    expect((await review()).due).toEqual([]);
    const stranger = new Browser(site);
    expect((await stranger.send('GET', '/api/review')).status).toBe(401);
  });
});
