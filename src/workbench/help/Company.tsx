import { Eye, Keyboard } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useRig, useWorkbench } from '../workbench-context.ts';

const TraineeHelp = lazy(() => import('./TraineeHelp.tsx'));

/** Who else is at this rig, for as long as they are; and the way to ask for help. */
export function Company() {
  const { session, t } = useWorkbench();
  const { company } = useRig();
  const { watching, draft } = session.props;
  const others = company.filter(({ you }) => !you);
  return (
    <>
      {others.map(({ name, keyboard }) => {
        const Icon = keyboard ? Keyboard : Eye;
        return (
          <p key={name} className="wb-company" data-keyboard={keyboard} role="status">
            <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
            {t(keyboard ? 'help.types' : 'help.watches', { name })}
          </p>
        );
      })}
      {watching === null && !draft && (
        <Suspense>
          <TraineeHelp />
        </Suspense>
      )}
    </>
  );
}
