/** What a broker or a client remembers, as records; each schema both writes them as JSON and reads them back, checked (laws 3 and 11). */
import { Buffer } from 'node:buffer';
import { z } from 'zod';

export const bytes = z.codec(z.string().max(0x1000_0000), z.instanceof(Uint8Array) as z.ZodType<Uint8Array, Uint8Array>, {
  decode: (text) => new Uint8Array(Buffer.from(text, 'base64')),
  encode: (value) => Buffer.from(value).toString('base64'),
});

/** Nanoseconds of the owner's clock. */
export const ns = z.codec(z.string().regex(/^-?\d{1,24}$/), z.bigint(), { decode: (text) => BigInt(text), encode: String });

/** Records by one of their own keys, in the order in which they came; in JSON they are a list. */
export function keyed<K, V, J>(record: z.ZodType<V, J>, keyOf: (value: V) => K) {
  return z.codec(z.array(record), z.instanceof(Map) as unknown as z.ZodType<Map<K, V>, Map<K, V>>, {
    decode: (list) => new Map(list.map((value) => [keyOf(value), value])),
    encode: (map) => [...map.values()],
  });
}

/** Pairs of plain values; in JSON a list of pairs. */
export function pairs<K, V>(key: z.ZodType<K, K>, value: z.ZodType<V, V>) {
  return z.codec(z.array(z.tuple([key, value])), z.instanceof(Map) as unknown as z.ZodType<Map<K, V>, Map<K, V>>, {
    decode: (list) => new Map(list),
    encode: (map) => [...map],
  });
}

export const ids = z.codec(
  z.array(z.int().min(1).max(0xffff)),
  z.instanceof(Set) as unknown as z.ZodType<Set<number>, Set<number>>,
  {
    decode: (list) => new Set(list),
    encode: (set) => [...set],
  },
);

export const qos = z.union([z.literal(0), z.literal(1), z.literal(2)]);
export const level = z.union([z.literal(4), z.literal(5)]);
export const packetId = z.int().min(1).max(0xffff);
export const seconds = z.int().min(0).max(0xffff_ffff);

/** What a message carries from its publisher to its subscribers unchanged (3.3.2.3). */
export const messageProperties = z.strictObject({
  payloadFormatIndicator: z.boolean().optional(),
  contentType: z.string().optional(),
  responseTopic: z.string().optional(),
  correlationData: bytes.optional(),
  userProperties: z.array(z.tuple([z.string(), z.string()])).optional(),
});

export const message = z.strictObject({
  topic: z.string(),
  payload: bytes,
  qos,
  retain: z.boolean(),
  properties: messageProperties,
  /** When it is no longer to be sent; `null`: never. */
  expiresNs: ns.nullable(),
  /** The client identifier of its publisher: for "no local". */
  from: z.string(),
});
export type Message = z.output<typeof message>;

export const partial = z.strictObject({ bytes, length: z.int().min(0) }).refine((one) => one.length <= one.bytes.length);
