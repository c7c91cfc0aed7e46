/**
 * One connection of a server's: TPKT and COTP taken off, the PDU length agreed upon, answers put on again. It holds no more than a
 * packet, a PDU and the rest of one long answer.
 */
import { z } from 'zod';
import { base64, bytesOf } from '../saved.ts';
import { joined, nothing } from './bytes.ts';
import { decodeJob, encodeError, encodeSetupAnswer } from './codec.ts';
import { agreedExponent, decodeTpdu, disconnectReasons, encodeData, encodeTpdu, type Tpdu } from './cotp.ts';
import type { S7Device, S7Memory } from './memory.ts';
import { decodePdu, errors, itemCodes, kinds, type Pdu } from './pdu.ts';
import { performJob, performUserData } from './perform.ts';
import type { Capacity } from './system-lists.ts';
import { maxTpktBytes, TpktReader, tpktHeaderBytes } from './tpkt.ts';
import { decodeUserData, encodeUserData, type UserData, userDataOverhead } from './userdata.ts';

export interface SessionRules extends Capacity {
  /** Jobs under way at once that are offered. */
  parallel: number;
  /** Whether a called selector is one of ours. */
  serves: (called: Uint8Array) => boolean;
}

/** The largest TPDU we offer: 1,024 bytes, one PDU of 960 with its header. */
const ourExponent = 10;
/** A PDU shorter than this carries nothing. */
const leastPduLength = 64;
/** A long answer: the list of so many blocks. */
const maxLongAnswer = 65_536;

export const savedSession = z.object({
  rest: base64(maxTpktBytes),
  assembled: base64(maxTpktBytes),
  stage: z.enum(['transport', 'setup', 'ready']),
  theirReference: z.int().min(0).max(0xffff),
  exponent: z.int().min(7).max(13),
  pduLength: z.int().min(0).max(0xffff),
  sequence: z.int().min(0).max(255),
  following: z
    .object({ sequence: z.int().min(0).max(255), group: z.int(), function: z.int(), unit: z.int(), bytes: base64(maxLongAnswer) })
    .nullable(),
});
type Saved = z.output<typeof savedSession>;

/** What arrived: PDUs to be answered, bytes to be sent at once, and whether the connection goes on. */
export interface Arrival {
  pdus: Uint8Array[];
  send: Uint8Array[];
  end: 'close' | 'reset' | null;
}

