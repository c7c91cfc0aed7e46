/** One frame in one line as tcpdump prints it (`tcpdump -n -S`), for a terminal. Of the frame alone: nothing is remembered between calls. */
import { applications } from './applications.ts';
import { type Headers, ipText, readHeaders, type Tcp, tcpFlag } from './headers.ts';
import { hex, icmpCodeName } from './info.ts';

/** As tcpdump writes them, in its order. */
const letters = [
  [tcpFlag.fin, 'F'],
  [tcpFlag.syn, 'S'],
  [tcpFlag.rst, 'R'],
  [tcpFlag.psh, 'P'],
  [tcpFlag.ack, '.'],
  [32, 'U'],
  [64, 'E'],
  [128, 'W'],
] as const;

/** A line without its time: `IP 10.0.1.10.49152 > 10.0.1.20.502: Flags [P.], seq 1:13, ack 1, win 65535, length 12: …`. Never throws. */
export function summarise(bytes: Uint8Array): string {
  const headers = readHeaders(bytes);
  const { ip, tcp, udp, icmp, payload, type } = headers;
  if (type === null) return `[|ether], length ${bytes.length}`;
  if (type !== 0x0800) return `ethertype ${hex(type, 4)}, length ${bytes.length}`;
  if (!ip) return `IP [|ip], length ${bytes.length}`;
  const [from, to] = [ipText(ip.from), ipText(ip.to)];
  if (tcp)
    return `IP ${from}.${tcp.fromPort} > ${to}.${tcp.toPort}: ${tcpText(tcp, payload.length)}${said(bytes, headers, 'tcp')}`;
  if (udp) return `IP ${from}.${udp.fromPort} > ${to}.${udp.toPort}: UDP, length ${payload.length}${said(bytes, headers, 'udp')}`;
  if (icmp) return `IP ${from} > ${to}: ICMP ${icmpText(headers)}, length ${ip.end - icmp.at}`;
  return `IP ${from} > ${to}: ip-proto-${ip.protocol}, length ${payload.length}`;
}

function tcpText(tcp: Tcp, length: number): string {
  const { flags, sequence, acknowledgement, window } = tcp;
  const shown = letters.map(([mask, letter]) => (flags & mask ? letter : '')).join('');
  const words = [`Flags [${shown === '' ? 'none' : shown}]`];
  if (length > 0) words.push(`seq ${sequence}:${(sequence + length) >>> 0}`);
  else if (flags & (tcpFlag.syn | tcpFlag.fin | tcpFlag.rst)) words.push(`seq ${sequence}`);
  if (flags & tcpFlag.ack) words.push(`ack ${acknowledgement}`);
  words.push(`win ${window}`);
  const options: string[] = [];
  if (tcp.maximumSegment !== null) options.push(`mss ${tcp.maximumSegment}`);
  if (tcp.windowScale !== null) options.push(`wscale ${tcp.windowScale}`);
  if (options.length > 0) words.push(`options [${options.join(',')}]`);
  return `${words.join(', ')}, length ${length}`;
}

function icmpText({ icmp, ip }: Headers): string {
  const { type, code, identifier, sequence } = icmp!;
  if (type === 8 || type === 0) return `echo ${type === 8 ? 'request' : 'reply'}, id ${identifier}, seq ${sequence}`;
  if (type === 11) return 'time exceeded in-transit';
  const why = type === 3 ? icmpCodeName(type, code)?.toLowerCase() : undefined;
  return why ? `${ipText(ip!.to)} ${why}` : `type-#${type}`;
}

/** What an application says, where a whole message is in the frame. */
function said(bytes: Uint8Array, { tcp, udp, payload }: Headers, kind: 'tcp' | 'udp'): string {
  const ends = tcp ?? udp;
  if (!ends || payload.length === 0) return '';
  const known = applications[kind];
  const toServer = known.has(ends.toPort);
  const dissector = known.get(toServer ? ends.toPort : ends.fromPort);
  const part = bytes.subarray(payload.at, payload.at + payload.length);
  const messages = dissector?.conversation().push(toServer ? 'to-server' : 'to-client', part) ?? [];
  return messages.length > 0 ? `: ${messages.map(({ protocol, summary }) => `${protocol}: ${summary}`).join('; ')}` : '';
}
