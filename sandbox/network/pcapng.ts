/**
 * A capture as a file that Wireshark opens: pcapng (draft-ietf-opsawg-pcapng), one section, an interface for each end of a link, times in
 * nanoseconds. Written block by block: append them as they come.
 */
const ethernet = 1;
const block = { section: 0x0a0d0d0a, interface: 1, packet: 6 } as const;
const option = { comment: 1, application: 4, name: 2, resolution: 9 } as const;
/** Of an enhanced packet block: which way it went (bits 0 and 1 of epb_flags). */
const flags = { code: 2, in: 1, out: 2 } as const;
const words = new TextEncoder();

/** The head of a file: section header, then its interfaces in the order of their numbers. */
export function pcapngHead(interfaces: { name: string }[], comment?: string): Uint8Array {
  const section = new Uint8Array(16);
  const view = new DataView(section.buffer);
  view.setUint32(0, 0x1a2b3c4d, true);
  view.setUint16(4, 1, true);
  // Length unknown: it is being written.
  view.setBigInt64(8, -1n, true);
  const about = [
    ...(comment === undefined ? [] : [textOption(option.comment, comment)]),
    textOption(option.application, 'Millwright'),
  ];
  const blocks = [blockOf(block.section, [section, ...about, endOfOptions])];
  for (const { name } of interfaces) {
    const description = new Uint8Array(8);
    new DataView(description.buffer).setUint16(0, ethernet, true);
    // 10 to the power of -9 seconds.
    const resolution = optionOf(option.resolution, Uint8Array.of(9));
    blocks.push(blockOf(block.interface, [description, textOption(option.name, name), resolution, endOfOptions]));
  }
  return joined(blocks);
}

/** One frame. `calendarNs`: nanoseconds since 1970 UTC, that is the rig's epoch and its logical time together. */
export function pcapngFrame(
  frame: { interface: number; direction: 'in' | 'out'; bytes: Uint8Array },
  calendarNs: bigint,
  comment?: string,
): Uint8Array {
  const fixed = new Uint8Array(20);
  const view = new DataView(fixed.buffer);
  view.setUint32(0, frame.interface, true);
  view.setUint32(4, Number((calendarNs >> 32n) & 0xffff_ffffn), true);
  view.setUint32(8, Number(calendarNs & 0xffff_ffffn), true);
  view.setUint32(12, frame.bytes.length, true);
  view.setUint32(16, frame.bytes.length, true);
  const direction = optionOf(flags.code, Uint8Array.of(flags[frame.direction], 0, 0, 0));
  const about = comment === undefined ? [] : [textOption(option.comment, comment)];
  return blockOf(block.packet, [fixed, padded(frame.bytes), ...about, direction, endOfOptions]);
}

const endOfOptions = new Uint8Array(4);

function optionOf(code: number, value: Uint8Array): Uint8Array {
  const head = new Uint8Array(4);
  const view = new DataView(head.buffer);
  view.setUint16(0, code, true);
  view.setUint16(2, value.length, true);
  return joined([head, padded(value)]);
}

/** An option holds 65,535 bytes; no name and no comment here comes near. */
const textOption = (code: number, text: string): Uint8Array => optionOf(code, words.encode(text).subarray(0, 0xffff));

function blockOf(type: number, parts: Uint8Array[]): Uint8Array {
  const length = 12 + parts.reduce((total, part) => total + part.length, 0);
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  return joined([head, ...parts, head.subarray(4)]);
}

/** To the next 32 bits. */
function padded(bytes: Uint8Array): Uint8Array {
  const padding = -bytes.length & 3;
  return padding === 0 ? bytes : joined([bytes, new Uint8Array(padding)]);
}

function joined(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
