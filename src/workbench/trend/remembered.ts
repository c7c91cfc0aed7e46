/** What the reader chose for the trend of a lab, in this browser. */
import { z } from 'zod';
import { limits } from '#sandbox/wire/messages.ts';

const remembered = z.object({
  /** `null`: never chosen. */
  signals: z.array(z.string().max(300)).max(limits.recordedSignals).nullable().catch(null),
  /** Signals with an axis of their own. */
  ownAxis: z.array(z.string().max(300)).max(limits.recordedSignals).catch([]),
  /** Least and greatest by axis; absent: as is seen. */
  ranges: z.record(z.string(), z.tuple([z.number(), z.number()])).catch({}),
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
