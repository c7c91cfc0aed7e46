/** The tree of a packet for the details pane: a layer for each header and message, with fields that know their bytes. */
import type { Field } from '../dissection.ts';
import { applicationLayers } from './application-layers.ts';
import { bytesText, checksumField, secondsText } from './field-text.ts';
import { ethernetBytes, type Headers, ipText, macText } from './headers.ts';
import { etherTypes, hex, icmpCodeName, icmpTypes, ipProtocolNames } from './info.ts';
import type { LocalizedText, Packet } from './packet.ts';
import { tcpLayer } from './tcp-layer.ts';

/** Bytes that fields point into: the frame, and each message that had to be put together from several. */
export interface ByteSource {
  name: LocalizedText;
  bytes: Uint8Array;
}

export interface Layer {
  /** As a display filter calls it: `tcp`, `mbtcp`. */
  id: string;
  /** "Transmission Control Protocol". */
  name: string;
  /** What it says, in a few words. */
  value: string;
  /** Index into the sources. */
  source: number;
  at: number;
  length: number;
  fields: Field[];
  /** What is wrong with it, if anything. */
  wrong?: LocalizedText;
}

export interface Details {
  sources: ByteSource[];
  layers: Layer[];
}

/** `interfaceName` and the time since the first frame belong to the capture, and are shown with the frame. */
export function detailsOf(packet: Packet, capture: { interfaceName: string; firstNs: bigint }): Details {
  const { bytes, headers } = packet;
  const details: Details = {
    sources: [{ name: { en: `Frame (${bytes.length} bytes)`, 'zh-CN': `帧（${bytes.length} 字节）` }, bytes }],
    layers: [frameLayer(packet, capture)],
  };
  const wrongIn = (id: string): { wrong?: LocalizedText } => (headers.fault?.layer === id ? { wrong: headers.fault.text } : {});
  const add = (layer: Layer): void => {
    details.layers.push({ ...layer, ...wrongIn(layer.id) });
  };
  add(ethernetLayer(bytes, headers));
  if (headers.ip) add(ipLayer(bytes, headers));
  if (headers.tcp) add(tcpLayer(packet, headers.tcp));
  if (headers.udp) add(udpLayer(bytes, headers, packet.stream));
  if (headers.icmp) add(icmpLayer(bytes, headers, packet.requestIn));
  for (const placed of packet.messages) applicationLayers(placed, details);
  const { at, length } = headers.payload;
  if (packet.messages.length === 0 && length > 0 && headers.type !== null) {
    const fault = headers.fault && !details.layers.some(({ id }) => id === headers.fault?.layer) ? headers.fault : null;
    const field: Field = { name: 'Data', filter: 'data.data', value: bytesText(bytes, at, length), at, length };
    const value = `${length} bytes`;
    const wrong = fault ? { wrong: fault.text } : {};
    details.layers.push({
      id: fault?.layer ?? 'data',
      name: fault ? names[fault.layer] : 'Data',
      value,
      source: 0,
      at,
      length,
      fields: [field],
      ...wrong,
    });
  }
  return details;
}

const names = {
  eth: 'Ethernet II',
  ip: 'Internet Protocol Version 4',
  tcp: 'Transmission Control Protocol',
  udp: 'User Datagram Protocol',
  icmp: 'Internet Control Message Protocol',
} as const;

function frameLayer(packet: Packet, { interfaceName, firstNs }: { interfaceName: string; firstNs: bigint }): Layer {
  const { number, bytes, atNs, direction, experts } = packet;
  const whole = { at: 0, length: bytes.length };
  const fields: Field[] = [
    { name: 'Frame Number', filter: 'frame.number', value: `${number}`, ...whole },
    { name: 'Interface', filter: 'frame.interface_name', value: interfaceName, ...whole },
    { name: 'Direction', value: direction === 'in' ? 'Inbound' : 'Outbound', ...whole },
    { name: 'Time since first frame', filter: 'frame.time_relative', value: `${secondsText(atNs - firstNs)} s`, ...whole },
    { name: 'Frame Length', filter: 'frame.len', value: `${bytes.length} bytes`, ...whole },
    ...experts.map(
      ({ filter, severity, text }): Field => ({
        name: 'Expert Info',
        filter,
        value: severityNames[severity],
        ...whole,
        wrong: text,
      }),
    ),
  ];
  return { id: 'frame', name: `Frame ${number}`, value: `${bytes.length} bytes`, source: 0, ...whole, fields };
}

const severityNames = { note: 'Note', warning: 'Warning', error: 'Error' } as const;

function ethernetLayer(bytes: Uint8Array, { type }: Headers): Layer {
  const base = { id: 'eth', name: names.eth, source: 0, at: 0, length: Math.min(ethernetBytes, bytes.length) };
  if (type === null)
    return {
      ...base,
      value: '',
      fields: [{ name: 'Data', value: bytesText(bytes, 0, bytes.length), at: 0, length: bytes.length }],
    };
  const [source, destination] = [macText(bytes, 6), macText(bytes, 0)];
  const kind = type < 1536 ? `Length: ${type}` : `${etherTypes[type] ?? 'Unknown'} (${hex(type, 4)})`;
  return {
    ...base,
    value: `Src: ${source}, Dst: ${destination}`,
    fields: [
      { name: 'Destination', filter: 'eth.dst', value: destination, at: 0, length: 6 },
      { name: 'Source', filter: 'eth.src', value: source, at: 6, length: 6 },
      { name: 'Type', filter: 'eth.type', value: kind, at: 12, length: 2 },
    ],
  };
}

