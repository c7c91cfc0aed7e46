/** The academy's exchanges about help at a rig and about faults; what only a page with help on it fetches. */
import {
  type AssistanceRequest,
  type AssistanceState,
  assistanceState,
  type FaultList,
  faultList,
  type HelpRequest,
} from '../../academy/api.ts';
import type { WorkbenchProps } from '../props.ts';
import { exchange } from '../work/academy.ts';

type Place = Pick<WorkbenchProps, 'lab' | 'watching'>;

const pathOf = ({ lab, watching }: Place): string =>
  watching ? `${watching.base}/assistance/${encodeURIComponent(lab)}` : `/work/${encodeURIComponent(lab)}/assistance`;
const faultsOf = ({ lab, watching }: Place): string => `${watching?.base ?? ''}/faults/${encodeURIComponent(lab)}`;

export const readAssistance = (place: Place): Promise<AssistanceState> => exchange(assistanceState, pathOf(place));

export const assist = (place: Place, request: AssistanceRequest | HelpRequest): Promise<AssistanceState> =>
  exchange(assistanceState, pathOf(place), { method: 'POST', json: request });

export const readFaults = (place: Place): Promise<FaultList> => exchange(faultList, faultsOf(place));

export const setFault = (place: Place, fault: string, active: boolean): Promise<FaultList> =>
  exchange(faultList, faultsOf(place), { method: 'POST', json: { fault, active } });
