/** One observation at work: it keeps what it has seen as a plain record, and tells its value at the end of a tick. */

/** A number that is not there yet is not a number: no comparison with it holds. */
export type Told = number | string | boolean;

export interface Sight {
  told(nowNs: bigint): Told;
  /** `null` where everything is looked up anew each time. */
  save(): unknown;
  /** @throws Error when it is nothing that `save` gave. */
  restore(saved: unknown): void;
}

/** Age, in seconds, of what has never come. */
export const never = 1e9;
