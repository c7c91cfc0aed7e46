/**
 * A frame in one line, as tcpdump -n says it. Sequence numbers count from the beginning of their connection, where that is known: what that
 * takes is kept for the connections that were seen last.
 */
import { z } from 'zod';
import { dotted, type Headers, headersOf, type IcmpHeaders, type TcpHeaders } from './ethernet.ts';

const mostFlows = 256;

/** One direction of a connection, and the number from which it counts. */
export const flowsSchema = z.array(z.tuple([z.string(), z.int()])).max(mostFlows + 2);
export type Flows = z.output<typeof flowsSchema>;

export function summaryOf(frame: Uint8Array, flows: Flows): string {
  const headers = headersOf(frame);
  return headers ? `IP ${wordsOf(headers, flows)}` : `unknown, length ${frame.length}`;
}

function wordsOf(headers: Headers, flows: Flows): string {
  const { from, to } = headers;
  if (headers.protocol === 'tcp')
    return `${dotted(from)}.${headers.fromPort} > ${dotted(to)}.${headers.toPort}: ${tcpWords(headers, flows)}`;
  if (headers.protocol === 'udp')
    return `${dotted(from)}.${headers.fromPort} > ${dotted(to)}.${headers.toPort}: UDP, length ${headers.payload}`;
  if (headers.protocol === 'icmp')
    return `${dotted(from)} > ${dotted(to)}: ICMP ${icmpWords(headers)}, length ${headers.payload}`;
  return `${dotted(from)} > ${dotted(to)}: length ${headers.length}`;
}

const flag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;
const letters: readonly (readonly [number, string])[] = [
  [flag.fin, 'F'],
  [flag.syn, 'S'],
  [flag.rst, 'R'],
  [flag.psh, 'P'],
  [flag.ack, '.'],
];

function tcpWords(segment: TcpHeaders, flows: Flows): string {
  const { flags, sequence, acknowledgement, window, payload, from, fromPort, to, toPort } = segment;
  const forth = `${from}:${fromPort}>${to}:${toPort}`;
  const back = `${to}:${toPort}>${from}:${fromPort}`;
  const opens = (flags & flag.syn) !== 0;
  const acknowledges = (flags & flag.ack) !== 0;
  if (opens) remember(flows, forth, sequence);
  const first = baseOf(flows, forth);
  // Of a connection whose beginning was not seen, the first numbers are told as they are.
  if (first === null) remember(flows, forth, (sequence - 1) >>> 0);
  const answered = baseOf(flows, back);
  if (acknowledges && answered === null) remember(flows, back, (acknowledgement - 1) >>> 0);
  const start = opens || first === null ? sequence : (sequence - first) >>> 0;
  const marks = letters.filter(([bit]) => (flags & bit) !== 0).map(([, letter]) => letter);
  const parts = [`Flags [${marks.join('') || 'none'}]`];
  if (payload > 0) parts.push(`seq ${start}:${(start + payload) >>> 0}`);
  else if ((flags & (flag.syn | flag.fin | flag.rst)) !== 0) parts.push(`seq ${start}`);
  if (acknowledges) parts.push(`ack ${answered === null ? acknowledgement : (acknowledgement - answered) >>> 0}`);
  return `${parts.join(', ')}, win ${window}, length ${payload}`;
}

const baseOf = (flows: Flows, key: string): number | null => flows.find(([one]) => one === key)?.[1] ?? null;

function remember(flows: Flows, key: string, base: number): void {
  const at = flows.findIndex(([one]) => one === key);
  if (at >= 0) flows.splice(at, 1);
  flows.push([key, base]);
  if (flows.length > mostFlows) flows.shift();
}

const udp = 17;

function icmpWords({ type, code, identifier, sequence, about }: IcmpHeaders): string {
  if (type === 8) return `echo request, id ${identifier}, seq ${sequence}`;
  if (type === 0) return `echo reply, id ${identifier}, seq ${sequence}`;
  if (type === 11) return 'time exceeded in-transit';
  if (type === 3 && code === 3 && about)
    return `${dotted(about.to)} ${about.protocol === udp ? 'udp' : 'tcp'} port ${about.port} unreachable`;
  return `type ${type}, code ${code}`;
}
