import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkResponse, hintResponse, problem, saved, searchResponse, workState } from '#academy/api.ts';
import { lessonState } from '#academy/progress/progress.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, motorLab, RecordingHost, verdict } from './academy-fixture.ts';
import { Browser, siteFor, type TestSite } from './site-fixture.ts';

const lab = motorLab();
const work = `/api/work/${lab.slug}`;
const first = lab.definition.steps[0]!.id;
const main = { controller: 'plc', name: 'main.st' };
const programs = (text: string) => ({ programs: { plc: [{ name: 'main.st', text }] } });

let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let site: TestSite;
let browser: Browser;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  academy = await academyFor(folder.dir, host, lab);
  site = await siteFor(academy);
  browser = new Browser(site);
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

async function refusal(response: Response): Promise<[number, string]> {
  const told = problem.parse(await response.json());
  expect(told.message.en.length).toBeGreaterThan(20);
  expect(told.message['zh-CN'].length).toBeGreaterThan(8);
  return [response.status, told.code];
}

describe('a guest', () => {
  test('is made by POST /api/guest, once', async () => {
    const made = await browser.send('POST', '/api/guest');
    expect(made.status).toBe(204);
    expect(made.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/);
    const cookie = browser.cookie;
    expect((await browser.send('POST', '/api/guest')).status).toBe(204);
    expect(browser.cookie).toBe(cookie);
    expect(await academy.database.selectFrom('member').selectAll().execute()).toHaveLength(1);
  });

  test('with a cookie that is not ours is nobody, and gets a session of their own', async () => {
    browser.cookie = 'millwright.session_token=forged.c2lnbmF0dXJl';
    expect(await refusal(await browser.send('GET', work))).toEqual([401, 'no-session']);
    await browser.send('POST', '/api/guest');
    expect((await browser.send('GET', work)).status).toBe(200);
  });

  test('finds the work again after a restart of the server', async () => {
    await browser.send('POST', '/api/guest');
    await browser.send('PUT', `${work}/file`, { ...main, text: 'typed before the restart', base: 0 });
    const before = workState.parse(await (await browser.send('GET', work)).json());
    await site.close();
    await academy.database.destroy();
    academy = await academyFor(folder.dir, host, lab);
    site = await siteFor(academy);
    const again = new Browser(site);
    again.cookie = browser.cookie;
    expect(workState.parse(await (await again.send('GET', work)).json())).toEqual(before);
    expect(before.files.plc?.[0]).toEqual({ name: 'main.st', text: 'typed before the restart', revision: 1 });
    expect(before.guest).toBe(true);
  });
});

test('a page that breaks half-way is told as our failure, and not sent as half a page', async () => {
  await site.close();
  academy.log.error = () => {};
  site = await siteFor(academy, {
    page: () =>
      new Response(
        new ReadableStream({
          start: (stream) => stream.enqueue(new TextEncoder().encode('<!doctype html><p>the first half')),
          pull: (stream) => stream.error(new Error('a component broke')),
        }),
        { headers: { 'content-type': 'text/html' } },
      ),
  });
  const answer = await new Browser(site).send('GET', '/courses/');
  expect(answer.status).toBe(500);
  const told = await answer.text();
  expect(told).toContain('Something broke on our side');
  expect(told).not.toContain('the first half');
});

test.each(['/', work])('a session that is a day old is prolonged by a visit of %s', async (path) => {
  await browser.send('POST', '/api/guest');
  expect((await browser.send('GET', path)).headers.getSetCookie()).toEqual([]);
  const inThirtyDays = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString();
  await sql`update session set "expiresAt" = ${inThirtyDays}`.execute(academy.database);
  const visit = await browser.send('GET', path);
  expect(visit.headers.getSetCookie()[0]).toMatch(/Max-Age=34560000/);
  expect((await browser.send('GET', work)).status).toBe(200);
});

test('a session that has expired is nobody, and the work waits where it was', async () => {
  await browser.send('POST', '/api/guest');
  await browser.send('PUT', `${work}/file`, { ...main, text: 'typed', base: 0 });
  await sql`update session set "expiresAt" = ${new Date(0).toISOString()}`.execute(academy.database);
  expect(await refusal(await browser.send('GET', work))).toEqual([401, 'no-session']);
  expect(await academy.database.selectFrom('file').selectAll().execute()).toHaveLength(1);
});

