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
        const said = t(keyboard ? 'help.types' : 'help.watches', { name });
        return (
          <p key={name} className="wb-company" data-keyboard={keyboard} role="status" title={said}>
            <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
            <span className="wb-company-said">{said}</span>
            {/* Where the sentence finds no room, the eye or the keyboard stands for it. */}
            <span className="wb-company-name" aria-hidden="true">
              {name}
            </span>
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
