/** The rule of a lesson in words, and its completion: once complete stays complete. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RuledLesson, recordCompletions, ruleOf, ruleWords } from '#academy/progress/completion.ts';
import { lessonState, type Progress } from '#academy/progress/progress.ts';
import type { Services } from '#academy/services.ts';
import { t } from '#i18n/site.ts';
import { academyFor, addMember, dataFolder, RecordingHost } from './academy-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost());
});
afterEach(async () => {
  await academy.database.destroy();
  folder.remove();
});

test('a trainee reads the rule in their language', () => {
  const said = (rule: ReturnType<typeof ruleOf>) => t('en')(ruleWords(rule), { steps: rule.steps, questions: rule.questions });
  expect(said(ruleOf({ steps: 4, questions: 2 }))).toBe('Complete when its 4 steps and its 2 questions are passed.');
  expect(said(ruleOf({ steps: 1, questions: 0 }))).toBe('Complete when its step is passed.');
  expect(said(ruleOf({ steps: 0, questions: 0 }))).toBe('Complete when you have declared it read at its end.');
  expect(t('zh-CN')(ruleWords(ruleOf({ steps: 4, questions: 0 })), { steps: 4 })).toBe('通过全部 4 个步骤后，本课即完成。');
});

test('a lesson that met its rule stays complete when it asks more later, with the rule as it was', async () => {
  const who = { academyId: academy.academy.id, memberId: await addMember(academy.database, academy.academy.id) };
  const lesson: RuledLesson = { course: 'c', slug: 'l', lab: null, questions: ['q1'] };
  const progress: Progress = {
    labs: {},
    answers: { 'c/l/q1': 'correct' },
    readings: new Set(),
    completed: new Set(),
    touched: {},
    continueLab: null,
  };
  expect(await recordCompletions(academy.database, who, progress, [lesson], new Date('2026-11-23T00:00:00.000Z'))).toBe(1);
  const longer = { ...lesson, questions: ['q1', 'q2'] };
  expect(lessonState(progress, longer)).toBe('begun');
  const after = await academy.progressOf({ id: who.memberId, academyId: who.academyId });
  expect(lessonState(after, longer)).toBe('finished');
  expect(await recordCompletions(academy.database, who, after, [longer])).toBe(0);
  const row = await academy.database.selectFrom('lesson_completion').select(['rule', 'completed_at']).executeTakeFirstOrThrow();
  expect([JSON.parse(row.rule), row.completed_at]).toEqual([
    { kind: 'questions', steps: 0, questions: 1 },
    '2026-11-23T00:00:00.000Z',
  ]);
});
