import { TriangleAlert } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { Sentence } from '../Sentence.tsx';
import { longestText } from '../work/saving.ts';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';

/** A text that nobody takes: said at once, beside the text. */
export function TooLongNotice() {
  const { session, t, locale } = useWorkbench();
  const state = useSyncExternalStore(session.saving.subscribe, session.saving.getState, session.saving.getState);
  if (state.kind !== 'too-long') return null;
  const figure = (count: number) => count.toLocaleString(locale);
  return (
    <p className="wb-message wb-message-ours" role="alert">
      <TriangleAlert aria-hidden="true" size={16} />
      <span>{t('program.too-long', { name: state.name, length: figure(state.length), limit: figure(longestText) })}</span>
    </p>
  );
}

/** Why the controller stands still, and where. */
export function FaultNotice({ controller }: { controller: string }) {
  const { session, t, locale } = useWorkbench();
  const { differs } = useLab();
  const fault = useRig().rig?.controllers[controller]?.fault ?? null;
  if (!fault || differs[controller]) return null;
  const { file, line, column, message } = fault;
  return (
    <p className="wb-message wb-message-danger" role="alert">
      <TriangleAlert aria-hidden="true" size={16} />
      <span>
        <Sentence text={t('controller.fault.at', { name: controller, file, line, message: message[locale] })} />{' '}
        {t('controller.fault.next')}
      </span>
      <ActionButton
        label={t('controller.fault.show')}
        look="quiet"
        onPress={() => session.show({ controller, file, line, column })}
      />
    </p>
  );
}

/** What was refused of an act with files. */
export function RefusedNotice() {
  const { session, t, locale } = useWorkbench();
  const { refused } = useLab();
  if (refused?.pane !== 'program') return null;
  return (
    <p className="wb-message wb-message-danger" role="alert">
      <TriangleAlert aria-hidden="true" size={16} />
      <span>{refused.message[locale]}</span>
      <ActionButton label={t('close')} look="quiet" onPress={() => session.forgetRefusal()} />
    </p>
  );
}
