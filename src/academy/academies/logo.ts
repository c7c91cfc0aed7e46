/** An uploaded logo: judged by its bytes, whatever its name or type says. */
import { Refusal } from '../http/problems.ts';

/** Bytes; it is part of every page. */
export const maxLogoBytes = 65_536;

const kinds = [
  { type: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], at: 0 },
  { type: 'image/jpeg', starts: [0xff, 0xd8, 0xff], at: 0 },
  { type: 'image/webp', starts: [0x57, 0x45, 0x42, 0x50], at: 8 },
] as const;

/** The picture as a data URL. Refused: `bad-logo` for another kind, `too-big`. SVG is no picture here: it may carry scripts. */
export function logoOf(bytes: Uint8Array): string {
  if (bytes.byteLength > maxLogoBytes) throw new Refusal('bad-logo', `${bytes.byteLength} bytes`);
  const kind = kinds.find(({ starts, at }) => starts.every((byte, index) => bytes[at + index] === byte));
  if (!kind) throw new Refusal('bad-logo', 'neither PNG, JPEG nor WebP');
  return `data:${kind.type};base64,${Buffer.from(bytes).toString('base64')}`;
}
