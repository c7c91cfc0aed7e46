/**
 * What the sequence numbers of a TCP conversation tell, after the conditions that the Wireshark User's Guide gives under "TCP Analysis".
 * The rules are asked in its order, and the first that fits names a segment that brings nothing new.
 */
import { type Expert, experts } from './expert.ts';
import { type Tcp, tcpFlag } from './headers.ts';
import type { TcpPlace } from './packet.ts';

/** A duplicate acknowledgement counts for a fast retransmission for so long. */
const fastWithinNs = 20_000_000n;
/** What comes behind its successor is out of order for so long, where the round trip of the handshake is not known. */
const disorderWithinNs = 3_000_000n;

interface Side {
  /** Sequence number that is shown as 0. */
  base: number | null;
  /** Behind the highest byte seen. */
  next: number | null;
  nextAtNs: bigint;
  /** Behind the highest byte up to which nothing is missing. */
  unbroken: number | null;
  window: number;
  /** Shift of the window; `null`: not said. */
  scale: number | null;
  acknowledged: number | null;
  acknowledgedAtNs: bigint;
  /** The frame that first acknowledged so far. */
  lastFresh: number;
  duplicates: number;
  saidKeepAlive: boolean;
  saidProbe: boolean;
}

const side = (): Side => ({
  base: null,
  next: null,
  nextAtNs: 0n,
  unbroken: null,
  window: 0,
  scale: null,
  acknowledged: null,
  acknowledgedAtNs: 0n,
  lastFresh: 0,
  duplicates: 0,
  saidKeepAlive: false,
  saidProbe: false,
});

/** Distance of two sequence numbers, modulo 2^32, signed. */
export const ahead = (one: number, other: number): number => (one - other) | 0;
const plus = (sequence: number, length: number): number => (sequence + length) >>> 0;

export class TcpAnalysis {
  readonly #client = side();
  readonly #server = side();
  #synAtNs: bigint | null = null;
  #roundTripNs: bigint | null = null;

