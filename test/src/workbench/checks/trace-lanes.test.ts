import { describe, expect, test } from 'vitest';
import type { Trace } from '#sandbox/grading/types.ts';
import { drawLanes, traceWindow } from '../../../../src/workbench/checks/trace-lanes.ts';

const sizes = { width: 400, laneHeight: 20, gap: 10, axisHeight: 20 };
/** 5 ms ticks: 200 a second. Start is pressed at 1 s and let go at 1.2 s; the motor follows it. */
const trace: Trace = {
  tickNs: '5000000',
  ticks: 800,
  signals: [
    {
      name: 'plant.StartButton',
      type: 'BOOL',
      samples: [
        { tick: 0, value: false },
        { tick: 200, value: true },
        { tick: 240, value: false },
      ],
    },
    {
      name: 'plant.Speed',
      type: 'REAL',
      samples: [
        { tick: 0, value: 0 },
        { tick: 220, value: 0.5 },
        { tick: 240, value: 0.25 },
      ],
    },
  ],
  events: [
    { tick: 200, signal: 'plant.StartButton', value: true },
    { tick: 240, signal: 'plant.StartButton', value: false },
  ],
  failedAt: 242,
  hash: 'h',
};

describe('the drawing of a trace', () => {
  test('a digital lane is a square wave: level until the sample, then the step', () => {
    const [start] = drawLanes(trace, null, sizes).lanes;
    expect(start?.path).toBe('M0 20H100V0H120V20H400');
    expect(start?.range).toBeNull();
  });

  test('an analogue lane steps between its least and greatest value', () => {
    const speed = drawLanes(trace, null, sizes).lanes[1];
    expect(speed?.range).toEqual({ min: 0, max: 0.5 });
    expect(speed?.path).toBe('M0 50H110V30H120V40H400');
  });

  test('values are those at the instant that failed', () => {
    expect(drawLanes(trace, null, sizes).lanes.map(({ value }) => value)).toEqual([false, 0.25]);
    expect(drawLanes(trace, null, sizes).failedX).toBe(121);
  });

  test('seconds stand along the bottom', () => {
    expect(drawLanes(trace, null, sizes).ticks).toEqual([0, 1, 2, 3, 4].map((seconds) => ({ seconds, x: seconds * 100 })));
  });

  test('of a long run only the story around the failure is shown', () => {
    const long = {
      ...trace,
      ticks: 20_000,
      failedAt: 10_100,
      events: [...trace.events, { tick: 10_000, signal: 'x', value: true }],
    };
    const { from, to } = traceWindow({
      ...long,
      events: long.events.slice(1).concat({ tick: 10_050, signal: 'x', value: false }),
    });
    expect(from).toBe(9_850);
    expect(to).toBe(10_300);
  });

  test('a window that starts between samples begins with the value that held', () => {
    const long: Trace = { ...trace, ticks: 20_000, failedAt: 10_100, events: [] };
    expect(drawLanes(long, ['plant.StartButton'], sizes).lanes[0]?.path).toBe('M0 20H400');
  });

  test('only the named signals are drawn', () => {
    expect(drawLanes(trace, ['plant.Speed'], sizes).lanes.map(({ name }) => name)).toEqual(['plant.Speed']);
  });
});
