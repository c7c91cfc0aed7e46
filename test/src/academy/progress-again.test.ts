/** Grading again: the same engine, the program, the seed and the lab that an attempt kept give the same verdicts and the same traces. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attemptsOf, keptVerdicts, recordAttempt } from '#academy/progress/attempts.ts';
import type { Services } from '#academy/services.ts';
import { grade } from '#sandbox/grading/grade.ts';
import { academyFor, addMember, dataFolder, motorLab, RecordingHost } from './academy-fixture.ts';

const lab = motorLab();
let folder: ReturnType<typeof dataFolder>;
let academy: Services;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost(), lab);
});
afterEach(async () => {
  await academy.database.destroy();
  folder.remove();
});

test('an attempt graded again has the same verdicts and trace digests', async () => {
  const owner = {
    academyId: academy.academy.id,
    memberId: await addMember(academy.database, academy.academy.id),
    labId: lab.definition.id,
  };
  const programs = lab.start;
  const first = grade(lab, programs, { seed: 20_261_123 });
  if (first.outcome !== 'graded') throw new Error('the start was not graded');
  await recordAttempt(academy.database, owner, lab, { programs, seed: 20_261_123 }, first);
  const [kept] = await attemptsOf(academy.database, owner);
  if (!kept) throw new Error('nothing was kept');
  expect(kept).toMatchObject({ labVersion: lab.definition.version, labHash: lab.hash, hintsShown: 0, sitting: null });
  const again = grade(lab, kept.programs, { seed: kept.seed });
  expect(again.outcome === 'graded' ? JSON.parse(JSON.stringify(keptVerdicts(again.verdicts))) : again).toEqual(kept.verdicts);
  expect(kept.verdicts.some(({ traceHash }) => traceHash !== null)).toBe(true);
});
