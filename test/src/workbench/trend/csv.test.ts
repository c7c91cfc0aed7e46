import { expect, it } from 'vitest';
import { csvOf, fileName } from '../../../../src/workbench/trend/csv.ts';
import { Series } from '../../../../src/workbench/trend/series.ts';
import type { TrendSignal } from '../../../../src/workbench/trend/view.ts';

function signal(
  name: string,
  type: string,
  from: number,
  to: number,
  samples: readonly [number, number][],
  unit = '',
): TrendSignal {
  const series = new Series();
  series.take(
    from,
    to,
    samples.map(([tick]) => tick),
    samples.map(([, value]) => value),
  );
  return { name, type, unit, series };
}

const clock = { tickNs: 10_000_000, offsetNs: 0 };

it('has a row per change, values held, CRLF, and a head with names and units', () => {
  const start = signal('plc.Start', 'BOOL', 0, 30, [
    [0, 0],
    [12, 1],
    [20, 0],
  ]);
  const level = signal(
    'plant.Level',
    'REAL',
    0,
    30,
    [
      [0, Math.fround(0.1)],
      [12, 1.5],
    ],
    'mm',
  );
  const timer = signal('plc.T, elapsed', 'TIME', 0, 30, [[0, 0.25]]);
  expect(csvOf([start, level, timer], clock, 0, 30)).toBe(
    [
      'time [s],plc.Start [BOOL],plant.Level [mm],"plc.T, elapsed [s]"',
      '0.000,0,0.1,0.25',
      '0.120,1,1.5,0.25',
      '0.200,0,1.5,0.25',
      '',
    ].join('\r\n'),
  );
});

it('a window begins with what held there, and a gap is empty', () => {
  const motor = signal('plc.Motor', 'BOOL', 0, 9, [[0, 1]]);
  motor.series.take(20, 29, [20], [0]);
  const lamp = signal('plc.Lamp', 'BOOL', 0, 29, [[0, 0]]);
  expect(csvOf([motor, lamp], clock, 4.5, 25).split('\r\n').slice(1, -1)).toEqual(['0.050,1,0', '0.100,,0', '0.200,0,0']);
});

it('the file is named by lab and time', () => {
  expect(fileName('motor-seal-in', clock, -20, 1_234, 'csv')).toBe('motor-seal-in_0.000s-12.340s.csv');
});
