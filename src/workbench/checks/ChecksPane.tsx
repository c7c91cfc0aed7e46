import { ChartLine, Circle, CircleCheck, CircleDot, CircleX, Film, ListChecks } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Verdict } from '#sandbox/host/api.ts';
import { ActionButton } from '../ActionButton.tsx';
import { currentStep } from '../lab-session.ts';
import type { WorkbenchStep } from '../props.ts';
import { useLab, useWorkbench } from '../workbench-context.ts';
import './checks.css';
import { Sentence } from '../Sentence.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import { BenchPanel } from './BenchPanel.tsx';
import { CheckHistory } from './CheckHistory.tsx';
import { Counterexample } from './Counterexample.tsx';
import { FaultSwitches } from './FaultSwitches.tsx';
import { firstUnmet } from './first-unmet.ts';
import { Hints } from './Hints.tsx';
import { NotGraded } from './NotGraded.tsx';
import { TraceDrawing } from './TraceDrawing.tsx';

/** The lab's steps, one button to check them, and what the first unmet check says. */
export function ChecksPane() {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const { props } = session;
  const now = currentStep(props, lab.steps);
  const done = now === props.steps.length;
  const graded = lab.result?.outcome === 'graded' ? lab.result : null;
  const unmet = graded ? firstUnmet(props.steps, graded.verdicts) : null;
  const why = session.props.watching
    ? t('help.why.check')
    : lab.work.kind !== 'ready'
      ? t('checks.wait')
      : lab.checking
        ? t('checks.checking')
        : null;

  return (
    <div className="wb-checks">
      <div className="wb-toolbar">
        <ActionButton
          icon={ListChecks}
          label={lab.checking ? t('checks.checking') : t('checks.check')}
          look="primary"
          why={why}
          onPress={() => void session.check()}
        />
        <span className="wb-toolbar-note">{t('checks.check.about')}</span>
        <Progress now={now} />
      </div>
      <div className="wb-checks-scroll">
        <div role="status" className="wb-checks-news">
          {lab.checkRefused && (
            <p className="wb-message wb-message-danger">{t('checks.refused', { message: lab.checkRefused[locale] })}</p>
          )}
          <NotGraded />
          {graded && !done && lab.justPassed.length > 0 && (
            <p className="wb-message wb-message-good">
              <CircleCheck aria-hidden="true" size={16} />
              {t('checks.step-passed', { title: props.steps[now]?.title ?? '' })}
            </p>
          )}
          {graded?.passed && !done && <p className="wb-message">{t('checks.all-passed')}</p>}
          {graded && unmet && lab.steps[unmet.step]?.passedAt && <p className="wb-message">{t('checks.still-passed')}</p>}
        </div>
        {done && (
          <section className="wb-done">
            <h3>
              <CircleCheck aria-hidden="true" size={20} />
              {t('checks.done')}
            </h3>
            <p>{t('checks.done.text', { count: props.steps.length })}</p>
            {props.next && (
              <a className="wb-button wb-button-primary" href={props.next.href}>
                {t('checks.next', { title: props.next.title })}
              </a>
            )}
          </section>
        )}
        {props.bench && <BenchPanel bench={props.bench} />}
        <FaultSwitches />
        <ol className="wb-steps">
          {props.steps.map((step, index) => (
            <Step
              key={step.id}
              step={step}
              number={index + 1}
              current={index === now}
              unmet={unmet?.step === step.id ? unmet : null}
            />
          ))}
        </ol>
        <CheckHistory />
      </div>
    </div>
  );
}

/** How far one is, in words and in marks. */
function Progress({ now }: { now: number }) {
  const { session, t } = useWorkbench();
  const { steps } = useLab();
  const total = session.props.steps.length;
  const passed = session.props.steps.filter(({ id }) => steps[id]?.passedAt).length;
  return (
    <p className="wb-progress">
      <span className="wb-progress-marks" aria-hidden="true">
        {session.props.steps.map(({ id }, index) => (
          <span key={id} data-state={steps[id]?.passedAt ? 'passed' : index === now ? 'current' : 'later'} />
        ))}
      </span>
      {now === total ? t('checks.progress.all', { total }) : t('checks.progress', { number: now + 1, total, passed })}
    </p>
  );
}

