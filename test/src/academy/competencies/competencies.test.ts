import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cohortCompetencies } from '#academy/competencies/cohort-competencies.ts';
import { competencyRecords, type Teaching } from '#academy/competencies/competency-states.ts';
import { recordReading } from '#academy/progress/readings.ts';
import { loadCompetencies } from '#content/competencies.ts';
import { dataFolder } from '../academy-fixture.ts';
import { Issuing, lab } from '../certificates/certificates-fixture.ts';

const seal = 'iec61131-3/seal-in';
const cycle = 'iec61131-3/scan-cycle';
const teachings: Teaching[] = [
  { course: 'first-scan', lesson: 'to-read', lab: null, questions: [], competencies: [cycle, seal] },
  { course: 'first-scan', lesson: 'keep-it-running', lab: lab.slug, questions: ['q1'], competencies: [seal] },
];
const nothing = { labs: {}, answers: {}, readings: new Set<string>() };
const states = (progress: Parameters<typeof competencyRecords>[1]) =>
  Object.fromEntries(competencyRecords(teachings, progress).map(({ id, state }) => [id, state]));

describe('a competency', () => {
  test('that a lab asks for is shown by the lab, and not by reading about it', () => {
    const read = { ...nothing, readings: new Set(['first-scan/to-read']) };
    expect(states(read)).toEqual({ [cycle]: 'shown', [seal]: 'new' });
    expect(states({ ...nothing, labs: { [lab.slug]: { begun: true, finished: false } } })[seal]).toBe('begun');
    expect(states({ ...nothing, labs: { [lab.slug]: { begun: true, finished: true } } })[seal]).toBe('shown');
  });

  test('names the lessons that decide on it', () => {
    const record = competencyRecords(teachings, nothing).find(({ id }) => id === seal);
    expect(record?.evidence.map(({ teaching }) => teaching.lesson)).toEqual(['keep-it-running']);
  });
});

describe('a cohort', () => {
  let folder: ReturnType<typeof dataFolder>;
  let issuing: Issuing;
  beforeEach(async () => {
    folder = dataFolder();
    issuing = await Issuing.open(folder);
  });
  afterEach(async () => {
    await issuing.academy.database.destroy();
    folder.remove();
  });

  test('is a row for each person, in the order asked for, and a count for each competency', async () => {
    const { database, academy } = issuing.academy;
    const [done, reader, idle] = [await issuing.member(), await issuing.member(), await issuing.member()];
    await issuing.pass(done);
    await recordReading(database, { academyId: academy.id, memberId: reader }, { course: 'first-scan', lesson: 'to-read' });
    const matrix = await cohortCompetencies(database, academy.id, [idle, reader, done], teachings, new Map([[lab.slug, lab]]));
    expect(matrix).toEqual({
      competencies: [cycle, seal],
      people: [
        { memberId: idle, states: { [cycle]: 'new', [seal]: 'new' } },
        { memberId: reader, states: { [cycle]: 'shown', [seal]: 'new' } },
        { memberId: done, states: { [cycle]: 'new', [seal]: 'shown' } },
      ],
      shown: { [cycle]: 1, [seal]: 1 },
    });
  });

  test('counts an answer as right once any was', async () => {
    const { database, academy } = issuing.academy;
    const member = await issuing.member();
    for (const outcome of ['wrong', 'correct', 'wrong'])
      await database
        .insertInto('answer')
        .values({
          id: randomUUID(),
          academy_id: academy.id,
          member_id: member,
          course: 'c',
          lesson: 'l',
          question: 'q1',
          answer: '"a"',
          outcome,
          answered_at: issuing.now.toISOString(),
          seed: 0,
          reading: null,
          took_ms: null,
        })
        .execute();
    const asked: Teaching[] = [{ course: 'c', lesson: 'l', lab: null, questions: ['q1'], competencies: [cycle] }];
    const matrix = await cohortCompetencies(database, academy.id, [member], asked, new Map());
    expect(matrix.people[0]?.states).toEqual({ [cycle]: 'shown' });
  });

  test('of another academy’s members shows nothing of theirs', async () => {
    const { database } = issuing.academy;
    const other = await issuing.foundAcademy('other');
    const member = await issuing.member(other);
    await issuing.pass(member, issuing.now, other);
    const matrix = await cohortCompetencies(
      database,
      issuing.academy.academy.id,
      [member],
      teachings,
      new Map([[lab.slug, lab]]),
    );
    expect(matrix.people[0]?.states).toEqual({ [cycle]: 'new', [seal]: 'new' });
  });
});

test('every competency that a lab or lesson names is in the list, in both languages', () => {
  const root = join(import.meta.dirname, '..', '..', '..', '..');
  const named = new Set<string>();
  for (const folder of ['labs', 'content'])
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/^(lab\.yaml|index\..*\.md)$/.test(entry.name)) continue;
      const [, list = ''] = /^competencies: \[(.*)\]$/m.exec(readFileSync(join(entry.parentPath, entry.name), 'utf8')) ?? [];
      for (const id of list.split(',')) if (id.trim() !== '') named.add(id.trim());
    }
  const { entries, problems } = loadCompetencies([join(root, 'content')]);
  expect(problems).toEqual([]);
  expect(named.size).toBeGreaterThan(30);
  expect([...named].filter((id) => !entries.has(id))).toEqual([]);
});
