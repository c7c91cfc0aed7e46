/**
 * One end of a TCP connection (RFC 9293), without what nobody here needs: urgent data, simultaneous open, window scaling, selective
 * acknowledgement. The window is constant: who listens takes what arrives at once. Sequence numbers inside count from 0 (the SYN) and
 * never wrap; on the wire they are modulo 2^32 from the initial ones. No Nagle (RFC 9293, 3.7.4): automation switches it off.
 */
import { keepAlive } from './keepalive.ts';
import { Flag, type TcpSegment } from './packet.ts';
import { Reassembly } from './reassembly.ts';
import { Sending } from './sending.ts';
import { dueOf, type Ends, type Failure, newRecord, type StreamRecord, type Surroundings, windowBytes } from './stream-record.ts';

const empty = new Uint8Array();
/** How long the end that closed first remembers: for what is said again (TIME-WAIT), and for the other's FIN (FIN-WAIT-2). */
const timeWaitNs = 4e9;
const finWaitNs = 60e9;

export class Stream {
  readonly sending: Sending;
  readonly early = new Reassembly();
  /** The entry of the agenda that wakes it. */
  wakeNs = Number.POSITIVE_INFINITY;

  readonly state: StreamRecord;
  private readonly house: Surroundings<Stream>;

  constructor(state: StreamRecord, house: Surroundings<Stream>) {
    this.state = state;
    this.house = house;
    this.sending = new Sending(state, house, (flags, sequence, bytes) => this.#emit(flags, sequence, bytes));
  }

  static create(ends: Ends, phase: 'syn-sent' | 'syn-received', house: Surroundings<Stream>): Stream {
    return new Stream(newRecord(ends, phase, house), house);
  }

  get dueNs(): number {
    return dueOf(this.state);
  }

  send(bytes: Uint8Array): void {
    const { state } = this;
    if (state.closing || state.phase === 'time-wait') return;
    if (this.sending.queue.length + bytes.length > this.house.settings.sendBufferBytes) {
      const opening = state.phase === 'syn-sent';
      if (!opening) this.#emitReset();
      // Told when time goes on, like everything else.
      state.deadline = { atNs: this.house.nowNs, why: opening ? 'timeout' : 'reset' };
      return;
    }
    this.sending.queue.add(bytes);
    if (state.phase === 'established') this.sending.pump();
  }

  /** In order: what was sent before arrives; the owner hears nothing more. */
  close(): void {
    const { state } = this;
    state.deaf = true;
    if (state.phase === 'syn-sent') this.house.over(this);
    else this.#finish();
  }

  reset(): void {
    if (this.state.phase !== 'syn-sent') this.#emitReset();
    this.house.over(this);
  }

  receive(segment: TcpSegment): void {
    const { state } = this;
    state.heardNs = this.house.nowNs;
    state.probes = 0;
    if (state.phase === 'syn-sent') this.#answered(segment);
    else this.#arrived(segment);
  }

  /** RFC 9293, 3.10.7.4. */
  #arrived(segment: TcpSegment): void {
    const { state, house } = this;
    const { flags } = segment;
    const from = state.expected + ((segment.sequence - (state.remoteInitial + state.expected)) | 0);
    // RFC 5961, 3.2: only the reset that names the very next byte counts; one near it is asked for again.
    if ((flags & Flag.rst) !== 0) {
      if (from !== state.expected) {
        if (from > state.expected && from <= state.expected + windowBytes) this.#answer();
        return;
      }
      if (state.phase === 'syn-received') house.over(this);
      else this.#die('reset');
      return;
    }
    if ((flags & Flag.syn) !== 0) {
      // RFC 5961, 4.2: somebody who has forgotten us is told what we expect, and resets.
      if (state.phase === 'syn-received' && from === 0) this.sending.sayHello();
      else this.#answer();
      return;
    }
    if ((flags & Flag.ack) === 0) return;
    const acknowledged = state.unacknowledged + ((segment.acknowledgement - (state.initial + state.unacknowledged)) | 0);
    if (acknowledged > state.highest) {
      if (state.phase === 'syn-received') house.refuse(segment);
      else this.#answer();
      return;
    }
    if (state.phase === 'syn-received') {
      if (acknowledged < 1) return;
      this.#establish();
      house.tell(this, { kind: 'accepted' });
    }
    const length = segment.bytes.length + ((flags & Flag.fin) !== 0 ? 1 : 0);
    if (this.#acknowledge(acknowledged, length === 0)) return;
    if (length > 0) this.#take(from, segment.bytes, (flags & Flag.fin) !== 0);
    else if (from < state.expected) this.#answer();
    this.sending.pump();
  }

  /** RFC 9293, 3.10.7.3. */
  #answered(segment: TcpSegment): void {
    const { state, house } = this;
    const { flags } = segment;
    const good = (flags & Flag.ack) !== 0 && segment.acknowledgement === (state.initial + 1) >>> 0;
    if (!good) {
      if ((flags & Flag.rst) === 0 && (flags & Flag.ack) !== 0) house.refuse(segment);
      return;
    }
    if ((flags & Flag.rst) !== 0) this.#fail('refused');
    if ((flags & (Flag.rst | Flag.syn)) !== Flag.syn) return;
    state.remoteInitial = segment.sequence;
    state.expected = 1;
    this.#establish();
    this.#acknowledge(1, true);
    this.#answer();
    house.tell(this, { kind: 'connected' });
    this.sending.pump();
  }

