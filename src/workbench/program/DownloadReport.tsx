import { useMemo } from 'react';
import type { DownloadOutcome } from '../lab-session.ts';
import { Sentence } from '../Sentence.tsx';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { changeReport } from './change-report.ts';
import type { PlaceWords } from './ladder/file-places.ts';

/** More names than this nobody reads in a message. */
const mostNames = 40;

interface DownloadReportProps {
  controller: string;
  outcome: DownloadOutcome;
  /** Of a file that is drawn: its lines are not on the screen. */
  placeWords: PlaceWords | null;
}

/** What came of the last download: that it runs and what became of the values, or why it does not. */
export default function DownloadReport({ controller, outcome, placeWords }: DownloadReportProps) {
  const { t, locale } = useWorkbench();
  if (outcome.kind === 'refused') {
    return (
      <p className="wb-message wb-message-danger" role="status">
        {t('program.refused', { message: outcome.message[locale] })}
      </p>
    );
  }
  if (outcome.kind === 'not-compiled') {
    const first = outcome.report.diagnostics.find(({ severity }) => severity === 'error');
    return (
      <p className="wb-message wb-message-danger" role="status">
        <span>
          {t('program.not-compiled')}{' '}
          {first && (
            <Sentence
              text={`${placeWords?.(first.range) ?? t('program.problem.at', { line: first.range.line })}: ${first.message[locale]}`}
            />
          )}
        </span>
      </p>
    );
  }
  return <Done controller={controller} outcome={outcome} />;
}

function Done({ controller, outcome }: { controller: string; outcome: DownloadOutcome & { kind: 'done' } }) {
  const { t } = useWorkbench();
  const { signals } = useRig();
  const { mode, report, before } = outcome;
  const told = useMemo(() => changeReport(controller, report, before, signals), [controller, report, before, signals]);
  const summary = t(mode === 'online' ? 'program.done.online' : 'program.done.restart', {
    kept: report.kept.length,
    initialised: report.initialised.length,
  });
  return (
    <div className="wb-message" role="status">
      <details className="wb-report">
        <summary>{summary}</summary>
        {mode === 'online' ? (
          <dl>
            <Names title={t('program.report.kept', { count: told.kept.length })} names={told.kept} />
            <Names
              title={t('program.report.new', { count: told.added.length })}
              names={told.added.map(({ path }) => path)}
              about={(path) => {
                const was = told.added.find((one) => one.path === path)?.was;
                return was ? t('program.report.renamed', { name: was }) : null;
              }}
            />
            <Names
              title={t('program.report.retyped', { count: told.retyped.length })}
              names={told.retyped.map(({ path }) => path)}
              about={(path) => {
                const one = told.retyped.find((candidate) => candidate.path === path);
                return one ? t('program.report.retyped.from', { from: one.from, to: one.to }) : null;
              }}
            />
            <Names title={t('program.report.other', { count: told.other.length })} names={told.other} />
            <Names title={t('program.report.gone', { count: told.gone.length })} names={told.gone} />
          </dl>
        ) : (
          <dl>
            <Names title={t('program.report.other', { count: report.initialised.length })} names={report.initialised} />
          </dl>
        )}
      </details>
    </div>
  );
}

interface NamesProps {
  title: string;
  names: readonly string[];
  about?: (name: string) => string | null;
}

function Names({ title, names, about = () => null }: NamesProps) {
  const { t } = useWorkbench();
  if (names.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ul className="wb-report-names">
          {names.slice(0, mostNames).map((name) => (
            <li key={name}>
              <code>{name}</code> {about(name)}
            </li>
          ))}
          {names.length > mostNames && <li>{t('program.report.more', { count: names.length - mostNames })}</li>}
        </ul>
      </dd>
    </>
  );
}
