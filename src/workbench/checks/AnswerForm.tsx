import { useEffect, useId, useState } from 'react';
import type { WorkbenchQuestion } from '../props.ts';
import { useLab, useWorkbench } from '../workbench-context.ts';
import { answersPlace, faultOf, readTyped, type Typed, typedAnswers, withAnswer } from './answers-file.ts';
import './answers.css';

const { controller, file } = answersPlace;

/** The questions of a step. What is typed is saved as it is typed; a whole answer goes to the rig at once. */
export function AnswerForm({ questions }: { questions: readonly WorkbenchQuestion[] }) {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const ready = lab.work.kind === 'ready';
  const [text, setText] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another load is another text, here and in every other form of this page
  useEffect(() => {
    if (ready) setText(session.text(controller, file) ?? '');
  }, [session, ready, lab.loads]);
  if (questions.length === 0) return null;
  const answers = typedAnswers(text);
  const put = (name: string, value: Typed | null): void => {
    // Steps have forms of their own and one file: what stands there now, not what this form saw last.
    const next = withAnswer(session.text(controller, file) ?? '', name, value);
    session.edit(controller, file, next);
    setText(next);
  };
  const commit = (): void => void session.download(controller, 'online');
  const outcome = lab.downloads[controller];
  return (
    <form className="wb-answers" aria-label={t('answers.title')} onSubmit={(event) => event.preventDefault()}>
      {questions.map((question) => (
        <Question
          key={question.name}
          question={question}
          value={answers[question.name]}
          waits={!ready}
          put={(value) => put(question.name, value)}
          commit={commit}
        />
      ))}
      <div role="status">
        {outcome?.kind === 'refused' && <p className="wb-message wb-message-danger">{outcome.message[locale]}</p>}
      </div>
    </form>
  );
}

interface QuestionProps {
  question: WorkbenchQuestion;
  value: Typed | undefined;
  /** The saved work has not come yet. */
  waits: boolean;
  put: (value: Typed | null) => void;
  commit: () => void;
}

function Question({ question, value, waits, put, commit }: QuestionProps) {
  const id = useId();
  const { t } = useWorkbench();
  const choose = (chosen: Typed): void => {
    put(chosen);
    commit();
  };
  if (question.kind === 'yes-no' || question.kind === 'choice') {
    const options: { value: Typed; label: string }[] =
      question.kind === 'choice'
        ? question.options.map((option) => ({ value: option.id, label: option.text }))
        : [
            { value: true, label: t('answers.yes') },
            { value: false, label: t('answers.no') },
          ];
    return (
      <fieldset className="wb-question" disabled={waits}>
        <legend>{question.label}</legend>
        {options.map((option) => (
          <label key={String(option.value)} className="wb-question-option">
            <input type="radio" name={id} checked={value === option.value} onChange={() => choose(option.value)} />
            {option.label}
          </label>
        ))}
      </fieldset>
    );
  }
  const fault = faultOf(question, value);
  const [from, to] = question.kind === 'number' ? [question.from ?? '', question.to ?? ''] : ['', ''];
  return (
    <div className="wb-question">
      <label htmlFor={id}>{question.label}</label>
      <span className="wb-question-field">
        <input
          id={id}
          type="text"
          inputMode={question.kind === 'number' ? 'decimal' : 'text'}
          maxLength={question.kind === 'text' ? question.longest : 40}
          autoComplete="off"
          disabled={waits}
          value={value === undefined ? '' : String(value)}
          aria-invalid={fault !== null}
          aria-describedby={`${id}-unit ${id}-fault`}
          onChange={(event) => put(event.currentTarget.value)}
          onBlur={(event) => {
            const read = readTyped(question, event.currentTarget.value);
            put(read === '' ? null : read);
            if (faultOf(question, read) === null) commit();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
        <span id={`${id}-unit`}>{question.kind === 'number' ? question.unit : ''}</span>
      </span>
      <span id={`${id}-fault`} className="wb-question-fault">
        {fault !== null && t(`answers.${fault}`, { from, to })}
      </span>
    </div>
  );
}
