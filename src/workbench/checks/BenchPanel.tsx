import { ClipboardCheck, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import type { WorkbenchBench } from '../props.ts';
import { formatValue } from '../rig/value-format.ts';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';
import './bench.css';

/** The bench of a troubleshooting lab: tests to make, what was made and what it cost, and the diagnosis. */
export function BenchPanel({ bench }: { bench: WorkbenchBench }) {
  const { session, t, locale } = useWorkbench();
  const { link, rig, signals } = useRig();
  const { refused } = useLab();
  const [chosen, setChosen] = useState<string | null>(null);
  const record = rig?.bench ?? null;
  const made = record?.made ?? [];
  const pending = record?.pending ?? null;
  const named = record?.diagnosis ?? null;
  const why = benchWhy();
  const testOf = (id: string) => bench.tests.find((test) => test.id === id);
  const total = (what: 'minutes' | 'money') =>
    amount(
      made.reduce((sum, { test }) => sum + (testOf(test)?.[what] ?? 0), 0),
      locale,
    );

  /** Why nothing can be done on the bench now. */
  function benchWhy(): string | null {
    if (link !== 'online' || record === null) return t('bench.wait');
    if (rig?.time.past) return t('bench.past');
    return null;
  }
  const running = rig?.phase === 'running';

  return (
    <section className="wb-bench" aria-label={t('bench.title')}>
      <h3>{t('bench.title')}</h3>
      <p className="wb-bench-about">{t('bench.about')}</p>
      <ul className="wb-bench-tests">
        {bench.tests.map((test) => (
          <li key={test.id}>
            <span>
              {test.text}
              <span className="wb-bench-cost">
                {t(test.money === 0 ? 'bench.cost.time' : 'bench.cost', {
                  minutes: amount(test.minutes, locale),
                  money: amount(test.money, locale),
                })}
              </span>
            </span>
            <ActionButton
              icon={FlaskConical}
              label={t('bench.run')}
              spoken={t('bench.run.name', { name: test.text })}
              why={why ?? (pending !== null ? t('bench.pending', { name: testOf(pending)?.text ?? pending }) : null)}
              onPress={() => void session.ask('checks', test.id, { type: 'test', test: test.id })}
            />
          </li>
        ))}
      </ul>
      <div role="status">
        {pending !== null && (
          <p className="wb-message">
            {t('bench.pending', { name: testOf(pending)?.text ?? pending })}
            {!running && ` ${t('bench.pending.paused')}`}
          </p>
        )}
        {refused?.pane === 'checks' && <p className="wb-message wb-message-danger">{refused.message[locale]}</p>}
      </div>
      {made.length > 0 && (
        <div className="wb-bench-scroll">
          <table className="wb-bench-record">
            <caption>{t('bench.record')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('bench.record.at')}</th>
                <th scope="col">{t('bench.record.test')}</th>
                <th scope="col">{t('bench.record.readings')}</th>
                <th scope="col">{t('bench.record.minutes')}</th>
                <th scope="col">{t('bench.record.money')}</th>
              </tr>
            </thead>
            <tbody>
              {made.map(({ test, at, readings }) => (
                <tr key={`${test} ${at}`}>
                  <td>{(Number(at) / 1e9).toFixed(1)} s</td>
                  <td>{testOf(test)?.text ?? test}</td>
                  <td>
                    <ul>
                      {Object.entries(readings).map(([signal, value]) => (
                        <li key={signal}>
                          {t('bench.reading', {
                            name: session.props.signalNames[signal] ?? signal,
                            value: formatValue(value, typeOf(signal, value)),
                          })}
                        </li>
                      ))}
                    </ul>
                  </td>
                  <td>{amount(testOf(test)?.minutes ?? 0, locale)}</td>
                  <td>{amount(testOf(test)?.money ?? 0, locale)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={3}>
                  {t('bench.record.total')}
                </th>
                <td>{total('minutes')}</td>
                <td>{total('money')}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      <fieldset className="wb-bench-diagnosis">
        <legend>{t('bench.diagnosis')}</legend>
        {bench.faults.map(({ id, text }) => (
          <label key={id}>
            <input type="radio" name="diagnosis" value={id} checked={(chosen ?? named) === id} onChange={() => setChosen(id)} />
            {text}
          </label>
        ))}
        <div className="wb-row">
          <ActionButton
            icon={ClipboardCheck}
            label={t('bench.name')}
            look="primary"
            why={why ?? (chosen === null && named === null ? t('bench.choose') : null)}
            onPress={() => {
              const fault = chosen ?? named;
              if (fault !== null) void session.ask('checks', fault, { type: 'diagnose', fault });
            }}
          />
          <p role="status">
            {named !== null && t('bench.named', { name: bench.faults.find(({ id }) => id === named)?.text ?? named })}
          </p>
        </div>
      </fieldset>
    </section>
  );

  function typeOf(signal: string, value: unknown): string {
    return signals.find(({ name }) => name === signal)?.type ?? (typeof value === 'number' ? 'REAL' : '');
  }
}

function amount(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}
