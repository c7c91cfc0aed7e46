import { ArrowRight, Circle, SkipForward, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';

/** Where the scan stands: the statement that comes next, who called it, and the lines at which a run stops. */
export function CallStack({ controller }: { controller: string }) {
  const { session, t } = useWorkbench();
  const { rig, programs } = useRig();
  const { differs } = useLab();
  const { breakpoints } = session;
  useSyncExternalStore(breakpoints.subscribe, breakpoints.getVersion, breakpoints.getVersion);
  const statement = rig?.time.statement?.controller === controller ? rig.time.statement : null;
  const lines = Object.entries(breakpoints.all(controller)).flatMap(([file, all]) => all.map((line) => ({ file, line })));
  if (!statement && lines.length === 0) return null;
  const textOf = (file: string, line: number) =>
    programs[controller]
      ?.find(({ name }) => name === file)
      ?.text.split('\n')
      [line - 1]?.trim() ?? '';
  return (
    <div className="wb-stepping">
      {statement && (
        <div role="status">
          <p className="wb-stepping-head">
            {statement.kind === 'paused'
              ? t('stepping.paused', { number: statement.number })
              : t(`stepping.${statement.kind}`, { number: statement.number })}
            {differs[controller] && ` ${t('stepping.differs')}`}
          </p>
          {statement.stack.length > 0 && (
            <ol className="wb-stack" aria-label={t('stepping.stack')}>
              {statement.stack.map(({ pou, range }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a place in the stack is what an entry is
                <li key={index} aria-current={index === 0 ? 'step' : undefined}>
                  {index === 0 ? <ArrowRight aria-hidden="true" size={14} /> : <span className="wb-stack-indent" />}
                  <button
                    type="button"
                    onClick={() => session.show({ controller, file: range.file, line: range.line, column: range.column })}
                  >
                    {t('stepping.frame', { pou, file: range.file, line: range.line })}
                  </button>
                  <code>{textOf(range.file, range.line)}</code>
                </li>
              ))}
            </ol>
          )}
        </div>
      )}
      {lines.length > 0 && (
        <div className="wb-breakpoints">
          <ul aria-label={t('stepping.breakpoints')}>
            {lines.map(({ file, line }) => (
              <li key={`${file} ${line}`}>
                <Circle aria-hidden="true" size={10} className="wb-breakpoint-dot" />
                {t('checks.go.short', { file, line })}
                <ActionButton
                  icon={X}
                  iconOnly
                  look="quiet"
                  label={t('stepping.breakpoint.remove', { file, line })}
                  onPress={() => breakpoints.toggle(controller, file, line)}
                />
              </li>
            ))}
          </ul>
          <ActionButton icon={SkipForward} look="quiet" label={t('stepping.run-to')} onPress={() => session.runToBreakpoint()} />
        </div>
      )}
    </div>
  );
}