describe('without a session', () => {
  test.each([
    ['GET', work, undefined],
    ['PUT', `${work}/file`, { ...main, text: '', base: 0 }],
    ['POST', `${work}/check`, programs('')],
    ['POST', `${work}/hint`, { step: first, locale: 'en' }],
    ['POST', `${work}/reset`, { scope: 'lab' }],
    ['POST', '/api/solutions', { course: 'c', lesson: 'l', solution: 'of-the-step', locale: 'en' }],
    ['POST', '/api/readings', { course: 'c', lesson: 'to-read' }],
    ['POST', '/api/answers', { course: 'c', lesson: 'l', question: 'q1', answer: 'b', locale: 'en' }],
  ])('%s %s is refused', async (method, path, body) => {
    expect(await refusal(await browser.send(method, path, body))).toEqual([401, 'no-session']);
  });
});

describe('work', () => {
  beforeEach(async () => {
    await browser.send('POST', '/api/guest');
  });

  test('begins as the lab starts, and never shows solutions or checks', async () => {
    const text = await (await browser.send('GET', work)).text();
    const state = workState.parse(JSON.parse(text));
    expect(state.files.plc).toEqual(lab.start.plc?.map((file) => ({ ...file, revision: 0 })));
    expect(Object.keys(state.steps)).toEqual(lab.definition.steps.map((step) => step.id));
    for (const secret of Object.values(lab.solutions)) {
      for (const file of Object.values(secret).flat()) expect(text).not.toContain(JSON.stringify(file.text).slice(1, -1));
    }
    expect(text).not.toContain('require');
  });

  test('is saved, and an older base is told as a conflict', async () => {
    expect(saved.parse(await (await browser.send('PUT', `${work}/file`, { ...main, text: 'a', base: 0 })).json())).toMatchObject({
      revision: 1,
      conflict: false,
    });
    expect(saved.parse(await (await browser.send('PUT', `${work}/file`, { ...main, text: 'b', base: 0 })).json())).toMatchObject({
      revision: 1,
      conflict: true,
    });
  });

  test("is the session's own: another guest sees the start and another rig", async () => {
    await browser.send('PUT', `${work}/file`, { ...main, text: 'mine', base: 0 });
    const mine = workState.parse(await (await browser.send('GET', work)).json());
    const stranger = new Browser(site);
    await stranger.send('POST', '/api/guest');
    const theirs = workState.parse(await (await stranger.send('GET', work)).json());
    expect(theirs.files.plc?.[0]?.revision).toBe(0);
    expect(theirs.rig).not.toBe(mine.rig);
  });

  test.each([
    ['a file that the lab does not have', { controller: 'plc', name: '../plant.st', text: '', base: 0 }, 404, 'unknown-file'],
    [
      'a controller that the lab does not have',
      { controller: '__proto__', name: 'main.st', text: '', base: 0 },
      404,
      'unknown-file',
    ],
    ['an unknown key', { ...main, text: '', base: 0, extra: 1 }, 400, 'malformed'],
    ['a negative base', { ...main, text: '', base: -1 }, 400, 'malformed'],
    ['half a JSON text', '{"controller":', 400, 'malformed'],
    ['a file of more characters than allowed', { ...main, text: 'x'.repeat(512_001), base: 0 }, 413, 'too-big'],
    ['a body of more bytes than allowed', `"${'x'.repeat(3_300_000)}"`, 413, 'too-big'],
  ])('refuses %s', async (_, body, status, code) => {
    expect(await refusal(await browser.send('PUT', `${work}/file`, body))).toEqual([status, code]);
  });

  test('refuses a body that is too big although it does not say so beforehand', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(100_000));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 100) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const init = {
      method: 'PUT',
      headers: { origin: site.url, cookie: browser.cookie, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    };
    expect(await refusal(await fetch(`${site.url}${work}/file`, init as RequestInit))).toEqual([413, 'too-big']);
  });

  test('refuses a form, which another site could send', async () => {
    const form = await browser.send('PUT', `${work}/file`, 'controller=plc', { 'content-type': 'text/plain' });
    expect(await refusal(form)).toEqual([415, 'not-json']);
  });

  test('of a lab that does not exist is refused', async () => {
    expect(await refusal(await browser.send('GET', '/api/work/no-such-lab'))).toEqual([404, 'unknown-lab']);
  });

  test('goes back to the start by a reset', async () => {
    await browser.send('PUT', `${work}/file`, { ...main, text: 'a mess', base: 0 });
    const state = workState.parse(await (await browser.send('POST', `${work}/reset`, { scope: 'lab' })).json());
    expect(state.files.plc?.[0]).toEqual({ ...lab.start.plc![0]!, revision: 2 });
  });
});

