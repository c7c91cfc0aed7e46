import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { LabFinding } from '../../academy/authoring/lab-api.ts';
import { pathIn } from '../../i18n/locales.ts';
import type { Locale } from '../props.ts';
import { Sentence } from '../Sentence.tsx';
import type { LabDesk } from './lab-desk.ts';
import type { LabEditorWords } from './words.ts';

interface Of {
  desk: LabDesk;
  findings: readonly LabFinding[];
  /** Whether anybody has looked yet. */
  looked: boolean;
  locale: Locale;
  t: LabEditorWords;
}

/** Each mistake with its file and line, which lead there. */
export function FindingList({ desk, findings, looked, locale, t }: Of) {
  if (!looked) return <p className="le-quiet">{t('author.lab.findings.looking')}</p>;
  if (findings.length === 0) return <p className="le-quiet">{t('author.lab.findings.none')}</p>;
  return (
    <ul className="le-findings">
      {findings.map(({ file, line, column, severity, message, reference }) => (
        <li key={`${file} ${line} ${column} ${message.en}`} data-severity={severity}>
          {severity === 'error' ? (
            <CircleAlert role="img" aria-label={t('author.lab.error')} size={16} strokeWidth={1.75} />
          ) : (
            <TriangleAlert role="img" aria-label={t('author.lab.warning')} size={16} strokeWidth={1.75} />
          )}
          <span>
            <Place {...{ desk, file, line, column }} /> <Sentence text={message[locale]} />
            {reference !== undefined && (
              <>
                {' '}
                <a href={pathIn(locale, reference)} target="_blank" rel="noreferrer">
                  {t('author.lab.reference')}
                </a>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Of what is not in this lab, such as a component of the library, only the name. */
export function Place({ desk, file, line, column }: { desk: LabDesk; file: string; line: number; column: number }) {
  const words = `${file}:${line}`;
  if (!desk.getSnapshot().files?.some(({ name }) => name === file)) return <code>{words}</code>;
  return (
    <button type="button" className="le-place" onClick={() => void desk.open(file, { line, column })}>
      {words}
    </button>
  );
}
