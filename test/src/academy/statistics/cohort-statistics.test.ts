import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assignmentsIn } from '#academy/assignments/assignments.ts';
import { readCsv } from '#academy/csv/csv.ts';
import { revealHint } from '#academy/progress/steps.ts';
import type { Services } from '#academy/services.ts';
import { cohortStatistics, groupsChosen } from '#academy/statistics/cohort-statistics.ts';
import { statisticsFile } from '#academy/statistics/statistics-file.ts';
import type { DescribedItem, ItemGroup } from '#content/item-groups.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { at, type ClassAtWork, classAtWork, moment } from '../assignments/class-fixture.ts';
import { anotherAcademy } from '../people-fixture.ts';

const lab = motorLab();
lab.definition.steps.splice(2);
const [first = '', second = ''] = lab.definition.steps.map(({ id }) => id);
const item = (id: string, more: Partial<DescribedItem> = {}): DescribedItem => ({
  id,
  kind: 'step',
  options: [],
  title: id,
  lesson: null,
  names: {},
  optionPlaces: new Map(),
  ...more,
});
const steps: ItemGroup = { kind: 'lab', id: lab.definition.id, title: 'Motor', items: [item(first), item(second)] };
const question = item('l/q1', {
  kind: 'question',
  lesson: { slug: 'l', title: 'Lesson' },
  options: [
    { id: '0', right: true },
    { id: '1', right: false },
  ],
  names: { '0': 'runs', '1': 'stops' },
  optionPlaces: new Map([
    ['runs-en', '0'],
    ['runs-zh', '0'],
    ['stops-en', '1'],
    ['stops-zh', '1'],
  ]),
});
const questions: ItemGroup = {
  kind: 'course',
  id: 'c',
  title: 'Course',
  items: [question, item('m/q2', { kind: 'question', lesson: { slug: 'm', title: 'Another' } })],
};
let folder: ReturnType<typeof dataFolder>;
let academy: Services;
let room: ClassAtWork;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost(), lab);
  room = await classAtWork(academy, lab);
});
afterEach(async () => {
  await academy.database.destroy();
  await folder.remove();
});
const statistics = (groups: ItemGroup[], academyId = room.ines.academyId) =>
  cohortStatistics(academy.database, academyId, [room.ben.id, room.lei.id], groups);
const answer = (member: string, chosen: string, outcome: 'correct' | 'wrong', when: string) =>
  academy.database
    .insertInto('answer')
    .values({
      id: randomUUID(),
      academy_id: room.ines.academyId,
      member_id: member,
      course: 'c',
      lesson: 'l',
      question: 'q1',
      answer: JSON.stringify(chosen),
      outcome,
      answered_at: at(when),
      seed: 0,
      took_ms: 8_000,
    })
    .execute();

test('a step counts as right at once when its first check passed it; its time runs from the step before', async () => {
  await room.pass(room.ben, [first], moment('02T08:00'));
  await room.pass(room.ben, [first, second], moment('02T08:20'));
  await room.pass(room.lei, [], moment('02T09:00'));
  await room.pass(room.lei, [first], moment('02T10:00'));
  await revealHint(
    academy.database,
    { academyId: room.lei.academyId, memberId: room.lei.id, labId: lab.definition.id },
    first,
    3,
  );
  const [group] = await statistics([steps]);
  expect(group?.people).toBe(2);
  expect(group?.items[0]?.statistics).toMatchObject({
    people: 2,
    facility: { value: 0.5 },
    hintsEach: 0.5,
    reached: 2,
    stopped: 0,
  });
  expect(group?.items[1]?.statistics).toMatchObject({ people: 1, facility: { value: 1 }, medianSeconds: 20 * 60, reached: 1 });
});

test('a break overnight is no time at work', async () => {
  await room.pass(room.ben, [first], moment('02T08:00'));
  await room.pass(room.ben, [first, second], moment('03T08:00'));
  expect((await statistics([steps]))[0]?.items[1]?.statistics.medianSeconds).toBeNull();
});

test('an answer given in one language counts for the same option as in the other, and the first answer decides', async () => {
  await answer(room.ben.id, 'stops-en', 'wrong', '02T08:00');
  await answer(room.ben.id, 'runs-en', 'correct', '02T08:01');
  await answer(room.lei.id, 'stops-zh', 'wrong', '02T08:00');
  const [group] = await statistics([questions]);
  expect(group?.items[0]?.statistics).toMatchObject({
    people: 2,
    facility: { value: 0 },
    medianSeconds: 8,
    medianTries: 1.5,
    options: [
      { id: '0', share: 0 },
      { id: '1', share: 1 },
    ],
  });
});

test('nothing of another academy is counted', async () => {
  await room.pass(room.ben, [first], moment('02T08:00'));
  const elsewhere = await anotherAcademy(academy);
  expect((await statistics([steps, questions], elsewhere)).map(({ people }) => people)).toEqual([0, 0]);
});

test('of an assignment only what it asks for is looked at', async () => {
  const id = await room.give({ targetKind: 'lesson', target: 'c/l' });
  const assignments = await assignmentsIn(academy.database, room.ines.academyId, [room.cohort]);
  const chosen = (of: string) =>
    groupsChosen(of, [steps, questions], assignments, room.syllabus).map((group) => [group.id, group.items.map((one) => one.id)]);
  const asked = [
    [lab.definition.id, [first, second]],
    ['c', ['l/q1']],
  ];
  expect(chosen(`assignment:${id}`)).toEqual(asked);
  expect(chosen('')).toEqual(asked);
  expect(chosen('course:c')).toEqual([['c', ['l/q1', 'm/q2']]]);
  expect(chosen('course:unknown')).toEqual(asked);
  expect(groupsChosen('', [steps, questions], [], room.syllabus)).toHaveLength(2);
});

test('the file has a line for each item, and too few people say so', async () => {
  await room.pass(room.ben, [first], moment('02T08:00'));
  const rows = readCsv(statisticsFile(await statistics([steps]), 'en')).rows.map(({ cells }) => cells);
  expect(rows.map((cells) => cells.slice(0, 5))).toEqual([
    ['Lab or course', 'Lesson', 'Step or question', 'People', 'Right at once (%)'],
    ['Motor', '', first, '1', '100'],
    ['Motor', '', second, '0', ''],
  ]);
  expect(rows[1]?.at(-1)).toContain('Wait for 20');
});
