/** Records that nobody takes. */
import { expect, test } from 'vitest';
import { Findings, savedFindings } from '#sandbox/tools/findings.ts';
import type { ToolRecord } from '#sandbox/wire/tools.ts';

const echo = { kind: 'echo', sequence: 1, answer: 'reply', from: '', timeToLive: 64, bytes: 56, took: 1 } as const;
const response = (body: string): ToolRecord => ({ kind: 'response', status: 200, reason: 'OK', headers: [], body, took: 1 });

test('are kept up to a bound, and how many are missing is told with them', () => {
  const findings = new Findings();
  for (let record = 0; record < 6_000; record++) findings.add(echo);
  const kept = new Findings();
  kept.restore(savedFindings.parse(JSON.parse(JSON.stringify(findings.save()))));
  for (const one of [findings, kept]) {
    const records = one.take();
    expect(records).toHaveLength(5_001);
    expect(records.at(-1)).toEqual({ kind: 'lost', count: 1_000 });
    expect(one.take()).toEqual([]);
  }
});

test('are bounded in their length, too, but one is always kept', () => {
  const findings = new Findings();
  findings.add(response('x'.repeat(3_000_000)));
  findings.add(response('y'));
  expect(findings.take().map(({ kind }) => kind)).toEqual(['response', 'lost']);
  findings.add(response('z'));
  expect(findings.take()).toHaveLength(1);
});