const badIpChecksum: LocalizedText = {
  en: 'The header checksum does not fit the header.',
  'zh-CN': '首部校验和与首部内容不符。',
};
function ipLayer(bytes: Uint8Array, headers: Headers): Layer {
  const ip = headers.ip!;
  const { at } = ip;
  const flags = [ip.flags & 2 ? "Don't fragment" : '', ip.flags & 1 ? 'More fragments' : ''].filter(Boolean).join(', ');
  const fields: Field[] = [
    { name: 'Version', filter: 'ip.version', value: '4', at, length: 1 },
    { name: 'Header Length', filter: 'ip.hdr_len', value: `${ip.headerLength} bytes`, at, length: 1 },
    { name: 'Differentiated Services Field', filter: 'ip.dsfield', value: hex(bytes[at + 1]!, 2), at: at + 1, length: 1 },
    { name: 'Total Length', filter: 'ip.len', value: `${ip.totalLength}`, at: at + 2, length: 2 },
    {
      name: 'Identification',
      filter: 'ip.id',
      value: `${hex(ip.identification, 4)} (${ip.identification})`,
      at: at + 4,
      length: 2,
    },
    {
      name: 'Flags',
      filter: 'ip.flags',
      value: `${hex(ip.flags, 1)}${flags === '' ? '' : ` (${flags})`}`,
      at: at + 6,
      length: 1,
    },
    { name: 'Fragment Offset', filter: 'ip.frag_offset', value: `${ip.fragmentOffset}`, at: at + 6, length: 2 },
    { name: 'Time to Live', filter: 'ip.ttl', value: `${ip.timeToLive}`, at: at + 8, length: 1 },
    {
      name: 'Protocol',
      filter: 'ip.proto',
      value: `${ipProtocolNames[ip.protocol] ?? 'Unknown'} (${ip.protocol})`,
      at: at + 9,
      length: 1,
    },
    { ...checksumField(bytes, at + 10, ip.checksumOk, 'ip.checksum', badIpChecksum), name: 'Header Checksum' },
    { name: 'Source Address', filter: 'ip.src', value: ipText(ip.from), at: at + 12, length: 4 },
    { name: 'Destination Address', filter: 'ip.dst', value: ipText(ip.to), at: at + 16, length: 4 },
  ];
  if (ip.headerLength > 20)
    fields.push({
      name: 'Options',
      value: bytesText(bytes, at + 20, ip.headerLength - 20),
      at: at + 20,
      length: ip.headerLength - 20,
    });
  return {
    id: 'ip',
    name: names.ip,
    value: `Src: ${ipText(ip.from)}, Dst: ${ipText(ip.to)}`,
    source: 0,
    at,
    length: ip.headerLength,
    fields,
  };
}

function udpLayer(bytes: Uint8Array, { udp }: Headers, stream: number | null): Layer {
  const { at, fromPort, toPort, length, checksumOk } = udp!;
  const fields: Field[] = [
    { name: 'Source Port', filter: 'udp.srcport', value: `${fromPort}`, at, length: 2 },
    { name: 'Destination Port', filter: 'udp.dstport', value: `${toPort}`, at: at + 2, length: 2 },
    { name: 'Length', filter: 'udp.length', value: `${length}`, at: at + 4, length: 2 },
    checksumField(bytes, at + 6, checksumOk, 'udp.checksum'),
  ];
  if (stream !== null) fields.push({ name: 'Stream index', filter: 'udp.stream', value: `${stream}`, at, length: 8 });
  return { id: 'udp', name: names.udp, value: `Src Port: ${fromPort}, Dst Port: ${toPort}`, source: 0, at, length: 8, fields };
}

function icmpLayer(bytes: Uint8Array, { icmp, payload }: Headers, requestIn: number | null): Layer {
  const { at, type, code, identifier, sequence, checksumOk } = icmp!;
  const name = icmpTypes[type] ?? 'Unknown';
  const codeName = icmpCodeName(type, code);
  const fields: Field[] = [
    { name: 'Type', filter: 'icmp.type', value: `${type} (${name})`, at, length: 1 },
    { name: 'Code', filter: 'icmp.code', value: codeName ? `${code} (${codeName})` : `${code}`, at: at + 1, length: 1 },
    checksumField(bytes, at + 2, checksumOk, 'icmp.checksum'),
  ];
  if (type === 0 || type === 8)
    fields.push(
      { name: 'Identifier', filter: 'icmp.ident', value: `${identifier} (${hex(identifier, 4)})`, at: at + 4, length: 2 },
      { name: 'Sequence Number', filter: 'icmp.seq', value: `${sequence} (${hex(sequence, 4)})`, at: at + 6, length: 2 },
    );
  else fields.push({ name: 'Unused', value: bytesText(bytes, at + 4, 4), at: at + 4, length: 4 });
  if (requestIn !== null) fields.push({ name: 'Request frame', filter: 'icmp.resp_to', value: `${requestIn}`, at, length: 8 });
  if (payload.length > 0)
    fields.push({
      name: 'Data',
      filter: 'data.data',
      value: bytesText(bytes, payload.at, payload.length),
      at: payload.at,
      length: payload.length,
    });
  return { id: 'icmp', name: names.icmp, value: codeName ?? name, source: 0, at, length: 8 + payload.length, fields };
}