describe('a check', () => {
  const check = async (text: string) =>
    checkResponse.parse(await (await browser.send('POST', `${work}/check`, programs(text))).json());
  beforeEach(async () => {
    await browser.send('POST', '/api/guest');
  });

  test('grades exactly what was handed in, with the seed of the rig, and saves it first', async () => {
    await check('Motor := Start;');
    expect(host.graded).toEqual([{ lab: lab.slug, ...programs('Motor := Start;'), seed: expect.any(Number) }]);
    const { seed } = await academy.database.selectFrom('rig').select('seed').executeTakeFirstOrThrow();
    expect(host.graded[0]?.seed).toBe(seed);
    const state = workState.parse(await (await browser.send('GET', work)).json());
    expect(state.files.plc?.[0]).toMatchObject({ text: 'Motor := Start;', revision: 1 });
  });

  test('that passes a step says so, and it stays so after a reload', async () => {
    host.answer = async () => ({ outcome: 'graded', passed: false, verdicts: [verdict(first, 'starts', 'passed')] });
    const answer = await check('x');
    expect(answer.steps[first]).toMatchObject({ attempts: 1, passedAt: expect.any(String) });
    const state = workState.parse(await (await browser.send('GET', work)).json());
    expect(state.steps).toEqual(answer.steps);
  });

  test('that did not run costs no attempt', async () => {
    host.answer = async () => ({ outcome: 'did-not-run', diagnostics: [], fault: null });
    const answer = await check('not a program');
    expect(answer.result.outcome).toBe('did-not-run');
    expect(answer.steps[first]?.attempts).toBe(0);
    expect(await academy.database.selectFrom('attempt').selectAll().execute()).toEqual([]);
  });

  test('that we could not do costs no attempt and keeps the program', async () => {
    const errors: string[] = [];
    academy.log.error = (_, message) => errors.push(message);
    host.answer = () => Promise.reject(new Error('the grader is gone'));
    const answer = await check('typed');
    expect(answer.result).toMatchObject({ outcome: 'our-failure', message: { en: expect.stringContaining('our side') } });
    expect(answer.steps[first]?.attempts).toBe(0);
    expect(errors).toEqual(['the grader did not answer']);
    const state = workState.parse(await (await browser.send('GET', work)).json());
    expect(state.files.plc?.[0]?.text).toBe('typed');
  });

  test('of a program of another lab is refused before anything is saved', async () => {
    const strange = await browser.send('POST', `${work}/check`, {
      programs: {
        plc: [
          { name: 'main.st', text: 'a' },
          { name: '../other.st', text: 'b' },
        ],
      },
    });
    expect(await refusal(strange)).toEqual([404, 'unknown-file']);
    expect(await academy.database.selectFrom('file').selectAll().execute()).toEqual([]);
  });

  test('while another of the same lab is running is refused', async () => {
    let finish: () => void = () => {};
    const asked = new Promise<void>((askedOf) => {
      host.answer = () => {
        askedOf();
        return new Promise((resolve) => {
          finish = () => resolve({ outcome: 'graded', passed: false, verdicts: [] });
        });
      };
    });
    const slow = check('slow');
    await asked;
    expect(await refusal(await browser.send('POST', `${work}/check`, programs('fast')))).toEqual([429, 'check-running']);
    finish();
    expect((await slow).result.outcome).toBe('graded');
  });
});

