/** The fields of a TCP header, and what the conversation says of them. */
import type { Field } from '../dissection.ts';
import { bytesText, checksumField } from './field-text.ts';
import { eachOption, type Tcp } from './headers.ts';
import { flagsText, hex } from './info.ts';
import type { Layer } from './layers.ts';
import type { Packet } from './packet.ts';

const optionNames: Readonly<Record<number, string>> = {
  0: 'End of Option List',
  1: 'No-Operation',
  2: 'Maximum segment size',
  3: 'Window scale',
  4: 'SACK permitted',
  5: 'SACK',
  8: 'Timestamps',
};
const optionsCut = { en: 'An option is longer than the header.', 'zh-CN': '选项长度超出首部。' };

export function tcpLayer(packet: Packet, tcp: Tcp): Layer {
  const { bytes, headers, stream, tcp: place } = packet;
  const { at, headerLength } = tcp;
  const { length } = headers.payload;
  const flag = (name: string, filter: string, mask: number, on: number): Field => ({
    name,
    filter,
    value: tcp.flags & mask ? 'Set' : 'Not set',
    at: at + on,
    length: 1,
  });
  const fields: Field[] = [
    { name: 'Source Port', filter: 'tcp.srcport', value: `${tcp.fromPort}`, at, length: 2 },
    { name: 'Destination Port', filter: 'tcp.dstport', value: `${tcp.toPort}`, at: at + 2, length: 2 },
    {
      name: 'Sequence Number',
      filter: 'tcp.seq',
      value: `${place?.sequence ?? tcp.sequence} (raw ${tcp.sequence})`,
      at: at + 4,
      length: 4,
    },
    {
      name: 'Acknowledgment Number',
      filter: 'tcp.ack',
      value: `${place?.acknowledgement ?? 0} (raw ${tcp.acknowledgement})`,
      at: at + 8,
      length: 4,
    },
    { name: 'Header Length', filter: 'tcp.hdr_len', value: `${headerLength} bytes`, at: at + 12, length: 1 },
    {
      name: 'Flags',
      filter: 'tcp.flags',
      value: `${hex(tcp.flags, 3)} (${flagsText(tcp.flags)})`,
      at: at + 12,
      length: 2,
      fields: [
        flag('Urgent', 'tcp.flags.urg', 32, 13),
        flag('Acknowledgment', 'tcp.flags.ack', 16, 13),
        flag('Push', 'tcp.flags.push', 8, 13),
        flag('Reset', 'tcp.flags.reset', 4, 13),
        flag('Syn', 'tcp.flags.syn', 2, 13),
        flag('Fin', 'tcp.flags.fin', 1, 13),
      ],
    },
    {
      name: 'Window',
      filter: 'tcp.window_size',
      value: place && place.window !== tcp.window ? `${place.window} (raw ${tcp.window})` : `${tcp.window}`,
      at: at + 14,
      length: 2,
    },
    checksumField(bytes, at + 16, tcp.checksumOk, 'tcp.checksum'),
    {
      name: 'Urgent Pointer',
      filter: 'tcp.urgent_pointer',
      value: `${(bytes[at + 18]! << 8) | bytes[at + 19]!}`,
      at: at + 18,
      length: 2,
    },
  ];
  if (headerLength > 20) fields.push(options(bytes, at + 20, at + headerLength));
  const whole = { at, length: headerLength };
  if (stream !== null) fields.push({ name: 'Stream index', filter: 'tcp.stream', value: `${stream}`, ...whole });
  fields.push({ name: 'TCP Segment Len', filter: 'tcp.len', value: `${length}`, ...whole });
  const remarks = packet.experts.filter(({ filter }) => filter.startsWith('tcp.analysis.'));
  for (const { filter, brief, text } of remarks) {
    const repeated = filter === 'tcp.analysis.duplicate_ack' ? place?.duplicateOf : null;
    const which = repeated ? ` of frame ${repeated.frame}, number ${repeated.count}` : '';
    fields.push({ name: 'SEQ/ACK analysis', filter, value: `${brief.en}${which}`, ...whole, wrong: text });
  }
  const { payload } = headers;
  if (length > 0)
    fields.push({
      name: 'TCP payload',
      filter: 'tcp.payload',
      value: bytesText(bytes, payload.at, length),
      at: payload.at,
      length,
    });
  const numbers = `Seq: ${place?.sequence ?? tcp.sequence}, Ack: ${place?.acknowledgement ?? 0}, Len: ${length}`;
  const value = `Src Port: ${tcp.fromPort}, Dst Port: ${tcp.toPort}, ${numbers}`;
  return { id: 'tcp', name: 'Transmission Control Protocol', value, source: 0, ...whole, fields };
}

function options(bytes: Uint8Array, from: number, end: number): Field {
  const inside: Field[] = [];
  const stopped = eachOption(bytes, from, end, (kind, at, length) => {
    const value = length > 2 ? bytesText(bytes, at + 2, length - 2) : '';
    const named = kind === 2 && length === 4 ? `${(bytes[at + 2]! << 8) | bytes[at + 3]!} bytes` : value;
    inside.push({ name: optionNames[kind] ?? `Option ${kind}`, value: named, at, length });
  });
  if (stopped !== null)
    inside.push({
      name: 'Options',
      value: bytesText(bytes, stopped, end - stopped),
      at: stopped,
      length: end - stopped,
      wrong: optionsCut,
    });
  return { name: 'Options', value: `${end - from} bytes`, at: from, length: end - from, fields: inside };
}
