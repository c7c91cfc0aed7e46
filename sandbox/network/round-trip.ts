/** How long to wait for an acknowledgement: RFC 6298, with the bounds that the definition sets. */
import type { TransportSettings } from './definition.ts';

export interface RoundTripRecord {
  smoothedNs: number | null;
  variationNs: number;
  rtoNs: number;
  /** The segment that is being timed: acknowledged by this, sent then. */
  timed: [end: number, sentNs: number] | null;
}

export const untimed = (settings: TransportSettings): RoundTripRecord => ({
  smoothedNs: null,
  variationNs: 0,
  rtoNs: settings.initialRtoNs,
  timed: null,
});

/** (2.2), (2.3), (2.4). Call when what was timed is acknowledged and nothing was sent twice meanwhile (Karn). */
export function measure(trip: RoundTripRecord, tookNs: number, settings: TransportSettings): void {
  if (trip.smoothedNs === null) {
    trip.smoothedNs = tookNs;
    trip.variationNs = tookNs / 2;
  } else {
    trip.variationNs = 0.75 * trip.variationNs + 0.25 * Math.abs(trip.smoothedNs - tookNs);
    trip.smoothedNs = 0.875 * trip.smoothedNs + 0.125 * tookNs;
  }
  settle(trip, settings);
}

/** Progress ends the backing off. */
export function settle(trip: RoundTripRecord, settings: TransportSettings): void {
  const { smoothedNs, variationNs } = trip;
  const rto = smoothedNs === null ? settings.initialRtoNs : Math.ceil(smoothedNs + 4 * variationNs);
  trip.rtoNs = Math.min(settings.maximumRtoNs, Math.max(settings.minimumRtoNs, rto));
}

/** (5.5) */
export function backOff(trip: RoundTripRecord, settings: TransportSettings): void {
  trip.rtoNs = Math.min(settings.maximumRtoNs, 2 * trip.rtoNs);
  trip.timed = null;
}
