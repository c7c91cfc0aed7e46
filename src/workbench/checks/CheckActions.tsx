import { useActions } from '../actions/use-actions.ts';
import { currentStep } from '../lab-session.ts';
import { useLab, useWorkbench } from '../workbench-context.ts';
import { firstUnmet } from './first-unmet.ts';

/** What can be done about checks from every pane: the next hint, the replay of what failed. */
export function CheckActions() {
  const { session, t, openPane } = useWorkbench();
  const lab = useLab();
  const { props } = session;
  const step = props.steps[currentStep(props, lab.steps)];
  const remaining = step ? (lab.hints[step.id]?.remaining ?? step.hints - (lab.steps[step.id]?.hintsShown ?? 0)) : 0;
  const unmet = lab.result?.outcome === 'graded' ? firstUnmet(props.steps, lab.result.verdicts) : null;
  const trace = unmet?.trace ?? null;
  const title = props.steps.flatMap(({ checks }) => checks).find(({ id }) => id === unmet?.check)?.title ?? '';
  useActions(
    [
      {
        id: 'hint',
        why: props.watching
          ? t('help.why.check')
          : step === undefined
            ? t('checks.done')
            : remaining > 0
              ? null
              : t('checks.hint.none'),
        run: () => {
          openPane('checks');
          if (step) void session.hint(step.id);
        },
      },
      {
        id: 'replay',
        why: trace && trace.signals.length > 0 ? null : t('checks.replay.none'),
        run: () => {
          if (!trace) return;
          session.startReplay(trace, title);
          openPane('scene', true);
        },
      },
    ],
    true,
  );
  return null;
}
