import { expect, test } from 'vitest';
import type { Diagnostic } from '#sandbox/iec61131/diagnostics.ts';
import { Diagnosing, pauseFor } from '../../../../src/workbench/program/diagnosing.ts';
import { Clock } from '../clock.ts';

function desk(text: string | null) {
  const clock = new Clock();
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const told: string[] = [];
  const program = { text };
  const diagnosing = new Diagnosing({
    language: {
      diagnose: (files) => {
        const of = files[0]!.text;
        asked.push(of.slice(0, 8));
        return new Promise((resolve) => answers.push(() => resolve([{ code: of.slice(0, 8) } as Diagnostic])));
      },
      liveNames: () => Promise.resolve([]),
    },
    files: () => (program.text === null ? null : [{ name: 'main.st', text: program.text }]),
    onDiagnostics: (diagnostics) => told.push(diagnostics.map(({ code }) => code).join()),
    onNames: () => {},
    after: clock.after,
  });
  const type = (now: string | null) => {
    program.text = now;
    diagnosing.changed();
  };
  return { clock, asked, told, type, diagnosing, answer: () => answers.shift()?.() };
}

test('a short program is asked about at once, and the last text again when the answer is there', async () => {
  const { clock, asked, told, type, answer } = desk('');
  type('a');
  for (const text of ['ab', 'abc', 'abcd']) type(text);
  expect(asked).toEqual(['a']);
  answer();
  await clock.settle();
  expect(told).toEqual([]);
  expect(asked).toEqual(['a', 'abcd']);
  answer();
  await clock.settle();
  expect(told).toEqual(['abcd']);
});

test('five thousand lines are asked about at once, too; twice as much waits', () => {
  expect(pauseFor(5_000 * 38)).toBe(0);
  expect(pauseFor(400_000)).toBe(600);
});

test('a long one waits for a pause in typing', async () => {
  const { clock, asked, type } = desk('');
  const long = 'x'.repeat(300_000);
  for (let key = 0; key < 20; key++) {
    type(`${key} ${long}`);
    await clock.pass(100);
  }
  expect(asked).toEqual([]);
  await clock.pass(pauseFor(long.length));
  expect(asked).toEqual(['19 xxxxx']);
});

test('of a text that nobody takes nothing is asked, and what was said before goes', async () => {
  const { clock, asked, told, type, answer } = desk('');
  type('a');
  answer();
  await clock.settle();
  type(null);
  await clock.settle();
  expect(asked).toEqual(['a']);
  expect(told).toEqual(['a', '']);
});

test('an answer after the end is not told', async () => {
  const { clock, told, type, answer, diagnosing } = desk('');
  type('a');
  diagnosing.stop();
  answer();
  await clock.settle();
  expect(told).toEqual([]);
});
