import { expect, test } from 'vitest';
import { qualityOf } from '../../../../src/workbench/watch/quality.ts';

const controllers = (mode: 'run' | 'stop' | 'fault') => ({ plc: { mode } });

test.each([
  ['online', 'running', 'run', { level: 'good' }],
  ['online', 'paused', 'run', { level: 'good' }],
  ['online', 'running', 'stop', { level: 'uncertain', why: 'stopped' }],
  ['online', 'running', 'fault', { level: 'bad', why: 'fault' }],
  ['offline', 'running', 'run', { level: 'uncertain', why: 'offline' }],
  ['offline', 'running', 'fault', { level: 'bad', why: 'fault' }],
  ['online', 'asleep', 'run', { level: 'uncertain', why: 'asleep' }],
  ['online', 'failed', 'run', { level: 'bad', why: 'failed' }],
  ['online', 'starting', 'run', { level: 'bad', why: 'starting' }],
] as const)('line %s, rig %s, controller %s', (link, phase, mode, quality) => {
  expect(qualityOf('plc', { link, rig: { phase, controllers: controllers(mode) } })).toEqual(quality);
});

test('before the rig has answered nothing is known', () => {
  expect(qualityOf('plc', { link: 'connecting', rig: null })).toEqual({ level: 'bad', why: 'starting' });
});
