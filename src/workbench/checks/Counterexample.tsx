import type { Verdict } from '#sandbox/host/api.ts';
import { eventWords } from '../replay/event-words.ts';
import { useWorkbench } from '../workbench-context.ts';

/** Random operation made a program fail: what was done, as short as it could be made. */
export function Counterexample({ verdict }: { verdict: Verdict }) {
  const { session, t } = useWorkbench();
  const { counterexample, trace } = verdict;
  if (!counterexample || !trace) return null;
  const { events, run, drawnEvents } = counterexample;
  return (
    <div className="wb-counterexample">
      <p>
        {t(events.length < drawnEvents ? 'checks.counterexample.shrunk' : 'checks.counterexample', { run, drawn: drawnEvents })}
      </p>
      <ol aria-label={t('checks.counterexample.events')}>
        {events.map((event) => {
          const { at, what, did } = eventWords(event, trace, session.props, t);
          return (
            <li key={`${event.tick} ${event.signal}`}>
              <span className="wb-event-at">{at}</span> {what} {did}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
