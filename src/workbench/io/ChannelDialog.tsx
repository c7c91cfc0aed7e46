import { Eye } from 'lucide-react';
import { useMemo } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import type { WorkbenchTerminal } from '../props.ts';
import { LiveValue } from '../rig/LiveValue.tsx';
import type { Hands } from '../watch/acts.ts';
import { ChangeForm } from '../watch/ChangeForm.tsx';
import { QualityMark } from '../watch/QualityMark.tsx';
import { qualityOf } from '../watch/quality.ts';
import { formatFor, watchStateOf } from '../watch/watch-state.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { usesOf } from './uses.ts';

interface ChannelDialogProps {
  terminal: WorkbenchTerminal;
  forced: boolean;
  close: () => void;
}

/** One channel: what it is now, force and unforce, and the ways to the watch and to the program. */
export function ChannelDialog({ terminal, forced, close }: ChannelDialogProps) {
  const { session, t, openPane } = useWorkbench();
  const rig = useRig();
  const signal = rig.signals.find(({ name }) => name === terminal.signal);
  const hands = useMemo<Hands>(() => ({ session, t, pane: 'io' }), [session, t]);
  const { panes } = session.props;
  const uses = useMemo(() => usesOf(terminal.address, session.program(terminal.controller)), [session, terminal]);
  const watch = watchStateOf(session);
  if (!signal) return <p>{t('watch.empty')}</p>;
  return (
    <div className="wb-channel-dialog">
      <p className="wb-channel-facts">
        <strong className="wb-code">{terminal.address}</strong>
        <span className="wb-code">{signal.type}</span>
        <LiveValue signal={signal.name} type={signal.type} />
        {forced && <span className="wb-forced-mark">{t('watch.forced')}</span>}
        <QualityMark quality={qualityOf(terminal.controller, rig)} />
      </p>
      <ChangeForm
        hands={hands}
        signal={signal}
        format={formatFor(watch.getSnapshot(), signal.name, signal.type)}
        forced={forced}
        close={close}
      />
      {panes.includes('program') && (
        <div className="wb-channel-uses">
          <h3>{t('io.uses')}</h3>
          {uses.length === 0 ? (
            <p>{t('io.uses.none', { address: terminal.address })}</p>
          ) : (
            <ul>
              {uses.map(({ file, line, column, text, kind }) => (
                <li key={`${file} ${line}`}>
                  <button
                    type="button"
                    title={t(`io.uses.${kind}`)}
                    onClick={() => {
                      close();
                      session.show({ controller: terminal.controller, file, line, column });
                    }}
                  >
                    <span className="wb-channel-place">
                      {file}:{line}
                    </span>
                    <code>{text}</code>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {panes.includes('watch') && (
        <ActionButton
          icon={Eye}
          look="quiet"
          label={t('io.to-watch')}
          onPress={() => {
            close();
            watch.reveal(signal.name);
            openPane('watch');
          }}
        />
      )}
    </div>
  );
}
