/** What the page of a trainee's assignments does with its form: an exam is begun or handed in, an announcement put away. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { dismissAnnouncement } from '../announcements/announcements.ts';
import { beginExam } from '../exams/begin.ts';
import { submitExam } from '../exams/settle.ts';
import type { Sitting } from '../exams/sitting.ts';
import { dayOf } from '../review/schedule.ts';
import type { Services } from '../services.ts';
import { answeringForm, type RefusedForm } from './page-form.ts';

type AssignmentsDeed =
  | { kind: 'begun' | 'handed-in'; sitting: Sitting }
  | { kind: 'unsure' }
  /** `from`: the page that it stood on. */
  | { kind: 'dismissed'; from: string | null };

/** `unsure`: they have not said that they want to begin now, and nothing was begun. */
export function answerAssignmentsForm(
  services: Services,
  request: Request,
  locale: Locale,
  { who, labs, zone }: { who: { academyId: string; memberId: string }; labs: ReadonlyMap<string, Lab>; zone: string },
): Promise<{ done: AssignmentsDeed } | { refused: RefusedForm }> {
  const { database } = services;
  return answeringForm(services, request, locale, async (form): Promise<AssignmentsDeed> => {
    const id = form.get('assignment') ?? '';
    if (form.get('do') === 'dismiss') {
      await dismissAnnouncement(database, who, form.get('announcement') ?? '', dayOf(services.now(), zone));
      return { kind: 'dismissed', from: form.get('from') };
    }
    if (form.get('do') !== 'begin') return { kind: 'handed-in', sitting: await submitExam(database, who, id) };
    if (!form.has('sure')) return { kind: 'unsure' };
    return { kind: 'begun', sitting: await beginExam(database, who, id, labs) };
  });
}
