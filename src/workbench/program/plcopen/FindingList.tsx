import { Info, TriangleAlert } from 'lucide-react';
import type { ImportFinding } from '#sandbox/iec61131/plcopen/finding.ts';
import { useWorkbench } from '../../workbench-context.ts';

/** What could not be read or said, each with its place. */
export function FindingList({ title, findings }: { title: string; findings: readonly ImportFinding[] }) {
  const { t, locale } = useWorkbench();
  if (findings.length === 0) return null;
  return (
    <section className="wb-plcopen-findings">
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keyboard too */}
      <ul tabIndex={0} aria-label={title}>
        {findings.map(({ severity, message, place }, at) => {
          const where = [
            place.file,
            place.pou,
            place.network === undefined ? undefined : t('plcopen.place.network', { number: place.network }),
            place.localId === undefined ? undefined : t('plcopen.place.element', { id: place.localId }),
            place.line === undefined ? undefined : t('plcopen.place.line', { number: place.line }),
          ].filter((part) => part !== undefined && part !== '');
          const Icon = severity === 'error' || severity === 'warning' ? TriangleAlert : Info;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that does not change
            <li key={at} data-severity={severity}>
              <Icon role="img" aria-label={t(`plcopen.severity.${severity}`)} size={16} strokeWidth={1.75} />
              <span>
                {where.length > 0 && <span className="wb-plcopen-place">{where.join(', ')}</span>}
                {message[locale]}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
