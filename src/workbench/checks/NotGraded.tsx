import { FileCheck, FileX, Wrench } from 'lucide-react';
import { Sentence } from '../Sentence.tsx';
import { useLab, useWorkbench } from '../workbench-context.ts';

/** Did not run, and our own failure: two other sentences than "not met". */
export function NotGraded() {
  const { session, t, locale } = useWorkbench();
  const { result } = useLab();
  if (!result || result.outcome === 'graded') return null;
  if (result.outcome === 'our-failure') {
    return (
      <div className="wb-message wb-message-ours">
        <Wrench aria-hidden="true" size={16} />
        <span>
          {t('checks.our-failure')} {result.message[locale]}
        </span>
      </div>
    );
  }
  if (result.outcome === 'withheld') {
    return (
      <div className="wb-message" role="status">
        <FileCheck aria-hidden="true" size={16} />
        <span>{result.message[locale]}</span>
      </div>
    );
  }
  const controller = session.programs[0]?.name ?? '';
  const places = [
    ...result.diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ range, message }) => ({ file: range.file, line: range.line, column: range.column, message })),
    ...(result.fault ? [result.fault] : []),
  ];
  return (
    <div className="wb-message wb-message-not-run">
      <FileX aria-hidden="true" size={16} />
      <div>
        <p>{t('checks.not-run')}</p>
        <ul className="wb-places">
          {places.slice(0, 5).map((place) => (
            <li key={`${place.file} ${place.line} ${place.column} ${place.message.en}`}>
              <button
                type="button"
                onClick={() => {
                  const owner = session.programs.find(({ name }) => session.text(name, place.file) !== undefined);
                  session.show({
                    controller: owner?.name ?? controller,
                    file: place.file,
                    line: place.line,
                    column: place.column,
                  });
                }}
              >
                {t('checks.go', { file: place.file, line: place.line })}
              </button>{' '}
              <Sentence text={place.message[locale]} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
