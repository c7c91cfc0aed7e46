/** An exam as a browser meets it: the form of the page, and the endpoints of the work while it is sat and after. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { problem } from '#academy/api.ts';
import { settleSittings } from '#academy/exams/settle.ts';
import { answerAssignmentsForm } from '#academy/http/assignments-form.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, libraryWith, motorLab, RecordingHost, verdict } from '../academy-fixture.ts';
import { type ClassAtWork, classAtWork } from '../assignments/class-fixture.ts';
import { anotherAcademy } from '../people-fixture.ts';
import { Browser, siteFor, type TestSite } from '../site-fixture.ts';

const lab = motorLab();
lab.definition.steps.splice(2);
const [step = ''] = lab.definition.steps.map(({ id }) => id);
const work = `/api/work/${lab.slug}`;
const day = 24 * 60 * 60_000;
const from = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();
let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let host: RecordingHost;
let site: TestSite;
let room: ClassAtWork;
let ada: Browser;
let member: { id: string; academyId: string };
let exam: string;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  academy = await academyFor(folder.dir, host, lab);
  host.answer = async () => ({ outcome: 'graded', passed: false, verdicts: [verdict(step, 'runs', 'passed')] });
  room = await classAtWork(academy, lab);
  exam = await give();
  site = await siteFor(academy, {
    page: async ({ request, locals }) => {
      if (request.method !== 'POST' || !locals.member) return new Response('a page');
      const who = { academyId: locals.member.academyId, memberId: locals.member.id };
      const answer = await answerAssignmentsForm(academy, request, 'en', { who, labs: libraryWith(lab).labs(), zone: 'UTC' });
      return 'refused' in answer
        ? new Response(answer.refused.message, { status: answer.refused.status })
        : Response.json(answer.done);
    },
  });
  ada = new Browser(site);
  await ada.send('POST', '/api/guest');
  const row = await academy.database
    .selectFrom('member')
    .select(['id', 'academy_id'])
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  member = { id: row.id, academyId: row.academy_id };
  await join(room.cohort);
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

const give = (dueAt = from(day)): Promise<string> =>
  room.give({
    mode: 'exam',
    late: { kind: 'none' },
    exam: { minutes: 45, resultsAt: null },
    releaseAt: from(-day),
    dueAt,
  });
const join = (cohort: string) =>
  academy.database
    .insertInto('cohort_member')
    .values({ academy_id: member.academyId, cohort_id: cohort, member_id: member.id, part: 'trainee', joined_at: from(0) })
    .execute();
const post = (fields: Record<string, string>): Promise<Response> =>
  ada.send('POST', '/assignments/', new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
const begin = (assignment = exam): Promise<Response> => post({ do: 'begin', sure: 'on', assignment });
/** As if the time were over: the clock of the server is nobody's to turn. */
const letTimePass = () =>
  academy.database
    .updateTable('exam_sitting')
    .set({ started_at: from(-46 * 60_000), ends_at: from(-60_000), seen_at: from(-2 * 60_000) })
    .execute();
const refusal = async (response: Response): Promise<[number, string]> => [
  response.status,
  problem.parse(await response.json()).code,
];

test('nothing is begun by somebody who has not said that they are sure', async () => {
  expect(await (await post({ do: 'begin', assignment: exam })).json()).toEqual({ kind: 'unsure' });
  expect(await academy.database.selectFrom('exam_sitting').select('id').execute()).toEqual([]);
});

test('begun a second time, also at the same moment, it is the same sitting with the same end', async () => {
  const both = await Promise.all([begin(), begin()]);
  const again = await begin();
  const sittings = await Promise.all(
    [...both, again].map(async (one) => ((await one.json()) as { sitting: { id: string } }).sitting.id),
  );
  expect(new Set(sittings).size).toBe(1);
  expect(await academy.database.selectFrom('exam_sitting').select('id').execute()).toHaveLength(1);
});

test('while it lasts, hints and solutions stay closed and a check tells nothing but that the work is saved', async () => {
  await begin();
  expect(await refusal(await ada.send('POST', `${work}/hint`, { step, locale: 'en', reveal: true }))).toEqual([
    403,
    'during-exam',
  ]);
  const solution = { course: 'c', lesson: 'l', solution: 'of-the-question', locale: 'en' };
  expect(await refusal(await ada.send('POST', '/api/solutions', solution))).toEqual([403, 'during-exam']);
  const checked = await (await ada.send('POST', `${work}/check`, { programs: {} })).json();
  expect(checked).toMatchObject({ result: { outcome: 'withheld' } });
  expect(JSON.stringify(checked)).not.toContain('hash-of-runs');
});

test('after its end it cannot be begun again, and what is typed then is kept and counts for nothing', async () => {
  await begin();
  await letTimePass();
  expect((await begin()).status).toBe(409);
  const file = lab.start.plc?.[0]?.name ?? 'main.st';
  const current = await academy.database.selectFrom('file').select('revision').where('name', '=', file).executeTakeFirst();
  const late = { controller: 'plc', name: file, text: 'too late;', base: current?.revision ?? 0 };
  expect((await ada.send('PUT', `${work}/file`, late)).status).toBe(200);
  const programs: string[] = [];
  const grader = {
    database: academy.database,
    grade: async (_: unknown, handedIn: Record<string, { text: string }[]>) => {
      programs.push(...Object.values(handedIn).flatMap((files) => files.map(({ text }) => text)));
      return host.answer();
    },
  };
  const labs = libraryWith(lab).labs();
  expect(await settleSittings(grader, member.academyId, [{ id: exam, target: lab.definition.id }], labs)).toBe(1);
  expect(programs.join('\n')).not.toContain('too late');
  expect(
    await academy.database.selectFrom('file_revision').select('text').where('text', '=', 'too late;').execute(),
  ).toHaveLength(1);
  // Practice again: hints open, and a check tells its verdicts.
  expect((await ada.send('POST', `${work}/hint`, { step, locale: 'en', reveal: true })).status).toBe(200);
});

test('handed in is handed in: doing it again changes nothing, and it cannot be begun again', async () => {
  await begin();
  const first = (await (await post({ do: 'hand-in', assignment: exam })).json()) as { sitting: { submittedAt: string } };
  const second = (await (await post({ do: 'hand-in', assignment: exam })).json()) as { sitting: { submittedAt: string } };
  expect(second.sitting.submittedAt).toBe(first.sitting.submittedAt);
  expect((await begin()).status).toBe(409);
});

test('exams of cohorts and academies that are not theirs, withdrawn ones and what is no exam are as if there were none', async () => {
  await academy.database.deleteFrom('cohort_member').where('member_id', '=', member.id).execute();
  expect((await begin()).status).toBe(404);
  await join(room.cohort);
  const elsewhere = await anotherAcademy(academy);
  await academy.database.updateTable('assignment').set({ academy_id: elsewhere }).where('id', '=', exam).execute();
  expect((await begin()).status).toBe(404);
  await academy.database
    .updateTable('assignment')
    .set({ academy_id: member.academyId, withdrawn_at: from(0) })
    .where('id', '=', exam)
    .execute();
  expect((await begin()).status).toBe(404);
  expect((await begin(await room.give({ late: { kind: 'none' } }))).status).toBe(404);
  expect((await begin('../../etc/passwd')).status).toBe(404);
  expect((await post({ do: 'hand-in', assignment: exam })).status).toBe(404);
  expect(await academy.database.selectFrom('exam_sitting').select('id').execute()).toEqual([]);
});

test('one that may not be begun any more says so', async () => {
  expect((await begin(await give(from(-60_000)))).status).toBe(409);
});