describe('hints', () => {
  const hint = async (body: object) => hintResponse.parse(await (await browser.send('POST', `${work}/hint`, body)).json());
  beforeEach(async () => {
    await browser.send('POST', '/api/guest');
  });

  test('come one at a time, in the language asked for, and can be read again without the next', async () => {
    const all = lab.text['zh-CN'].steps[first]!.hints.map((text) => `<p>${text}</p>`);
    expect(await hint({ step: first, locale: 'zh-CN' })).toEqual({ hints: all.slice(0, 1), remaining: all.length - 1 });
    expect(await hint({ step: first, locale: 'zh-CN', reveal: false })).toEqual({
      hints: all.slice(0, 1),
      remaining: all.length - 1,
    });
    expect(await hint({ step: first, locale: 'zh-CN' })).toEqual({ hints: all.slice(0, 2), remaining: all.length - 2 });
  });

  test.each(['no-such-step', 'constructor'])('of step %s are refused', async (step) => {
    expect(await refusal(await browser.send('POST', `${work}/hint`, { step, locale: 'en' }))).toEqual([404, 'unknown-step']);
  });
});

describe('answers', () => {
  const question = { course: 'c', lesson: 'l', question: 'q1', locale: 'en' };
  test('are judged by the lesson and kept', async () => {
    await browser.send('POST', '/api/guest');
    expect(await (await browser.send('POST', '/api/answers', { ...question, answer: 'a' })).json()).toEqual({
      correct: false,
      feedback: '<p>a</p>',
    });
    expect(await (await browser.send('POST', '/api/answers', { ...question, answer: 'b' })).json()).toEqual({
      correct: true,
      feedback: '<p>b</p>',
    });
    const kept = await academy.database.selectFrom('answer').select(['answer', 'outcome']).execute();
    expect(kept).toEqual([
      { answer: '"a"', outcome: 'wrong' },
      { answer: '"b"', outcome: 'correct' },
    ]);
  });

  test('to a question that is not there are refused', async () => {
    await browser.send('POST', '/api/guest');
    expect(await refusal(await browser.send('POST', '/api/answers', { ...question, question: 'q9', answer: 'b' }))).toEqual([
      404,
      'unknown-question',
    ]);
  });
});

describe('a writing request', () => {
  test.each([
    ['from another site', 'https://evil.example'],
    ['from another port of this machine', 'http://127.0.0.1:1'],
    ['from a sandboxed frame', 'null'],
    ['without an Origin', ''],
  ])('%s is refused and counted, even with the session', async (_, origin) => {
    await browser.send('POST', '/api/guest');
    const response = await browser.send('PUT', `${work}/file`, { ...main, text: 'theirs', base: 0 }, { origin });
    expect(await refusal(response)).toEqual([403, 'foreign-origin']);
    expect(host.refusals).toEqual([{ code: 'foreign-origin', detail: expect.any(String) }]);
    expect(await academy.database.selectFrom('file_revision').selectAll().execute()).toEqual([]);
  });

  test('makes no guest for another site', async () => {
    expect((await browser.send('POST', '/api/guest', undefined, { origin: 'https://evil.example' })).status).toBe(403);
    expect(browser.cookie).toBe('');
  });
});

