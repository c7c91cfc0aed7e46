import { expect, test } from 'vitest';
import type { Trace } from '#sandbox/host/api.ts';
import type { WorkbenchProps } from '../../../../src/workbench/props.ts';
import { eventWords } from '../../../../src/workbench/replay/event-words.ts';
import { Replay } from '../../../../src/workbench/replay/replay.ts';
import { words } from '../../../../src/workbench/words.ts';

const trace: Trace = {
  tickNs: '10000000',
  ticks: 300,
  signals: [
    {
      name: 'plant.Start',
      type: 'BOOL',
      samples: [
        { tick: 0, value: false },
        { tick: 100, value: true },
        { tick: 120, value: false },
      ],
    },
    {
      name: 'plant.Count',
      type: 'LINT',
      samples: [
        { tick: 0, value: '0' },
        { tick: 150, value: '9007199254740993' },
      ],
    },
  ],
  events: [
    { tick: 100, signal: 'plant.Start', value: true },
    { tick: 120, signal: 'plant.Start', value: false },
    { tick: 130, signal: 'plant.Set', value: 2.5 },
    { tick: 140, signal: 'fault.leak', value: true },
  ],
  failedAt: 150,
  hash: 'h',
};

/** Frames as the test asks for them, in milliseconds. */
function frames() {
  const waiting: ((now: number) => void)[] = [];
  const pass = (now: number): void => {
    for (const run of waiting.splice(0)) run(now);
  };
  return { request: (run: (now: number) => void) => void waiting.push(run), pass };
}

test('the store shows each signal as it was at the moment', () => {
  const { request, pass } = frames();
  const replay = new Replay(trace, 'starts', request);
  pass(0);
  const seen: unknown[] = [];
  replay.store.subscribe('plant.Start', (value) => seen.push(value));
  for (const tick of [99, 100, 119, 120, 100]) {
    replay.seek(tick);
    pass(0);
  }
  expect(seen).toEqual([false, true, false, true]);
  replay.seek(150);
  expect(replay.store.value('plant.Count')).toBe(9007199254740993n);
  replay.seek(1e9);
  expect(replay.getState().tick).toBe(300);
});

test('it runs as fast as it is told, stands at the end, and begins again from there', () => {
  const { request, pass } = frames();
  const replay = new Replay(trace, 'starts', request);
  expect(replay.getState()).toEqual({ tick: 0, playing: false, speed: 1 });
  replay.play();
  pass(0);
  pass(50);
  expect(replay.getState().tick).toBe(5);
  replay.setSpeed(0.5);
  pass(150);
  expect(replay.getState().tick).toBe(10);
  // A page that slept does not jump.
  pass(90_000);
  expect(replay.getState().tick).toBe(15);
  replay.pause();
  pass(90_050);
  expect(replay.getState().tick).toBe(15);
  replay.seek(299);
  replay.setSpeed(1);
  replay.play();
  pass(100_000);
  pass(100_020);
  expect(replay.getState()).toEqual({ tick: 300, playing: false, speed: 1 });
  replay.play();
  expect(replay.getState().playing).toBe(true);
  pass(100_100);
  expect(replay.getState().tick).toBe(0);
  replay.stop();
  pass(100_200);
  pass(100_300);
  expect(replay.getState().tick).toBe(0);
});

test('events read as a person would say them', () => {
  const props = {
    signalNames: { 'plant.Start': 'Start button S2' },
    faultNames: { leak: 'The bowl leaks' },
  } as unknown as WorkbenchProps;
  const told = trace.events.map((event) => {
    const { at, what, did } = eventWords(event, trace, props, words('en'));
    return `${at} ${what} ${did}`;
  });
  expect(told).toEqual([
    '1.000 s Start button S2 pressed',
    '1.200 s Start button S2 released',
    '1.300 s plant.Set set to 2.5',
    '1.400 s Fault: The bowl leaks begins',
  ]);
});
