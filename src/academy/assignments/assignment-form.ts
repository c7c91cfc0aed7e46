/** An assignment and an override as forms send them: times as the wall clock of the academy shows them. */
import { instantOf } from './wall-time.ts';

/** An empty field is none; what is no time stays as it is and is refused by its rule. */
export function timeOf(form: URLSearchParams, name: string, zone: string): string | null {
  const text = form.get(name)?.trim() ?? '';
  return text === '' ? null : (instantOf(text, zone) ?? text);
}

/** For `assignmentForm`, which judges it. `target` is sent as `lab motor-seal-in`. */
export function assignmentOfForm(form: URLSearchParams, zone: string): unknown {
  const [targetKind, target = ''] = (form.get('target') ?? '').split(' ', 2);
  const mode = form.get('mode');
  const until = timeOf(form, 'lateUntil', zone);
  return {
    title: form.get('title') ?? '',
    targetKind,
    target,
    mode,
    points: Number(form.get('points')),
    releaseAt: timeOf(form, 'releaseAt', zone),
    dueAt: timeOf(form, 'dueAt', zone),
    late: until === null ? { kind: 'none' } : { kind: 'until', until, percentPerDay: Number(form.get('percentPerDay') || 0) },
    exam: mode === 'exam' ? { minutes: Number(form.get('minutes')), resultsAt: timeOf(form, 'resultsAt', zone) } : null,
  };
}

/** For `overrideForm`. */
export const overrideOfForm = (form: URLSearchParams, zone: string): unknown => ({
  releaseAt: timeOf(form, 'releaseAt', zone),
  dueAt: timeOf(form, 'dueAt', zone),
  minutes: form.get('minutes') ? Number(form.get('minutes')) : null,
  excused: form.has('excused'),
  reason: form.get('reason') ?? '',
});
