/** The client's end of ISO transport: the connection asked for, data cut and put together. */
import { z } from 'zod';
import type { Failure } from '../party.ts';
import { base64, bytesOf } from '../saved.ts';
import { joined, nothing } from './bytes.ts';
import { agreedExponent, decodeTpdu, encodeData, encodeTpdu } from './cotp.ts';
import { maxTpktBytes, TpktReader, tpktHeaderBytes } from './tpkt.ts';

export const savedTransport = z.object({
  rest: base64(maxTpktBytes),
  assembled: base64(maxTpktBytes),
  exponent: z.int().min(7).max(13),
  confirmed: z.boolean(),
});
type Saved = z.output<typeof savedTransport>;

/** 1,024 bytes: one PDU of 960 with its header. */
const ourExponent = 10;

export class Transport {
  readonly #reader = new TpktReader();
  #state: Omit<Saved, 'rest'> = { assembled: nothing, exponent: ourExponent, confirmed: false };

  /** Forgets the connection of before. */
  begin(): void {
    this.#reader.rest = nothing;
    this.#state = { assembled: nothing, exponent: ourExponent, confirmed: false };
  }

  request(calling: Uint8Array, called: Uint8Array): Uint8Array {
    return encodeTpdu({
      kind: 'connect-request',
      destination: 0,
      source: 1,
      class: 0,
      sizeExponent: ourExponent,
      calling,
      called,
    });
  }

  data(pdu: Uint8Array): Uint8Array {
    return encodeData(pdu, this.#state.exponent);
  }

  /** `confirmed`: the peer has just said yes. `end`: it said no, or what cannot be understood. */
  receive(bytes: Uint8Array): { confirmed: boolean; pdus: Uint8Array[]; end: Failure | null } {
    const state = this.#state;
    const arrival: ReturnType<Transport['receive']> = { confirmed: false, pdus: [], end: null };
    const { packets, broken } = this.#reader.push(bytes);
    for (const packet of packets) {
      const tpdu = decodeTpdu(packet.subarray(tpktHeaderBytes));
      if (tpdu?.kind === 'connect-confirm' && !state.confirmed) {
        state.confirmed = true;
        state.exponent = agreedExponent(tpdu.sizeExponent, ourExponent);
        arrival.confirmed = true;
      } else if (tpdu?.kind === 'data' && state.confirmed && state.assembled.length + tpdu.data.length <= maxTpktBytes) {
        const whole = joined([state.assembled, tpdu.data]);
        state.assembled = tpdu.last ? nothing : whole;
        if (tpdu.last) arrival.pdus.push(whole);
      } else {
        arrival.end = tpdu?.kind === 'disconnect-request' ? 'refused' : 'reset';
        return arrival;
      }
    }
    if (broken) arrival.end = 'reset';
    return arrival;
  }

  save(): z.input<typeof savedTransport> {
    const { assembled, ...state } = this.#state;
    return { ...state, rest: bytesOf(this.#reader.rest), assembled: bytesOf(assembled) };
  }

  restore({ rest, ...state }: Saved): void {
    this.#reader.rest = rest;
    this.#state = state;
  }
}
