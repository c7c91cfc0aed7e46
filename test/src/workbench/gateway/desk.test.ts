import { describe, expect, it, vi } from 'vitest';
import type { GatewayReport } from '#sandbox/wire/gateway.ts';
import { gradeOf, readValue, span, valueText } from '../../../../src/workbench/gateway/figures.ts';
import { GatewayDesk } from '../../../../src/workbench/gateway/gateway-desk.ts';

const line = (number: number, times = 1) => ({
  number,
  time: '2026-01-05T08:00:00.000Z',
  level: 'info',
  about: 'meter',
  message: { en: 'a', 'zh-CN': 'a' },
  times,
});

const report = (value: number, more: Partial<GatewayReport> = {}): GatewayReport => ({
  status: {
    time: '2026-01-05T08:00:01.000Z',
    connections: [],
    northbound: null,
    store: { waiting: 0, memory: 0, disk: 0, diskBytes: 0, diskLimit: 0, dropped: 0, acknowledged: 0, nextSequence: 1 },
    tags: { total: 1, good: 1, uncertain: 0, bad: 0 },
    alarms: { active: 0, unacknowledged: 0 },
    reloads: 0,
  },
  tags: [
    {
      name: 'power',
      connection: 'meter',
      address: '30001',
      value,
      quality: 'Good',
      timestamp: '2026-01-05T08:00:00.600Z',
      writable: false,
    },
  ],
  alarms: [],
  logs: [],
  fresh: false,
  problems: [],
  ...more,
});

function desk() {
  let tell: (report: GatewayReport) => void = () => {};
  const looked: unknown[] = [];
  const made = new GatewayDesk({
    look: (part) => looked.push(part),
    onGateway: (listener) => {
      tell = listener;
      return () => true;
    },
  });
  return { desk: made, tell: (one: GatewayReport) => tell(one), looked };
}

describe('the desk', () => {
  it('asks for reports while it is there', () => {
    const { desk: one, looked } = desk();
    one.stop();
    expect(looked).toEqual([{ gateway: true }, { gateway: false }]);
  });

  it('values that change are painted, and nothing is drawn anew', () => {
    const { desk: one, tell } = desk();
    tell(report(1));
    const [drawn, painted] = [vi.fn(), vi.fn()];
    one.subscribe(drawn);
    one.paint(painted);
    tell(report(2));
    expect(drawn).not.toHaveBeenCalled();
    expect(painted).toHaveBeenCalledTimes(2);
    expect(one.tag('power')?.value).toBe(2);
  });

  it('a line that is counted on takes the place of itself; a fresh log begins anew', () => {
    const { desk: one, tell } = desk();
    tell(report(1, { logs: [line(1), line(2)], fresh: true }));
    tell(report(1, { logs: [line(2, 3), line(3)] }));
    expect(one.getSnapshot().logs.map(({ number, times }) => [number, times])).toEqual([
      [1, 1],
      [2, 3],
      [3, 1],
    ]);
    tell(report(1, { logs: [line(1)], fresh: true }));
    expect(one.getSnapshot().logs.map(({ number }) => number)).toEqual([1]);
  });

  it('a gateway whose file was never taken runs nothing', () => {
    const { desk: one, tell } = desk();
    tell(report(1, { status: null, tags: [] }));
    expect(one.getSnapshot().kind).toBe('none-runs');
  });
});

describe('figures', () => {
  it('a value has as many figures as a REAL has, and its state behind it', () => {
    expect(valueText(24.000001907348633)).toBe('24');
    expect(valueText(true)).toBe('TRUE');
    expect(valueText(1, 'Running')).toBe('1 Running');
    expect(valueText(null)).toBe('—');
  });

  it('an age is told in its unit, and never negative', () => {
    const from = '2026-01-05T08:00:00.600Z';
    expect(span(from, '2026-01-05T08:00:01.000Z', 'en')).toBe('0.4 s');
    expect(span(from, '2026-01-05T08:01:00.600Z', 'en')).toBe('60 s');
    expect(span(from, '2026-01-05T08:10:00.600Z', 'en')).toBe('10 min');
    expect(span(from, '2026-01-05T08:00:00.000Z', 'en')).toBe('0.0 s');
  });

  it('what is typed is a value: a truth, a number with either comma, or a text', () => {
    expect([readValue('TRUE'), readValue(' 1.5 '), readValue('1,5'), readValue('auto')]).toEqual([true, 1.5, 1.5, 'auto']);
  });

  it('a quality is one of three grades', () => {
    expect([gradeOf('Good'), gradeOf('Uncertain.LastUsableValue'), gradeOf('Bad.Timeout')]).toEqual(['good', 'uncertain', 'bad']);
  });
});