describe('a solution', () => {
  const ask = (solution: string) =>
    browser.send('POST', '/api/solutions', { course: 'c', lesson: 'l', solution, locale: 'en' }) as Promise<Response>;
  const graded = (outcome: 'passed' | 'failed') => async () => ({
    outcome: 'graded' as const,
    passed: false,
    verdicts: [verdict(first, 'any', outcome)],
  });
  beforeEach(async () => {
    await browser.send('POST', '/api/guest');
  });

  test('of a step stays on the server until a check of an own program was graded', async () => {
    const closed = await ask('of-the-step');
    expect(await closed.clone().text()).not.toContain('Start OR Motor');
    expect(await refusal(closed)).toEqual([403, 'step-not-tried']);

    host.answer = async () => ({ outcome: 'did-not-run', diagnostics: [], fault: null });
    await browser.send('POST', `${work}/check`, programs('not a program'));
    expect(await refusal(await ask('of-the-step'))).toEqual([403, 'step-not-tried']);

    host.answer = graded('failed');
    for (const untried of [`${lab.start.plc![0]!.text}\n// mine\n`, lab.startIn!['zh-CN']!.plc![0]!.text]) {
      await browser.send('POST', `${work}/check`, programs(untried));
      expect(await refusal(await ask('of-the-step'))).toEqual([403, 'step-not-tried']);
    }

    await browser.send('POST', `${work}/check`, programs('an honest try'));
    expect(await (await ask('of-the-step')).json()).toEqual({ html: '<p>Motor := Start OR Motor;</p>' });
  });

  test("does not open by somebody else's try", async () => {
    host.answer = graded('failed');
    await browser.send('POST', `${work}/check`, programs('an honest try'));
    const other = new Browser(site);
    await other.send('POST', '/api/guest');
    const asked = { course: 'c', lesson: 'l', solution: 'of-the-step', locale: 'en' };
    expect(await refusal(await other.send('POST', '/api/solutions', asked))).toEqual([403, 'step-not-tried']);
  });

  test('of a question opens with an answer to it, right or wrong', async () => {
    expect(await refusal(await ask('of-the-question'))).toEqual([403, 'question-not-tried']);
    const question = { course: 'c', lesson: 'l', question: 'q1', locale: 'en' };
    await browser.send('POST', '/api/answers', { ...question, lesson: 'another', answer: 'b' });
    expect(await refusal(await ask('of-the-question'))).toEqual([403, 'question-not-tried']);
    await browser.send('POST', '/api/answers', { ...question, answer: 'a' });
    expect(await (await ask('of-the-question')).json()).toEqual({ html: '<p>b</p>' });
  });

  test('that the lesson does not have is refused', async () => {
    expect(await refusal(await ask('of-nothing'))).toEqual([404, 'unknown-solution']);
  });
});

describe('a lesson without lab and question', () => {
  test('is done once its reader says so, and only such a lesson', async () => {
    await browser.send('POST', '/api/guest');
    const read = { course: 'c', lesson: 'to-read' };
    const states = async () => {
      const member = await academy.database.selectFrom('member').selectAll().executeTakeFirstOrThrow();
      const progress = await academy.progressOf({ id: member.id, academyId: member.academy_id });
      return ['to-read', 'other'].map((slug) => lessonState(progress, { course: 'c', slug }));
    };
    expect(await states()).toEqual(['new', 'new']);
    for (const _twice of [1, 2]) expect((await browser.send('POST', '/api/readings', read)).status).toBe(200);
    expect(await states()).toEqual(['finished', 'new']);
    expect(await refusal(await browser.send('POST', '/api/readings', { ...read, lesson: 'other' }))).toEqual([
      409,
      'not-a-reading',
    ]);
  });
});

describe('a search', () => {
  const ask = (query: Record<string, string>): Promise<Response> =>
    browser.send('GET', `/api/search?${new URLSearchParams(query)}`);

  test('needs no session, and links in the language asked for', async () => {
    const { results } = searchResponse.parse(await (await ask({ q: '急停', locale: 'zh-CN', limit: '2' })).json());
    expect(results).toHaveLength(2);
    expect(results[0]).toMatchObject({ title: ['', '急停', ''], href: '/zh-cn/glossary/#emergency-stop' });
    expect(browser.cookie).toBe('');
    expect(searchResponse.parse(await (await ask({ q: 'zzzz', locale: 'en' })).json())).toEqual({ results: [] });
  });

  test.each([
    [{}],
    [{ q: 'stop' }],
    [{ q: '  ', locale: 'en' }],
    [{ q: 'x'.repeat(201), locale: 'en' }],
    [{ q: 'stop', locale: 'de' }],
    [{ q: 'stop', locale: 'en', limit: '31' }],
    [{ q: 'stop', locale: 'en', limit: 'all' }],
    [{ q: 'stop', locale: 'en', page: '2' }],
  ])('beyond its limits is refused: %j', async (query) => {
    expect(await refusal(await ask(query as Record<string, string>))).toEqual([400, 'bad-search']);
  });
});
