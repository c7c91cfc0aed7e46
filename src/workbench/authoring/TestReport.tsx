import { Check, CircleAlert, Play, Square } from 'lucide-react';
import { Fragment } from 'react';
import type { ProofRun } from '../../academy/authoring/lab-api.ts';
import type { Locale } from '../props.ts';
import { Place } from './FindingList.tsx';
import type { LabDesk } from './lab-desk.ts';
import type { ProofDesk, ProofSnapshot } from './proof-desk.ts';
import type { LabEditorWords } from './words.ts';

interface Of {
  desk: LabDesk;
  proof: ProofDesk;
  run: ProofSnapshot;
  unsaved: boolean;
  locale: Locale;
  t: LabEditorWords;
}

/** What `lab test` proves, sentence by sentence, as it comes. */
export function TestReport({ desk, proof, run: { run, told }, unsaved, locale, t }: Of) {
  if (run === null) return <p className="le-quiet">{told === null ? t('author.lab.loading') : told[locale]}</p>;
  const running = run.state === 'running';
  return (
    <div className="le-test">
      <div className="le-row">
        {running ? (
          <button type="button" className="button button-quiet" onClick={() => void proof.end()}>
            <Square aria-hidden="true" size={16} strokeWidth={1.75} />
            {t('author.lab.test.end')}
          </button>
        ) : (
          <button
            type="button"
            className="button"
            aria-disabled={run.busyWith !== null}
            onClick={() => run.busyWith === null && void proof.begin()}
          >
            <Play aria-hidden="true" size={16} strokeWidth={1.75} />
            {t(run.state === 'none' ? 'author.lab.test.begin' : 'author.lab.test.again')}
          </button>
        )}
        <p className="le-outcome" role="status" data-outcome={outcomeOf(run)}>
          {told ? told[locale] : sentenceOf(run, t)}
        </p>
      </div>
      {unsaved && !running && <p className="le-quiet">{t('author.lab.test.unsaved')}</p>}
      {run.outdated && !running && <p className="le-quiet">{t('author.lab.test.outdated')}</p>}
      {run.proofs.length > 0 && (
        <ol className="le-proofs">
          {run.proofs.map(({ ok, about, name, detail }) => (
            <li key={name.en} data-ok={ok}>
              {ok ? (
                <Check role="img" aria-label={t('author.lab.test.proved')} size={16} strokeWidth={2} />
              ) : (
                <CircleAlert role="img" aria-label={t('author.lab.test.unproved')} size={16} strokeWidth={1.75} />
              )}
              <div>
                <p>{name[locale]}</p>
                {detail && <Detail {...{ desk, about }} text={detail[locale]} />}
              </div>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

const outcomeOf = (run: ProofRun): 'proved' | 'unproved' | 'open' =>
  run.state === 'done'
    ? run.proofs.every(({ ok }) => ok)
      ? 'proved'
      : 'unproved'
    : run.state === 'running' || run.state === 'none'
      ? 'open'
      : 'unproved';

function sentenceOf(run: ProofRun, t: LabEditorWords): string {
  const values = { count: run.proofs.length, failed: run.proofs.filter(({ ok }) => !ok).length };
  if (run.busyWith !== null) return t('author.lab.test.busy', { lab: run.busyWith });
  if (run.state === 'none') return t('author.lab.test.none');
  if (run.state !== 'done') return t(`author.lab.test.${run.state}`, values);
  return t(values.failed === 0 ? 'author.lab.test.done' : 'author.lab.test.not-proved', values);
}

/** `labs/my-lab/lab.yaml:12:3: …` or, of a program that did not run, `main.st:3:5: …` */
const places = /(?:labs\/[\w-]+\/)?([\w./-]+\.(?:yaml|st|svg|md)):(\d+):(\d+)/g;

/** Places in it lead to their line; a program's name stands in the folder that the sentence is about. */
function Detail({ desk, about, text }: { desk: LabDesk; about: string; text: string }) {
  const known = new Set(desk.getSnapshot().files?.map(({ name }) => name));
  return text.split('\n').map((line) => {
    const parts: (string | { file: string; line: number; column: number })[] = [];
    let end = 0;
    for (const match of line.matchAll(places)) {
      const [whole, name = '', at = '1', column = '1'] = match;
      const file = [name, `${about}/${name}`, `start/${name}`].find((one) => known.has(one));
      if (file === undefined) continue;
      parts.push(line.slice(end, match.index), { file, line: Number(at), column: Number(column) });
      end = match.index + whole.length;
    }
    parts.push(line.slice(end));
    return (
      <p key={line} className="le-detail">
        {parts.map((part) =>
          typeof part === 'string' ? (
            <Fragment key={part}>{part}</Fragment>
          ) : (
            <Place key={`${part.file} ${part.line}`} desk={desk} {...part} />
          ),
        )}
      </p>
    );
  });
}
