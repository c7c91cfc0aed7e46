import { describe, expect, test } from 'vitest';
import type { Answer, RigRequest, RigSnapshot } from '../../../../src/workbench/rig/rig-connection.ts';
import { TimeControl } from '../../../../src/workbench/time/time-control.ts';
import { secondsText } from '../../../../src/workbench/time/time-words.ts';
import { Clock } from '../clock.ts';

/** A rig that answers when the test says so; time in it stands at tick 10 000, a tick is 10 ms. */
function rig(phase: 'running' | 'paused' = 'paused') {
  const asked: { request: RigRequest; answer: (ok: boolean) => void }[] = [];
  const time = { speed: 1, past: false, headTick: 10_000, earliestTick: 0, branches: [], statement: null };
  const state = { phase, steps: [], failure: null, controllers: {}, traceHash: '', time, bench: null, faults: [] };
  const snapshot: RigSnapshot = {
    link: 'online',
    farewell: null,
    rigId: 'r1',
    saves: 0,
    tries: 0,
    nextTryIn: null,
    rig: state,
    tick: 10_000,
    tickNs: 1e7,
    devices: [],
    signals: [],
    forces: [],
    programs: {},
    company: [],
  };
  const request = (message: RigRequest) =>
    new Promise<Answer>((resolve) => {
      const answer = (ok: boolean) => {
        if (message.type === 'time' && message.do === 'pause') snapshot.rig = { ...state, phase: 'paused' };
        resolve(
          ok ? { ok, tick: 0, downloaded: null } : { ok, code: 'no', message: { en: 'no', 'zh-CN': '否' }, downloaded: null },
        );
      };
      asked.push({ request: message, answer });
    });
  const control = new TimeControl({ request, getSnapshot: () => snapshot }, 'plc');
  const clock = new Clock();
  /** Answers the last request and lets what waits for it go on. */
  const answered = async (ok = true): Promise<void> => {
    await clock.settle();
    asked.at(-1)?.answer(ok);
    await clock.settle();
  };
  /** The statement before which the scan stands, by its line; null: it stands nowhere within. */
  const standAt = (line: number | null): void => {
    const range = { file: 'main.ld', start: 0, end: 1, line: line ?? 1, column: 1, endLine: line ?? 1, endColumn: 2 };
    const kind = line === null ? ('finished' as const) : ('paused' as const);
    const statement = { controller: 'plc', kind, number: 1, stack: line === null ? [] : [{ pou: 'main', range }] };
    snapshot.rig = { ...state, phase: 'paused', time: { ...time, statement } };
  };
  return { control, asked, answered, standAt, settle: () => clock.settle() };
}

describe('moving in time', () => {
  test('a slider that is dragged has one request under way, and the last place wins', async () => {
    const { control, asked, answered, settle } = rig();
    for (let seconds = -1; seconds >= -20; seconds--) control.show(seconds);
    await settle();
    expect(asked).toHaveLength(1);
    expect(control.getMoves().wanted).toBe(-20);
    control.show(-30);
    await answered();
    expect(asked.map(({ request }) => request)).toEqual([
      { type: 'time', do: 'rewind', tick: 8_000 },
      { type: 'time', do: 'rewind', tick: 7_000 },
    ]);
    await answered();
    expect(asked).toHaveLength(2);
    expect(control.getMoves().wanted).toBe(null);
  });

  test('a rig that runs is paused first, and runs again once it is back at now', async () => {
    const { control, asked, answered } = rig('running');
    control.show(-5);
    await answered();
    await answered();
    control.backToNow();
    await answered();
    await answered();
    expect(asked.map(({ request }) => request.type === 'time' && request.do)).toEqual(['pause', 'rewind', 'live', 'resume']);
  });

  test('a rig that stood still stays still at now', async () => {
    const { control, asked, answered } = rig();
    control.show(-5);
    await answered();
    control.backToNow();
    await answered();
    expect(asked.map(({ request }) => request.type === 'time' && request.do)).toEqual(['rewind', 'live']);
  });

  test('going on from the past forks and lets time run', async () => {
    const { control, asked, answered } = rig();
    control.goOn();
    await answered();
    await answered();
    expect(asked.map(({ request }) => request.type === 'time' && request.do)).toEqual(['fork', 'resume']);
  });

  test('in a drawing a step goes over what is left of the rung, and back to where a rung begins', async () => {
    const { control, asked, answered, standAt } = rig();
    // Two statements a rung: lines 1 and 2 are rung 0, 3 and 4 rung 1.
    control.rungOf = ({ line }) => Math.floor((line - 1) / 2);
    const goes = async (lines: readonly (number | null)[]): Promise<void> => {
      for (const line of lines) {
        standAt(line);
        await answered();
      }
    };
    const steps = () => asked.splice(0).map(({ request }) => request.type === 'time' && request.do);
    standAt(1);
    control.statement('over');
    await goes([2, 3]);
    expect(steps()).toEqual(['over', 'over']);
    control.statement('over');
    await goes([4, null]);
    expect(steps(), 'at its end the scan has no rung').toEqual(['over', 'over']);
    standAt(4);
    control.statement('back');
    await goes([3, 2, 3]);
    expect(steps(), 'to the beginning of this rung').toEqual(['back', 'back', 'over']);
    control.statement('back');
    await goes([2, 1, null, 1]);
    expect(steps(), 'to the beginning of the one before').toEqual(['back', 'back', 'back', 'over']);
    control.statement('into');
    await goes([2]);
    expect(steps(), 'into a block goes by statements').toEqual(['into']);
  });

  test('a key held down does not pile up steps', async () => {
    const { control, asked, answered } = rig();
    for (let press = 0; press < 50; press++) control.statement('over');
    for (let turn = 0; turn < 50; turn++) await answered();
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.length).toBeLessThan(6);
    expect(asked[0]?.request).toEqual({ type: 'time', do: 'over', controller: 'plc' });
  });

  test('a refusal is told, ends the scrubbing, and is gone with the next answer', async () => {
    const { control, answered } = rig();
    control.show(-5);
    await answered(false);
    expect(control.getMoves()).toMatchObject({ wanted: null, refused: { en: 'no' } });
    control.scan(false);
    await answered();
    expect(control.getMoves().refused).toBe(null);
  });

  test('a run that met no breakpoint says so', async () => {
    const { control, asked, answered } = rig();
    control.runTo({ 'main.st': [11] });
    await answered();
    expect(asked[0]?.request).toEqual({ type: 'run-to', controller: 'plc', lines: { 'main.st': [11] } });
    expect(control.getMoves().breakpoint).toBe('not-met');
    control.scan(false);
    await answered();
    expect(control.getMoves().breakpoint).toBe(null);
    control.runTo({});
    expect(control.getMoves().breakpoint).toBe('none-set');
    expect(asked).toHaveLength(2);
  });
});

test.each([
  [-12.3, '−12.3 s'],
  [-0.01, '−0.010 s'],
  [0, '0.0 s'],
  [2, '2.0 s'],
  [-125.04, '−125.040 s'],
])('%d seconds read %s', (seconds, text) => {
  expect(secondsText(seconds)).toBe(text);
});
