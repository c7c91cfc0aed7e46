/** Which files a course or lab is made of, and whether one is what its name says. */
import { archiveLimits } from './limits.ts';
import type { Reason } from './reasons.ts';

const startsWith =
  (...bytes: number[]) =>
  (content: Uint8Array): boolean =>
    bytes.every((byte, at) => content[at] === byte);
const texts = new Set(['yaml', 'md', 'st', 'svg']);
const pictures: Record<string, (content: Uint8Array) => boolean> = {
  png: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  jpg: startsWith(0xff, 0xd8, 0xff),
  jpeg: startsWith(0xff, 0xd8, 0xff),
  webp: (content) => startsWith(0x52, 0x49, 0x46, 0x46)(content) && startsWith(0x57, 0x45, 0x42, 0x50)(content.subarray(8)),
};

const extensionOf = (name: string): string => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The largest such a file may be, in bytes; `null` for a kind that has no place here. */
export function sizeLimitOf(name: string): { bytes: number; reason: Reason } | null {
  const extension = extensionOf(name);
  if (texts.has(extension)) return { bytes: archiveLimits.text, reason: 'text-too-big' };
  if (Object.hasOwn(pictures, extension)) return { bytes: archiveLimits.picture, reason: 'picture-too-big' };
  return null;
}

/** `null` when the content is what the name says. */
export function mismatch(name: string, content: Uint8Array): Reason | null {
  const isPicture = Object.hasOwn(pictures, extensionOf(name)) ? pictures[extensionOf(name)] : undefined;
  if (isPicture) return isPicture(content) ? null : 'not-its-kind';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content).includes('\0') ? 'not-its-kind' : null;
  } catch {
    return 'text-encoding';
  }
}
