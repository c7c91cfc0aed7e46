import { CircleCheck, CircleX, FileCheck, FileX, type LucideIcon, Wrench } from 'lucide-react';
import type { CheckRecord } from '../lab-session.ts';
import { useLab, useWorkbench } from '../workbench-context.ts';

const icons: Record<CheckRecord['outcome'], LucideIcon> = {
  passed: CircleCheck,
  'not-met': CircleX,
  'did-not-run': FileX,
  'our-failure': Wrench,
  withheld: FileCheck,
};

/** The checks of this visit, the last first: what came of each, and when. */
export function CheckHistory() {
  const { t, locale } = useWorkbench();
  const { history } = useLab();
  if (history.length < 2) return null;
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  return (
    <details className="wb-history">
      <summary>{t('checks.history', { count: history.length })}</summary>
      <ol>
        {history.map(({ at, outcome, met, of }) => {
          const Icon = icons[outcome];
          return (
            <li key={at}>
              <time dateTime={new Date(at).toISOString()}>{time.format(at)}</time>
              <Icon aria-hidden="true" size={14} className="wb-history-icon" data-outcome={outcome} />
              {t(`checks.history.${outcome}`, { met, of })}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
