import type { GatewayChanges } from '#sandbox/wire/gateway.ts';
import type { DownloadOutcome } from '../lab-session.ts';
import { Sentence } from '../Sentence.tsx';
import type { Words } from '../words.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { controller, fileName } from './gateway-program.ts';

const kinds = ['connections', 'groups', 'tags', 'alarms'] as const;
const ways = ['added', 'changed', 'removed'] as const;
/** More names than this nobody reads in a message. */
const mostNames = 40;

/** What came of the last apply: what went on and what did not, or why it was not taken. */
export function ApplyReport({ outcome }: { outcome: DownloadOutcome | undefined }) {
  const { session, t, locale } = useWorkbench();
  const { programs } = useRig();
  if (!outcome) return null;
  if (outcome.kind === 'refused') {
    return (
      <p className="wb-message wb-message-danger" role="status">
        {t('gateway.not-applied', { message: outcome.message[locale] })}
      </p>
    );
  }
  if (outcome.kind === 'not-compiled') {
    const first = outcome.report.diagnostics.find(({ severity }) => severity === 'error');
    return (
      <div className="wb-message wb-message-danger wb-gateway-report" role="status">
        <span>
          {t(programs[controller] ? 'gateway.refused.problems' : 'gateway.refused.none')}{' '}
          {first && (
            <>
              <button
                type="button"
                onClick={() => session.show({ controller, file: fileName, line: first.range.line, column: first.range.column })}
              >
                {t('gateway.problem.at', { line: first.range.line, column: first.range.column })}
              </button>{' '}
              <Sentence text={first.message[locale]} />
            </>
          )}
        </span>
      </div>
    );
  }
  const { changes } = outcome.report;
  return (
    <div className="wb-message wb-message-good" role="status">
      {changes ? <Changes changes={changes} /> : t('gateway.applied')}
    </div>
  );
}

function Changes({ changes }: { changes: GatewayChanges }) {
  const { t } = useWorkbench();
  const parts = kinds.flatMap((kind) => {
    const figures = figuresOf(changes[kind], t);
    return figures === '' ? [] : [t(`gateway.applied.${kind}`, { figures })];
  });
  const also = (['northbound', 'namespace', 'store'] as const)
    .filter((part) => changes[part])
    .map((part) => t(`gateway.applied.${part}`));
  const touched = kinds.filter((kind) => ways.some((way) => changes[kind][way].length > 0));
  if (touched.length === 0 && also.length === 0) return <span>{t('gateway.applied.nothing')}</span>;
  return (
    <details className="wb-report">
      <summary>
        {t('gateway.applied')} {[...parts, ...also].join(' · ')}
      </summary>
      <dl>
        {touched.map((kind) => (
          <div key={kind}>
            <dt>{t(`gateway.applied.${kind}`, { figures: figuresOf(changes[kind], t) })}</dt>
            {ways
              .filter((way) => changes[kind][way].length > 0)
              .map((way) => (
                <dd key={way}>
                  {t(`gateway.change.names.${way}`, {
                    names: changes[kind][way].slice(0, mostNames).join(t('gateway.change.list')),
                  })}
                  {changes[kind][way].length > mostNames &&
                    ` ${t('program.report.more', { count: changes[kind][way].length - mostNames })}`}
                </dd>
              ))}
          </div>
        ))}
      </dl>
    </details>
  );
}

function figuresOf(change: GatewayChanges['tags'], t: Words): string {
  const figures = [
    ...(change.kept > 0 ? [t('gateway.change.kept', { count: change.kept })] : []),
    ...ways.filter((way) => change[way].length > 0).map((way) => t(`gateway.change.${way}`, { count: change[way].length })),
  ];
  return figures.join(t('gateway.change.list'));
}
