/** A rig's keyframe as bytes: structured clone of the record, then zstd, since most of a controller's memory is zeros. */
import { deserialize, serialize } from 'node:v8';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Keyframe } from '../rig/types.ts';

/** Level 1: higher ones cost more time than the disk they save. */
const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export function packKeyframe(keyframe: Keyframe): Uint8Array {
  return zstdCompressSync(serialize(keyframe), fastest);
}

/** @throws on bytes that `packKeyframe` did not make. */
export function unpackKeyframe(packed: Uint8Array): Keyframe {
  return deserialize(zstdDecompressSync(packed)) as Keyframe;
}
