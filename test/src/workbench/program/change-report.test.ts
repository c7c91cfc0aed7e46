import { expect, test } from 'vitest';
import { changeReport } from '../../../../src/workbench/program/change-report.ts';

const signals = (...of: [string, string][]) =>
  of.map(([name, type]) => ({ name: `plc.${name}`, type, kind: 'program' as const }));

test('tells new, retyped, renamed and gone apart', () => {
  const before = signals(['main.Count', 'INT'], ['main.Level', 'INT'], ['main.Old', 'BOOL'], ['main.Same', 'TIME']);
  const after = signals(['main.Counter', 'INT'], ['main.Level', 'REAL'], ['main.Same', 'TIME'], ['main.Fresh', 'TIME']);
  const report = { kept: ['main.Same'], initialised: ['main.Counter', 'main.Level', 'main.Fresh'] };
  expect(changeReport('plc', report, before, after)).toEqual({
    kept: ['main.Same'],
    added: [
      { path: 'main.Counter', was: 'main.Count' },
      { path: 'main.Fresh', was: null },
    ],
    retyped: [{ path: 'main.Level', from: 'INT', to: 'REAL' }],
    other: [],
    gone: ['main.Count', 'main.Old'],
  });
});

test('does not guess between two that could have been renamed, nor across programs', () => {
  const before = signals(['main.a', 'INT'], ['main.b', 'INT'], ['other.c', 'BOOL']);
  const after = signals(['main.x', 'INT'], ['main.y', 'INT'], ['main.z', 'BOOL']);
  const { added } = changeReport('plc', { kept: [], initialised: ['main.x', 'main.y', 'main.z'] }, before, after);
  expect(added.map(({ was }) => was)).toEqual([null, null, null]);
});

test('names are the same in capitals, other controllers and terminals do not count, and what has no signal is other', () => {
  const before = [...signals(['main.a', 'INT']), { name: 'two.main.b', type: 'INT', kind: 'program' as const }];
  const after = signals(['main.A', 'INT'], ['main.b', 'INT']);
  const report = changeReport('plc', { kept: ['main.A'], initialised: ['main.b', 'main.list'] }, before, after);
  expect(report).toMatchObject({ added: [{ path: 'main.b', was: null }], other: ['main.list'], gone: [] });
});
