import { useEffect, useRef } from 'react';
import { useWorkbench } from '../workbench-context.ts';
import type { Action } from './actions.ts';

/** Offers these actions while the component is on the page; those of the last render hold. `generally`: see actions.ts. */
export function useActions(actions: readonly Action[], generally = false): void {
  const { session } = useWorkbench();
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => session.actions.offer(() => latest.current, generally), [session, generally]);
}