export class Session {
  readonly #reader = new TpktReader();
  readonly #rules: SessionRules;
  #state: Omit<Saved, 'rest'> = {
    assembled: nothing,
    stage: 'transport',
    theirReference: 0,
    exponent: 7,
    pduLength: 0,
    sequence: 0,
    following: null,
  };

  constructor(rules: SessionRules) {
    this.#rules = rules;
  }

  receive(bytes: Uint8Array): Arrival {
    const arrival: Arrival = { pdus: [], send: [], end: null };
    const { packets, broken } = this.#reader.push(bytes);
    for (const packet of packets) {
      const tpdu = decodeTpdu(packet.subarray(tpktHeaderBytes));
      arrival.end = tpdu === null ? 'reset' : this.#take(tpdu, arrival);
      if (arrival.end !== null) return arrival;
    }
    // No ISO transport: where the next packet begins cannot be known.
    if (broken) arrival.end = 'reset';
    return arrival;
  }

  #take(tpdu: Tpdu, arrival: Arrival): Arrival['end'] {
    const state = this.#state;
    switch (tpdu.kind) {
      case 'connect-request': {
        if (state.stage !== 'transport') return 'reset';
        state.theirReference = tpdu.source;
        if (tpdu.class !== 0 || !this.#rules.serves(tpdu.called)) {
          const reason = tpdu.class === 0 ? disconnectReasons.addressUnknown : disconnectReasons.notSpecified;
          arrival.send.push(encodeTpdu({ kind: 'disconnect-request', destination: tpdu.source, source: 0, reason }));
          return 'close';
        }
        state.stage = 'setup';
        state.exponent = agreedExponent(tpdu.sizeExponent, ourExponent);
        const { calling, called } = tpdu;
        const sizeExponent = tpdu.sizeExponent === null ? null : state.exponent;
        arrival.send.push(
          encodeTpdu({ kind: 'connect-confirm', destination: tpdu.source, source: 1, class: 0, sizeExponent, calling, called }),
        );
        return null;
      }
      case 'data': {
        if (state.stage === 'transport') return 'reset';
        const whole = state.assembled.length === 0 ? tpdu.data : joined([state.assembled, tpdu.data]);
        // Longer than any PDU we have agreed to: it would grow for ever.
        if (whole.length > Math.max(this.#rules.pduLength, leastPduLength)) return 'reset';
        state.assembled = tpdu.last ? nothing : whole.slice();
        if (tpdu.last) arrival.pdus.push(whole.slice());
        return null;
      }
      case 'disconnect-request':
        return 'close';
      default:
        return 'reset';
    }
  }

  /** The bytes that answer a PDU; `null`: it cannot be answered, the connection has to end. `memory`: as it is to be shown. */
  answer(bytes: Uint8Array, device: S7Device, nowNs: bigint, memory: S7Memory = device.memory): Uint8Array | null {
    const pdu = decodePdu(bytes);
    // An answer or an acknowledgement to us, who never ask, or no S7comm at all.
    if (pdu === null || (pdu.kind !== kinds.job && pdu.kind !== kinds.userData)) return null;
    const said = this.#answerTo(pdu, device, nowNs, memory);
    return said && encodeData(said, this.#state.exponent);
  }

  /** The bytes that refuse a PDU without looking into it; `null`: nothing to answer. */
  refuse(bytes: Uint8Array, error: number): Uint8Array | null {
    const pdu = decodePdu(bytes);
    if (pdu === null) return null;
    if (pdu.kind === kinds.job)
      return encodeData(encodeError(pdu.reference, pdu.parameters[0] ?? 0, error), this.#state.exponent);
    const asked = pdu.kind === kinds.userData ? decodeUserData(pdu) : null;
    return asked && encodeData(this.#userDataError(pdu.reference, asked, error), this.#state.exponent);
  }

  #answerTo(pdu: Pdu, device: S7Device, nowNs: bigint, memory: S7Memory): Uint8Array | null {
    if (pdu.kind === kinds.userData) {
      const asked = decodeUserData(pdu);
      if (asked === null || asked.kind !== 'request') return null;
      if (this.#state.stage !== 'ready') return this.#userDataError(pdu.reference, asked, errors.notImplemented);
      return this.#answerUserData(pdu.reference, asked, device, nowNs);
    }
    const job = decodeJob(pdu);
    if (job?.job === 'setup') {
      const pduLength = Math.min(this.#rules.pduLength, job.pduLength);
      if (pduLength < leastPduLength) return encodeError(pdu.reference, pdu.parameters[0] ?? 0, errors.wrongFrame);
      this.#state.stage = 'ready';
      this.#state.pduLength = pduLength;
      const jobs = (asked: number): number => Math.max(1, Math.min(asked, this.#rules.parallel));
      return encodeSetupAnswer(pdu.reference, { calling: jobs(job.calling), called: jobs(job.called), pduLength });
    }
    if (this.#state.stage !== 'ready') return encodeError(pdu.reference, pdu.parameters[0] ?? 0, errors.notImplemented);
    return performJob(pdu, device, this.#state.pduLength, memory);
  }

  #answerUserData(reference: number, asked: UserData, device: S7Device, nowNs: bigint): Uint8Array {
    const { group, function: wanted } = asked;
    if (asked.unit !== 0) {
      const { following } = this.#state;
      if (following?.sequence !== asked.sequence || following.group !== group)
        return this.#userDataError(reference, asked, errors.noBlock);
      return this.#piece(reference, following);
    }
    const capacity = { connections: this.#rules.connections, pduLength: this.#rules.pduLength };
    const found = performUserData(asked, device, capacity, nowNs);
    if (typeof found === 'number') return this.#userDataError(reference, asked, found);
    this.#state.sequence = (this.#state.sequence % 255) + 1;
    return this.#piece(reference, {
      sequence: this.#state.sequence,
      group,
      function: wanted,
      unit: 0,
      bytes: found.subarray(0, maxLongAnswer),
    });
  }

  /** As much of an answer as fits; the rest waits to be asked for. */
  #piece(reference: number, { sequence, group, function: wanted, unit, bytes }: NonNullable<Saved['following']>): Uint8Array {
    const room = this.#state.pduLength - userDataOverhead;
    const more = bytes.length > room;
    // Numbered only when there are several: 1 to 255.
    const next = more || unit > 0 ? (unit % 255) + 1 : 0;
    this.#state.following = more ? { sequence, group, function: wanted, unit: next, bytes: bytes.slice(room) } : null;
    const piece = bytes.subarray(0, room);
    const code = itemCodes.success;
    return encodeUserData(reference, {
      kind: 'response',
      group,
      function: wanted,
      sequence,
      unit: next,
      more,
      error: 0,
      code,
      bytes: piece,
    });
  }

  #userDataError(reference: number, asked: UserData, error: number): Uint8Array {
    const code = itemCodes.noSuchObject;
    return encodeUserData(reference, { ...asked, kind: 'response', unit: 0, more: false, error, code, bytes: nothing });
  }

  save(): z.input<typeof savedSession> {
    const { assembled, following, ...state } = this.#state;
    return {
      ...state,
      rest: bytesOf(this.#reader.rest),
      assembled: bytesOf(assembled),
      following: following && { ...following, bytes: bytesOf(following.bytes) },
    };
  }

  restore({ rest, ...state }: Saved): void {
    this.#reader.rest = rest;
    this.#state = state;
  }
}