  #establish(): void {
    const { state, house } = this;
    state.phase = 'established';
    state.deadline = null;
    if (house.settings.keepalive) state.keepaliveNs = house.nowNs + house.settings.keepalive.idleNs;
  }

  /** Says whether both sides have finished with it. */
  #acknowledge(until: number, pure: boolean): boolean {
    const { state, sending, house } = this;
    sending.acknowledge(until, pure);
    if (!sending.finished) return false;
    if (!state.peerDone) state.lingerNs ??= house.nowNs + finWaitNs;
    else if (state.phase !== 'time-wait') this.#rest();
    return state.peerDone && state.phase !== 'time-wait';
  }

  #take(from: number, bytes: Uint8Array, fin: boolean): void {
    const { state, early } = this;
    const end = from + bytes.length;
    const old = state.peerDone || end + (fin ? 1 : 0) <= state.expected;
    if (old || from > state.expected) {
      if (!old && end <= state.expected + windowBytes) {
        early.keep(from, bytes);
        if (fin) state.finAt = end;
      }
      this.#answer();
      return;
    }
    if (fin) state.finAt = end;
    if (end > state.expected) this.#deliver(bytes.subarray(state.expected - from));
    const waited = early.pieces.length > 0;
    for (let next = early.take(state.expected); next !== null; next = early.take(state.expected)) this.#deliver(next);
    state.unanswered += 1;
    if (state.finAt === state.expected) this.#peerFinished();
    else if (waited || state.unanswered > 1) this.#answer();
    else state.answerNs = this.house.nowNs + this.house.settings.delayedAckNs;
  }

  #deliver(bytes: Uint8Array): void {
    this.state.expected += bytes.length;
    if (!this.state.deaf) this.house.tell(this, { kind: 'received', bytes });
  }

  /** The other side has said all. So do we: what is waiting still goes, then our own FIN. */
  #peerFinished(): void {
    const { state } = this;
    state.expected += 1;
    state.peerDone = true;
    if (!state.deaf) this.house.tell(this, { kind: 'closed', how: 'closed' });
    state.deaf = true;
    this.#answer();
    if (!state.closing) this.#finish();
    else if (this.sending.finished) this.#rest();
  }

  /** Both have finished. Who finished first stays a while to answer what is said again. */
  #rest(): void {
    const { state, house } = this;
    if (state.lingerNs === null) house.over(this);
    else {
      state.phase = 'time-wait';
      Object.assign(state, { resendNs: null, answerNs: null, keepaliveNs: null });
      state.lingerNs = house.nowNs + timeWaitNs;
    }
  }

  #finish(): void {
    this.state.closing = true;
    this.sending.pump();
  }

  /** With the number after all that was ever sent, also while some of it is sent again. */
  #answer(): void {
    this.#emit(Flag.ack, this.state.highest, empty);
  }

  /** Whatever goes out acknowledges what has come in. */
  #emit(flags: number, sequence: number, bytes: Uint8Array): void {
    this.state.unanswered = 0;
    this.state.answerNs = null;
    this.house.emit(this, flags, sequence, bytes);
  }

  #emitReset(): void {
    this.#emit(Flag.rst | Flag.ack, this.state.highest, empty);
  }

  #die(how: 'reset'): void {
    if (!this.state.deaf) this.house.tell(this, { kind: 'closed', how });
    this.house.over(this);
  }

  #fail(why: Failure): void {
    if (why === 'reset') this.#die(why);
    else {
      this.house.tell(this, { kind: 'failed', why });
      this.house.over(this);
    }
  }

  /** Does what is due. */
  wake(): void {
    const { state, house } = this;
    const now = house.nowNs;
    if (state.deadline !== null && state.deadline.atNs <= now) {
      this.#fail(state.deadline.why);
      return;
    }
    if (state.lingerNs !== null && state.lingerNs <= now) {
      house.over(this);
      return;
    }
    if (state.answerNs !== null && state.answerNs <= now) this.#answer();
    // One that dies of it must not go on; what else is due, is due at once again.
    if (state.resendNs !== null && state.resendNs <= now) this.#resend();
    else if (state.keepaliveNs !== null && state.keepaliveNs <= now) this.#keepAlive();
  }

  #resend(): void {
    if (this.sending.resend() === 'again') return;
    if (this.state.phase === 'syn-received') this.house.over(this);
    else this.#die('reset');
  }

  #keepAlive(): void {
    const { state, house } = this;
    const turn = keepAlive(state, house);
    if (turn === 'ask') this.#emit(Flag.ack, state.unacknowledged - 1, empty);
    if (turn !== 'gone') return;
    this.#emitReset();
    this.#die('reset');
  }
}