function Step({
  step,
  number,
  current,
  unmet,
}: {
  step: WorkbenchStep;
  number: number;
  current: boolean;
  unmet: Verdict | null;
}) {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const state = lab.steps[step.id];
  const passed = Boolean(state?.passedAt);
  const [open, setOpen] = useState(current);
  useEffect(() => {
    setOpen(current || unmet !== null);
  }, [current, unmet]);
  const verdicts = lab.result?.outcome === 'graded' ? lab.result.verdicts.filter((verdict) => verdict.step === step.id) : [];
  const label = passed ? t('checks.passed') : current ? t('checks.now') : t('checks.later');
  const attempts = state?.attempts ?? 0;
  return (
    <li className="wb-step" data-state={passed ? 'passed' : current ? 'current' : 'later'}>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary aria-current={current ? 'step' : undefined}>
          {passed ? (
            <CircleCheck aria-hidden="true" size={20} />
          ) : current ? (
            <CircleDot aria-hidden="true" size={20} />
          ) : (
            <Circle aria-hidden="true" size={20} />
          )}
          <span>
            <span className="wb-step-number">{t('checks.step', { number, total: session.props.steps.length })}</span>
            <span className="wb-step-title">{step.title}</span>
          </span>
          <span className="wb-step-state">
            {label}
            {attempts > 0 &&
              !passed &&
              ` · ${attempts === 1 ? t('checks.attempts.one') : t('checks.attempts', { count: attempts })}`}
          </span>
        </summary>
        {/* Made by the server from the lab's Markdown, in which raw HTML is not allowed. */}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the server's own HTML, see above */}
        {step.html && <div className="wb-step-text" dangerouslySetInnerHTML={{ __html: step.html }} />}
        <AnswerForm questions={step.questions} />
        <ul className="wb-check-list">
          {step.checks.map((check) => {
            const verdict = verdicts.find((one) => one.check === check.id);
            const isUnmet = unmet?.check === check.id;
            const met = passed || verdict?.outcome === 'passed';
            return (
              <li key={check.id} data-state={isUnmet ? 'unmet' : met ? 'met' : 'open'}>
                <p className="wb-check-title">
                  {isUnmet ? (
                    <CircleX aria-hidden="true" size={16} />
                  ) : met ? (
                    <CircleCheck aria-hidden="true" size={16} />
                  ) : (
                    <Circle aria-hidden="true" size={16} />
                  )}
                  {check.title}
                  {met && !isUnmet && <span className="wb-hidden">{t('checks.met')}</span>}
                </p>
                {verdict?.outcome === 'passed' && verdict.closeness && (
                  <p className="wb-check-closeness">{verdict.closeness[locale]}</p>
                )}
                {isUnmet && <Feedback verdict={unmet} title={check.title} />}
              </li>
            );
          })}
        </ul>
        <Hints step={step} />
      </details>
    </li>
  );
}

function Feedback({ verdict, title }: { verdict: Verdict; title: string }) {
  const { session, t, locale, openPane } = useWorkbench();
  const box = useRef<HTMLDivElement>(null);
  const { trace } = verdict;
  useEffect(() => {
    // A new verdict is what the reader asked for; it should not lie below the fold.
    if (verdict) box.current?.parentElement?.scrollIntoView({ block: 'start' });
  }, [verdict]);
  return (
    <div ref={box} className="wb-feedback">
      <p className="wb-feedback-head">{verdict.outcome === 'ran-too-short' ? t('checks.short') : t('checks.failed')}</p>
      {verdict.message && (
        <p className="wb-feedback-message">
          <Sentence text={verdict.message[locale]} />
        </p>
      )}
      <dl>
        {verdict.expected && (
          <>
            <dt>{t('checks.expected')}</dt>
            <dd>{verdict.expected[locale]}</dd>
          </>
        )}
        {verdict.observed && (
          <>
            <dt>{t('checks.observed')}</dt>
            <dd>{verdict.observed[locale]}</dd>
          </>
        )}
        {verdict.atSeconds !== null && (
          <>
            <dt>{t('checks.when')}</dt>
            <dd>{t('checks.at', { seconds: Number(verdict.atSeconds.toFixed(3)) })}</dd>
          </>
        )}
        {verdict.closeness && (
          <>
            <dt>{t('checks.closeness')}</dt>
            <dd>{verdict.closeness[locale]}</dd>
          </>
        )}
      </dl>
      <Counterexample verdict={verdict} />
      {trace && trace.signals.length > 0 && (
        <>
          <TraceDrawing trace={trace} numbered={verdict.counterexample?.events ?? []} />
          <div className="wb-row">
            {session.props.panes.includes('scene') && (
              <ActionButton
                icon={Film}
                label={t('checks.replay')}
                about={t('checks.replay.about')}
                onPress={() => {
                  session.startReplay(trace, title);
                  openPane('scene');
                }}
              />
            )}
            {session.props.panes.includes('trend') && (
              <ActionButton
                icon={ChartLine}
                label={t('checks.trend')}
                about={t('checks.trend.about')}
                onPress={() => {
                  session.startReplay(trace, title, false);
                  openPane('trend', true);
                }}
              />
            )}
          </div>
        </>
      )}
    </div>
  );
}
