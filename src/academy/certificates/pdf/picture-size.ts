/** Pixels of a PNG or JPEG, from its head. `null` for anything else. */
export function pictureSize(bytes: Buffer): { width: number; height: number } | null {
  // PNG: the first chunk is IHDR, width and height are its first eight bytes.
  if (bytes.length >= 24 && bytes.toString('latin1', 1, 4) === 'PNG')
    return sized(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  // JPEG (ITU-T T.81, B.2.2): segments up to a frame header, which is SOF0 to SOF15 but for DHT, JPG and DAC.
  for (let at = 2; at + 9 < bytes.length; ) {
    const marker = bytes.readUInt16BE(at);
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker))
      return sized(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    if (marker >> 8 !== 0xff) return null;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

const sized = (width: number, height: number): { width: number; height: number } | null =>
  width > 0 && height > 0 ? { width, height } : null;
