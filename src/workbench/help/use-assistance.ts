/** How it stands with help at this rig; asked again whenever the rig says that there is news of its company. */
import { useCallback, useEffect, useState } from 'react';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { AssistanceRequest, AssistanceState, HelpRequest } from '../../academy/api.ts';
import { wordsOf } from '../work/academy.ts';
import { useRig, useWorkbench } from '../workbench-context.ts';
import { assist, readAssistance } from './help-exchange.ts';

export interface Help {
  /** `null` until it is known. */
  state: AssistanceState | null;
  refused: LocalizedText | null;
  act: (request: AssistanceRequest | HelpRequest) => void;
}

export function useAssistance(): Help {
  const { props } = useWorkbench().session;
  const { company, link } = useRig();
  const [state, setState] = useState<AssistanceState | null>(null);
  const [refused, setRefused] = useState<LocalizedText | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every word of the rig about its company is a new object, and means news
  useEffect(() => {
    if (link !== 'online') return;
    let gone = false;
    readAssistance(props).then(
      (now) => !gone && setState(now),
      (error: unknown) => !gone && setRefused(wordsOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [props, company, link]);

  const act = useCallback(
    (request: AssistanceRequest | HelpRequest) => {
      setRefused(null);
      assist(props, request).then(setState, (error: unknown) => setRefused(wordsOf(error)));
    },
    [props],
  );
  return { state, refused, act };
}
