/** What the reader chose for the trend of a lab, in this browser. */
import * as z from 'zod/mini';
import { limits } from '#sandbox/wire/messages.ts';

const remembered = z.object({
  /** `null`: never chosen. */
  signals: z.catch(z.nullable(z.array(z.string().check(z.maxLength(300))).check(z.maxLength(limits.recordedSignals))), null),
  /** Signals with an axis of their own. */
  ownAxis: z.catch(z.array(z.string().check(z.maxLength(300))).check(z.maxLength(limits.recordedSignals)), []),
  /** Least and greatest by axis; absent: as is seen. */
  ranges: z.catch(z.record(z.string(), z.tuple([z.number(), z.number()])), {}),
});
export type Remembered = z.output<typeof remembered>;

const key = (lab: string) => `millwright:trend:${lab}`;

export function readRemembered(lab: string): Remembered {
  try {
    return remembered.parse(JSON.parse(localStorage.getItem(key(lab)) ?? '{}'));
  } catch {
    // Damaged or forbidden: as on the first visit.
    return { signals: null, ownAxis: [], ranges: {} };
  }
}

export function writeRemembered(lab: string, value: Remembered): void {
  try {
    localStorage.setItem(key(lab), JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the choice lasts as long as the page.
  }
}
