import { describe, expect, it } from 'vitest';
import { proveLab } from '#sandbox/grading/prove.ts';
import { loadLabs } from '#sandbox/lab/load.ts';

const { labs, problems } = loadLabs([`${import.meta.dirname}/../../labs`]);

it('every lab loads', () => {
  expect(problems).toEqual([]);
  expect(labs.size).toBeGreaterThanOrEqual(9);
});

describe.each([...labs.values()])('$slug', (lab) => {
  it('proves itself: the start fails, solutions pass, wrong answers are told, both languages are complete', {
    timeout: 180_000,
  }, () => {
    const failed = proveLab(lab).flatMap(({ name, ok, detail }) => (ok ? [] : [`${name.en}: ${detail?.en}`]));
    expect(failed).toEqual([]);
  });

  it('has two solutions and two wrong answers', () => {
    expect(Object.keys(lab.solutions).length).toBeGreaterThanOrEqual(2);
    expect(Object.keys(lab.wrong).length).toBeGreaterThanOrEqual(2);
  });
});
