/** The sending half of a stream: what goes out, when it goes out again, and when it is given up. */
import { enterRecovery, grow, partial, startOver } from './congestion.ts';
import type { TransportSettings } from './definition.ts';
import { Flag } from './packet.ts';
import { backOff, measure, settle } from './round-trip.ts';
import { SendQueue } from './send-queue.ts';
import { type StreamRecord, windowBytes } from './stream-record.ts';

const empty = new Uint8Array();

export class Sending {
  readonly queue = new SendQueue();
  readonly #state: StreamRecord;
  readonly #house: { readonly nowNs: number; readonly settings: TransportSettings };
  readonly #emit: (flags: number, sequence: number, bytes: Uint8Array) => void;

  constructor(
    state: StreamRecord,
    house: { readonly nowNs: number; readonly settings: TransportSettings },
    emit: (flags: number, sequence: number, bytes: Uint8Array) => void,
  ) {
    this.#state = state;
    this.#house = house;
    this.#emit = emit;
  }

  /** Our FIN has arrived, and so has everything before it. */
  get finished(): boolean {
    return this.#state.closing && this.#state.unacknowledged > this.queue.end;
  }

  /** The SYN, or the SYN with the acknowledgement of the other's. */
  open(): void {
    const state = this.#state;
    state.next = 1;
    state.highest = 1;
    state.trip.timed = [1, this.#house.nowNs];
    state.resendNs = this.#house.nowNs + state.trip.rtoNs;
    this.sayHello();
  }

  sayHello(): void {
    this.#emit(this.#state.phase === 'syn-sent' ? Flag.syn : Flag.syn | Flag.ack, 0, empty);
  }

  /** Sends what may be sent now. */
  pump(): void {
    const state = this.#state;
    const { queue } = this;
    const { congestion, segmentBytes } = state;
    if (state.phase !== 'established') return;
    for (;;) {
      const waiting = queue.end - state.next;
      const room = state.unacknowledged + Math.min(congestion.window, windowBytes) - state.next;
      const fin = waiting === 0 && state.closing;
      const length = Math.min(segmentBytes, waiting, room);
      // RFC 9293, 3.8.6.2.1: while something is under way, no small pieces because the window is small.
      const silly = length < Math.min(segmentBytes, waiting) && state.next > state.unacknowledged;
      if (waiting < 0 || (!fin && (length <= 0 || silly))) break;
      if (state.unacknowledged === state.highest) state.progressNs = this.#house.nowNs;
      const end = state.next + (fin ? 1 : length);
      if (state.trip.timed === null && state.next >= state.highest) state.trip.timed = [end, this.#house.nowNs];
      this.#emitAt(state.next, length);
      state.next = end;
      state.highest = Math.max(state.highest, end);
      state.resendNs ??= this.#house.nowNs + state.trip.rtoNs;
    }
  }

  /** Everything before `until` has arrived. `pure`: the segment that says so carries nothing else. */
  acknowledge(until: number, pure: boolean): void {
    const state = this.#state;
    const { trip, congestion } = state;
    const { nowNs, settings } = this.#house;
    if (until <= state.unacknowledged) {
      if (!pure || until < state.unacknowledged || state.highest === until) return;
      state.repeated += 1;
      // RFC 5681, 3.2: the third repetition means that one is lost and others arrive.
      if (enterRecovery(congestion, state)) this.#again();
      return;
    }
    if (trip.timed !== null && until >= trip.timed[0]) {
      measure(trip, nowNs - trip.timed[1], settings);
      trip.timed = null;
    } else settle(trip, settings);
    const gained = until - state.unacknowledged;
    state.unacknowledged = until;
    state.next = Math.max(state.next, until);
    state.repeated = 0;
    state.progressNs = nowNs;
    this.queue.forget(until);
    state.resendNs = until === state.highest ? null : nowNs + trip.rtoNs;
    if (partial(congestion, until, gained)) this.#again();
    else grow(congestion, gained);
  }

  /** The first unacknowledged segment once more. */
  #again(): void {
    const state = this.#state;
    state.trip.timed = null;
    this.#emitAt(state.unacknowledged, Math.min(state.segmentBytes, this.queue.end - state.unacknowledged));
    state.resendNs = this.#house.nowNs + state.trip.rtoNs;
  }

  #emitAt(from: number, length: number): void {
    const push = from + length === this.queue.end ? Flag.psh : 0;
    if (length <= 0) this.#emit(Flag.fin | Flag.ack, from, empty);
    else this.#emit(Flag.ack | push, from, this.queue.slice(from, length));
  }

  /** Nothing was acknowledged in time: RFC 6298 (5.4) … (5.7), RFC 5681, 3.1. Says whether to give up. */
  resend(): 'again' | 'give-up' {
    const state = this.#state;
    const { nowNs, settings } = this.#house;
    // Who connects has a deadline of its own.
    if (state.phase !== 'syn-sent' && nowNs - state.progressNs >= settings.giveUpNs) return 'give-up';
    backOff(state.trip, settings);
    state.resendNs = nowNs + state.trip.rtoNs;
    if (state.phase !== 'established') {
      this.sayHello();
      return 'again';
    }
    startOver(state.congestion, state.highest - state.unacknowledged);
    state.repeated = 0;
    state.next = state.unacknowledged;
    this.pump();
    return 'again';
  }
}
