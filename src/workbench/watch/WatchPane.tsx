import { Search } from 'lucide-react';
import { useMemo, useSyncExternalStore } from 'react';
import { Input, TextField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import type { Hands } from './acts.ts';
import { ForceStrip } from './ForceStrip.tsx';
import { findSignals, termsOf } from './search.ts';
import { ancestorsOf, isOpenAtFirst, pinnedNode, rowsOf, type TreeRow, treeOf } from './tree.ts';
import { WatchGrid } from './WatchGrid.tsx';
import { defaultFormats, watchStateOf } from './watch-state.ts';
import './watch.css';

/** Every signal of the rig as a tree: value, quality, write, force. */
export function WatchPane() {
  const { session, t, locale } = useWorkbench();
  const { signals } = useRig();
  const { refused } = useLab();
  const state = watchStateOf(session);
  const watch = useSyncExternalStore(state.subscribe, state.getSnapshot, state.getSnapshot);
  const hands = useMemo<Hands>(() => ({ session, t, pane: 'watch' }), [session, t]);
  const controllers = useMemo(() => new Set(session.props.controllers.map(({ name }) => name)), [session]);
  const { roots, byName } = useMemo(
    () => ({ roots: treeOf(signals), byName: new Map(signals.map((signal) => [signal.name, signal])) }),
    [signals],
  );
  const terms = useMemo(() => termsOf(watch.search), [watch.search]);
  const found = useMemo(() => findSignals(signals, session.props.signalNames, terms), [signals, session, terms]);
  const rows = useMemo(() => {
    const pinned = pinnedNode(watch.pinned, byName);
    const wanted = new Set(watch.wanted ? ancestorsOf(roots, watch.wanted.signal).map(({ id }) => id) : []);
    return rowsOf(pinned ? [pinned, ...roots] : roots, {
      isOpen: (node, level) => wanted.has(node.id) || (watch.open[node.id] ?? isOpenAtFirst(node, level, controllers)),
      found,
    });
  }, [roots, byName, watch.pinned, watch.open, watch.wanted, found, controllers]);
  const toggle = (row: TreeRow, open: boolean) => {
    // While a search is on, everything found is open anyway.
    if (found === null) state.setOpen([row.node.id], open);
  };
  return (
    <div className="wb-watch">
      <div className="wb-toolbar">
        <TextField
          className="wb-search"
          value={watch.search}
          onChange={(search) => state.search(search)}
          aria-label={t('watch.search')}
        >
          <Search aria-hidden="true" size={14} />
          <Input placeholder={t('watch.search.hint')} type="search" maxLength={300} dir="auto" />
        </TextField>
        <ToggleButtonGroup
          className="wb-segments"
          aria-label={t('watch.format')}
          selectedKeys={[watch.format]}
          disallowEmptySelection
          onSelectionChange={(keys) => state.setFormat(defaultFormats.find((one) => keys.has(one)) ?? 'dec')}
        >
          {defaultFormats.map((one) => (
            <ToggleButton key={one} id={one} className="wb-segment">
              {t(`watch.format.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      <ForceStrip hands={hands} watch={watch} onShow={(signal) => state.reveal(signal)} />
      {refused?.pane === 'watch' && (
        <p className="wb-message wb-message-danger" role="status">
          {refused.signal && `${refused.signal}: `}
          {refused.message[locale]}
        </p>
      )}
      {signals.length === 0 ? (
        <p className="wb-empty">{t('watch.empty')}</p>
      ) : rows.length === 0 ? (
        <p className="wb-empty">{t('watch.none')}</p>
      ) : (
        <WatchGrid hands={hands} state={state} watch={watch} rows={rows} terms={terms} onToggle={toggle} />
      )}
      <p className="wb-hidden" role="status">
        {found && t('watch.found', { count: found.size })}
      </p>
    </div>
  );
}
