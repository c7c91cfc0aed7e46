import { lazy, Suspense } from 'react';
import { usePreferences, useWorkbench } from '../workbench-context.ts';
import './terminal.css';

/** The emulator comes when the pane is first shown. */
const Screen = lazy(() => import('./Screen.tsx'));

/** The rig's one terminal. Below the width in which one can type it is there to be read. */
export function TerminalPane({ narrow }: { narrow: boolean }) {
  const { t } = useWorkbench();
  const { tabMovesFocus } = usePreferences();
  return (
    <div className="wb-terminal">
      <p className="wb-terminal-hint" id="wb-terminal-hint">
        {narrow ? t('terminal.narrow') : t(tabMovesFocus ? 'terminal.hint.tab' : 'terminal.hint')}
      </p>
      <Suspense fallback={<p className="wb-empty">{t('terminal.loading')}</p>}>
        <Screen readOnly={narrow} />
      </Suspense>
    </div>
  );
}
