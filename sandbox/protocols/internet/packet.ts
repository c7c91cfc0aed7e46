/** What is known of one captured frame: the row of the packet list. Its tree of fields is made when somebody opens it (`layers.ts`). */
import type { Direction, Message } from '../dissection.ts';
import type { Expert } from './expert.ts';
import type { Headers } from './headers.ts';

export interface LocalizedText {
  en: string;
  'zh-CN': string;
}

/** A frame as a capture gives it. */
export interface RawFrame {
  /** Counts from 1 over the whole capture. */
  number: number;
  /** Which of the capture's interfaces. Each is analysed by itself: the same packet seen at two links is no retransmission. */
  interface: number;
  /** Logical time. */
  atNs: bigint;
  direction: 'in' | 'out';
  /** From the Ethernet header on. */
  bytes: Uint8Array;
}

/** Where in its conversation a TCP segment stands. */
export interface TcpPlace {
  /** Relative to the first of its direction, as Wireshark shows them; 0 is the SYN. `null`: the other side was never heard. */
  sequence: number;
  acknowledgement: number | null;
  /** In bytes, scaled where both sides agreed to. */
  window: number;
  /** Of a duplicate acknowledgement: which it repeats, and how many times so far. */
  duplicateOf: { frame: number; count: number } | null;
}

/** A piece of the reassembled stream that became whole with this frame. */
export interface Delivered {
  direction: Direction;
  bytes: Uint8Array;
  /** Bytes before it that the capture never saw. */
  missing: number;
}

/** A frame that a message came in, and how much of it. */
export interface Segment {
  frame: number;
  length: number;
}

/** An application's message, on the frame that completes it. */
export interface PlacedMessage {
  message: Message;
  /** Offset in the frame; `null` where the message spans segments, and has bytes of its own. */
  at: number | null;
  segments: readonly Segment[];
}

export interface Packet extends RawFrame {
  headers: Headers;
  /** Number of its TCP or UDP conversation in this capture, from 0, each kind by itself. */
  stream: number | null;
  fromClient: boolean;
  tcp: TcpPlace | null;
  /** Of an echo reply: the number of the frame that asked. */
  requestIn: number | null;
  experts: readonly Expert[];
  delivered: readonly Delivered[];
  messages: readonly PlacedMessage[];
  /** Carries bytes of a message that is not whole yet. */
  partOfMessage: boolean;
  source: string;
  destination: string;
  /** As in Wireshark's column: "TCP", "Modbus/TCP". */
  protocol: string;
  info: LocalizedText;
  severity: 'none' | 'note' | 'warning' | 'error';
}
