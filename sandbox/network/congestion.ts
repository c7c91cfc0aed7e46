/** How much may be under way: RFC 5681, with the initial window of RFC 6928 and the recovery of RFC 6582 (NewReno). Bytes. */
export interface CongestionRecord {
  segment: number;
  window: number;
  threshold: number;
  /** In fast recovery until this is acknowledged. */
  recoverUntil: number | null;
}

export const newCongestion = (segment: number): CongestionRecord => ({
  segment,
  window: 10 * segment,
  threshold: 65_535,
  recoverUntil: null,
});

/** An acknowledgement repeated: says whether the first unacknowledged segment is to be sent again. */
export function enterRecovery(
  congestion: CongestionRecord,
  sent: { repeated: number; highest: number; unacknowledged: number },
): boolean {
  const { segment } = congestion;
  if (congestion.recoverUntil !== null) {
    // Each repetition says that one more has left the network.
    congestion.window += segment;
    return false;
  }
  if (sent.repeated !== 3) return false;
  congestion.threshold = Math.max((sent.highest - sent.unacknowledged) >> 1, 2 * segment);
  congestion.window = congestion.threshold + 3 * segment;
  congestion.recoverUntil = sent.highest;
  return true;
}

/** Something new was acknowledged in recovery: says whether the next one is lost too. */
export function partial(congestion: CongestionRecord, until: number, gained: number): boolean {
  if (congestion.recoverUntil === null) return false;
  if (until < congestion.recoverUntil) {
    congestion.window = Math.max(congestion.segment, congestion.window - gained + congestion.segment);
    return true;
  }
  congestion.recoverUntil = null;
  congestion.window = congestion.threshold;
  return false;
}

/** Slow start, then a segment a round trip. */
export function grow(congestion: CongestionRecord, gained: number): void {
  const { segment, window, threshold } = congestion;
  const more = window < threshold ? Math.min(gained, segment) : Math.max(1, Math.floor((segment * segment) / window));
  congestion.window = Math.min(window + more, 4 * 65_535);
}

/** After a time-out. */
export function startOver(congestion: CongestionRecord, underWay: number): void {
  congestion.threshold = Math.max(underWay >> 1, 2 * congestion.segment);
  congestion.window = congestion.segment;
  congestion.recoverUntil = null;
}
