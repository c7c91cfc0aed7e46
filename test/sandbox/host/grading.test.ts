import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GradeResult } from '../../../sandbox/grading/types.ts';
import { startProgram, writeCounterLab } from './counter-lab.ts';
import { House } from './house.ts';

const house = new House({ gradeDeadline: 2_000 });
beforeAll(async () => {
  writeCounterLab(house.labs, { slug: 'endless', run: '8h' });
  writeCounterLab(join(house.dir, 'data', 'library', 'a1', 'versions', 'lab-ours', '3', 'labs'), { slug: 'ours' });
  expect(await house.start()).toBeNull();
});
afterAll(() => house.remove());

/** Within its watchdog's budget at every scan, and still far too much for millions of scans. */
const heavyProgram = startProgram
  .replace('END_VAR', '  i : DINT;\nEND_VAR')
  .replace('Motor := Start;', 'Motor := Start;\n  FOR i := 1 TO 100000 DO ; END_FOR;');

const grade = async (lab: string, text: string): Promise<GradeResult> =>
  (await house.grade({ lab, seed: 1, programs: { plc: [{ name: 'main.st', text }] } })) as GradeResult;

describe('a check in a process of its own', () => {
  it('passes a program that does what is asked, and fails one that does not', async () => {
    const [right, wrong] = await Promise.all([
      grade('counter', startProgram),
      grade('counter', startProgram.replace('Motor := Start', 'Motor := FALSE')),
    ]);
    expect(right).toMatchObject({ outcome: 'graded', passed: true });
    expect(wrong).toMatchObject({ outcome: 'graded', passed: false });
  });

  it('says that a program did not run when it does not compile', async () => {
    expect(await grade('counter', 'PROGRAM main oops END_PROGRAM')).toMatchObject({ outcome: 'did-not-run' });
  });

  it('is ended at its deadline, says that we failed, and the next check is served', async () => {
    const late = await grade('endless', heavyProgram);
    expect(late.outcome === 'our-failure' && late.message['zh-CN']).toContain('超过了规定时间');
    expect(await grade('counter', startProgram)).toMatchObject({ outcome: 'graded', passed: true });
  });

  it('is made against the version that an academy published', async () => {
    const programs = { plc: [{ name: 'main.st', text: startProgram }] };
    const of = (edition?: string) => house.grade({ lab: 'ours', seed: 1, programs, ...(edition ? { edition } : {}) });
    expect(await of('a1/versions/lab-ours/3')).toMatchObject({ outcome: 'graded', passed: true });
    for (const elsewhere of [undefined, 'a1/versions/lab-ours/2', `a1/versions/../../../..${house.labs}/1`]) {
      expect(await of(elsewhere)).toMatchObject({ outcome: 'our-failure' });
    }
  });

  it('of a lab that is not there is our failure', async () => {
    expect(await grade('nowhere', startProgram)).toMatchObject({ outcome: 'our-failure' });
  });
});
