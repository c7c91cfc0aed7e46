/** How close a run came, in words: "20 ms to spare", "missed by 12.4". */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import type { LabCheck } from '../lab/schema.ts';
import { type Closeness, closenessInTime, closenessInValue } from './closeness.ts';
import { isMeasured } from './comparison.ts';
import { readableTime } from './readable.ts';
import type { CheckRun } from './run-check.ts';
import { inTicks } from './windows.ts';

/** Of the requirement that failed; of a run that passed, of the one that was closest to failing in time, else in value. */
export function closenessOf(check: LabCheck, run: CheckRun, failed: number | null): LocalizedText | null {
  const all = check.require.map((_, index) => measure(check, run, index));
  if (failed !== null) {
    const { time, value } = all[failed]!;
    // A margin on the right side says nothing about why it failed.
    return (
      (value && value.margin < 0 && tellValue(run, failed, value)) || (time && time.margin < 0 && tellTime(run, time)) || null
    );
  }
  const times = all.flatMap(({ time }) => (time ? [time] : []));
  if (times.length > 0)
    return tellTime(
      run,
      times.reduce((least, next) => (next.margin < least.margin ? next : least)),
    );
  const index = all.findIndex(({ value }) => value !== null);
  return index < 0 ? null : tellValue(run, index, all[index]!.value!);
}

function measure(check: LabCheck, run: CheckRun, index: number): { time: Closeness | null; value: Closeness | null } {
  const requirement = inTicks(check.require[index]!, run.tickNs);
  const { main, other, comparison } = run.expressions.requirements[index]!;
  const samples = run.samples[main]!;
  const trigger = other === null ? samples : run.samples[other]!;
  const numbers = comparison && run.numbers[comparison.number];
  const value = numbers && numbers.length > 0 ? closenessInValue(requirement, run.count, numbers, trigger) : null;
  return {
    time: closenessInTime(requirement, run.count, samples, trigger),
    value: value && isMeasured(value.margin) ? value : null,
  };
}

function tellTime(run: CheckRun, { margin }: Closeness): LocalizedText {
  const span = readableTime(BigInt(Math.abs(margin)) * run.tickNs);
  return margin >= 0
    ? { en: `${span} to spare.`, 'zh-CN': `余量 ${span}。` }
    : { en: `${span} too late.`, 'zh-CN': `迟了 ${span}。` };
}

function tellValue(run: CheckRun, index: number, { margin }: Closeness): LocalizedText {
  const text = run.expressions.requirements[index]?.comparison?.text ?? '';
  const by = String(Number(Math.abs(margin).toPrecision(3)));
  return margin >= 0
    ? { en: `${text}, with ${by} to spare.`, 'zh-CN': `${text}，余量 ${by}。` }
    : { en: `${text} was missed by ${by}.`, 'zh-CN': `${text} 差了 ${by}。` };
}
