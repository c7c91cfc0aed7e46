import { TriangleAlert } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import type { Diagnostic } from '#sandbox/iec61131/diagnostics.ts';
import { Sentence } from '../Sentence.tsx';
import { usePreferences, useWorkbench } from '../workbench-context.ts';
import type { PlaceWords } from './ladder/file-places.ts';

/** More than this nobody reads in a list: the first mistake often makes the others. */
const mostProblems = 50;

interface ProgramStatusProps {
  controller: string;
  diagnostics: readonly Diagnostic[];
  /** Of a file that is drawn: its lines are not on the screen. */
  placeWords: PlaceWords | null;
  /** Said in place of "no problems". */
  instead: string | null;
  live: boolean;
  onLive: (on: boolean) => void;
  coverage: boolean;
  onCoverage: (on: boolean) => void;
  /** What the last scan covered, in words. */
  covered: string | null;
}

/** Below the editor: what is wrong, and what is drawn into the text. */
export function ProgramStatus(props: ProgramStatusProps) {
  const { session, t } = useWorkbench();
  const preferences = usePreferences();
  return (
    <div className="wb-program-status">
      <Problems {...props} />
      <span className="wb-spacer" />
      {props.covered !== null && <span className="wb-coverage-count">{props.covered}</span>}
      <ToggleButton
        className="wb-toggle"
        isSelected={props.coverage}
        onChange={props.onCoverage}
        render={(own) => <button {...own} title={t('program.coverage.about')} />}
      >
        {t('program.coverage')}
      </ToggleButton>
      <ToggleButton className="wb-toggle" isSelected={props.live} onChange={props.onLive}>
        {t('program.live')}
      </ToggleButton>
      <ToggleButton
        className="wb-toggle"
        isSelected={preferences.tabMovesFocus}
        onChange={(tabMovesFocus) => session.preferences.save({ tabMovesFocus })}
      >
        {t('program.tab')}
      </ToggleButton>
    </div>
  );
}

function Problems({ controller, diagnostics, placeWords, instead }: ProgramStatusProps) {
  const { session, t, locale } = useWorkbench();
  const problems = diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  if (problems.length === 0) return <span>{instead ?? t('program.problems.none')}</span>;
  return (
    <details className="wb-problems">
      <summary>
        <TriangleAlert aria-hidden="true" size={14} />
        {problems.length === 1 ? t('program.problems.one') : t('program.problems', { count: problems.length })}
      </summary>
      <ul>
        {problems.slice(0, mostProblems).map(({ code, range, message }) => (
          <li key={`${code} ${range.file} ${range.start}`}>
            <button
              type="button"
              onClick={() => session.show({ controller, file: range.file, line: range.line, column: range.column })}
            >
              {placeWords?.(range) ?? t('program.problem.at', { line: range.line })}
            </button>{' '}
            <Sentence text={message[locale]} /> <span className="wb-code">{code}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