  /** A segment with `length` bytes of data. `number`: of its frame. */
  segment(tcp: Tcp, length: number, fromClient: boolean, number: number, atNs: bigint): { place: TcpPlace; found: Expert[] } {
    const [mine, other] = fromClient ? [this.#client, this.#server] : [this.#server, this.#client];
    const { sequence, acknowledgement, flags } = tcp;
    const opens = (flags & tcpFlag.syn) !== 0;
    const answers = (flags & tcpFlag.ack) !== 0;
    const marks = (flags & (tcpFlag.syn | tcpFlag.fin | tcpFlag.rst)) !== 0;
    this.#meet(tcp, mine, other, opens, answers, atNs);
    const window = tcp.window << (opens || other.scale === null || mine.scale === null ? 0 : mine.scale);
    const found: Expert[] = [];
    let duplicateOf: TcpPlace['duplicateOf'] = null;
    const inTurn = mine.next !== null && sequence === mine.next;
    const oneBefore = mine.next !== null && sequence === plus(mine.next, -1);
    const probe = length === 1 && inTurn && other.window === 0 && other.acknowledged !== null && !marks;
    if (probe) found.push(experts.zeroWindowProbe);
    else if (window === 0 && !marks) found.push(experts.zeroWindow);
    if (mine.next !== null && ahead(sequence, mine.next) > 0 && (flags & tcpFlag.rst) === 0) found.push(experts.lostSegment);
    const keepAlive = length < 2 && oneBefore && !marks;
    if (keepAlive) found.push(experts.keepAlive);
    const sameAck = length === 0 && inTurn && answers && !marks && acknowledgement === mine.acknowledged;
    if (sameAck && window !== mine.window) {
      if (window !== 0) found.push(experts.windowUpdate);
    } else if (sameAck && window === 0 && other.saidProbe) {
      found.splice(0, found.length, experts.zeroWindowProbeAck);
    } else if (sameAck && window !== 0 && other.saidKeepAlive) found.push(experts.keepAliveAck);
    else if (sameAck && window !== 0) {
      mine.duplicates += 1;
      duplicateOf = { frame: mine.lastFresh, count: mine.duplicates };
      found.push(experts.duplicateAck);
    }
    if (length > 0 && !marks && !probe && other.acknowledged !== null && other.window > 0)
      if (plus(sequence, length) === plus(other.acknowledged, other.window)) found.push(experts.windowFull);
    if (answers && other.unbroken !== null && ahead(acknowledgement, other.unbroken) > 0) {
      found.push(experts.ackUnseen);
      other.unbroken = other.next;
    }
    if ((length > 0 || (flags & (tcpFlag.syn | tcpFlag.fin)) !== 0) && !keepAlive) {
      const again = this.#again(mine, other, sequence, length, flags, atNs);
      if (again) found.push(again);
    }
    if (answers && acknowledgement !== mine.acknowledged) {
      mine.lastFresh = number;
      mine.duplicates = 0;
    }
    this.#remember(tcp, mine, other, length, window, { keepAlive, probe, answers }, atNs);
    const place = {
      sequence: ahead(sequence, mine.base!) >>> 0,
      acknowledgement: answers && other.base !== null ? ahead(acknowledgement, other.base) >>> 0 : null,
      window,
      duplicateOf,
    };
    return { place, found };
  }

  /** Bases and scales, of the handshake or of the first segment that the capture saw. */
  #meet(tcp: Tcp, mine: Side, other: Side, opens: boolean, answers: boolean, atNs: bigint): void {
    if (opens) {
      mine.base = tcp.sequence;
      mine.scale = tcp.windowScale;
      if (!answers) this.#synAtNs = atNs;
    } else if (mine.base === null) mine.base = plus(tcp.sequence, -1);
    if (answers && other.base === null) other.base = plus(tcp.acknowledgement, -1);
    const handshakeEnds = !opens && answers && this.#synAtNs !== null && this.#roundTripNs === null && mine === this.#client;
    if (handshakeEnds && this.#synAtNs !== null) this.#roundTripNs = atNs - this.#synAtNs;
  }

  /** A segment with data, SYN or FIN that does not advance: which kind it is. */
  #again(mine: Side, other: Side, sequence: number, length: number, flags: number, atNs: bigint): Expert | null {
    const acknowledged = other.acknowledged;
    if (length > 0 && acknowledged !== null && ahead(plus(sequence, length), acknowledged) <= 0)
      return experts.spuriousRetransmission;
    if (mine.next === null || ahead(sequence, mine.next) >= 0) return null;
    // One byte of it may have been a probe.
    if (length > 1 && sequence === plus(mine.next, -1)) return null;
    if (other.duplicates >= 2 && acknowledged === sequence && atNs - other.acknowledgedAtNs < fastWithinNs)
      return experts.fastRetransmission;
    const end = plus(sequence, length + ((flags & (tcpFlag.syn | tcpFlag.fin)) !== 0 ? 1 : 0));
    if (atNs - mine.nextAtNs < (this.#roundTripNs ?? disorderWithinNs) && end !== mine.next) return experts.outOfOrder;
    return experts.retransmission;
  }

  #remember(
    tcp: Tcp,
    mine: Side,
    other: Side,
    length: number,
    window: number,
    { keepAlive, probe, answers }: { keepAlive: boolean; probe: boolean; answers: boolean },
    atNs: bigint,
  ): void {
    const behind = plus(tcp.sequence, length + ((tcp.flags & (tcpFlag.syn | tcpFlag.fin)) !== 0 ? 1 : 0));
    if (!probe) {
      if (mine.next === null || ahead(behind, mine.next) > 0) {
        mine.next = behind;
        mine.nextAtNs = atNs;
      }
      // What fills a hole makes everything behind it whole: that there may be another hole is left aside.
      if (mine.unbroken === null || tcp.sequence === mine.unbroken) mine.unbroken = mine.next;
    }
    if (answers) {
      mine.acknowledged = tcp.acknowledgement;
      mine.acknowledgedAtNs = atNs;
    }
    mine.window = window;
    mine.saidKeepAlive = keepAlive;
    mine.saidProbe = probe;
    other.saidKeepAlive = false;
    other.saidProbe = false;
  }
}
