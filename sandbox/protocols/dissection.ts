/**
 * What a dissector makes of the bytes of a conversation: messages with their fields, each with its place among the bytes, so that the
 * Network pane can show packet, fields and bytes beside each other. Pure: it runs in the browser.
 */
export interface Field {
  /** As the standard calls it: "Transaction identifier". */
  name: string;
  /** As people write it: `0x0001`, `40001`, `"motor/speed"`. */
  value: string;
  /** What a display filter calls it: `tcp.port`. */
  filter?: string;
  /** Offset from the first byte of the message, and length, in bytes. */
  at: number;
  length: number;
  fields?: Field[];
  /** What is wrong with it, if anything: against which rule. */
  wrong?: { en: string; 'zh-CN': string };
}

/** From the one who connected to the one who listened, or back. */
export type Direction = 'to-server' | 'to-client';

export interface Message {
  /** "Modbus/TCP", "S7comm", "MQTT". */
  protocol: string;
  direction: Direction;
  /** One line: what it says and about what: "Read Holding Registers, unit 1, 40001…40002". */
  summary: string;
  /** The same in Chinese, where it is more than names of the protocol's own. */
  inChinese?: string;
  bytes: Uint8Array;
  fields: Field[];
  /** Malformed, or an error answer: shown as such. */
  state: 'ok' | 'error' | 'malformed';
}

/** One conversation: answers are read with their requests in mind. */
export interface Conversation {
  /** Bytes of one direction, cut anywhere; answers the messages that are whole now. Never throws. */
  push(direction: Direction, bytes: Uint8Array): Message[];
}

export interface Dissector {
  protocol: string;
  /** TCP ports at which it is expected. */
  ports: readonly number[];
  /** A new conversation. */
  conversation(): Conversation;
}
