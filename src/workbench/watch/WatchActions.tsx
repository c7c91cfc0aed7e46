import { useSyncExternalStore } from 'react';
import { useActions } from '../actions/use-actions.ts';
import { useWorkbench } from '../workbench-context.ts';
import { defaultFormats, watchStateOf } from './watch-state.ts';

/** What of the watch pane can be done from anywhere on the page, also while another is in front. Draws nothing. */
export function WatchActions() {
  const { session, t, openPane } = useWorkbench();
  const state = watchStateOf(session);
  const { format } = useSyncExternalStore(state.subscribe, state.getSnapshot, state.getSnapshot);
  useActions([
    // The search is the first thing in the pane, so it is what the focus goes to.
    { id: 'watch.search', run: () => openPane('watch', true) },
    ...defaultFormats.map((one) => ({
      id: 'watch.format' as const,
      subject: t(`watch.format.${one}`),
      on: one === format,
      run: () => state.setFormat(one),
    })),
  ]);
  return null;
}
