/** What experienced people would say about a drawing that runs and rarely does what it seems to. Each idea in a file of its own. */
import type { DiagnosticCode, MessageValue } from '../../diagnostic-catalogue.ts';
import type { LadderElement, LadderPou } from '../ladder.ts';
import { doubleCoils } from './double-coils.ts';
import { leadingNowhere } from './leading-nowhere.ts';
import { neverPassing } from './never-passing.ts';
import { pulsesAtOutputs } from './pulses-at-outputs.ts';
import { wiredClosed } from './wired-closed.ts';

export interface Advice {
  code: DiagnosticCode;
  at: LadderElement;
  values: Record<string, MessageValue>;
}

/** Of a drawing without mistakes. */
export const adviceOn = (pou: LadderPou): Advice[] => [
  ...doubleCoils(pou),
  ...leadingNowhere(pou),
  ...neverPassing(pou),
  ...pulsesAtOutputs(pou),
  ...wiredClosed(pou),
];
