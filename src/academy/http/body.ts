/** Reading a request's body, bounded before it is whole in memory. */
import * as core from 'zod/v4/core';
import { type ProblemCode, Refusal } from './problems.ts';

/** Bytes. A file of 512,000 characters is at most three bytes each in UTF-8, and JSON escapes some. */
export const bodyLimits = { small: 16_384, preferences: 65_536, form: 262_144, file: 3_200_000, programs: 16_000_000 } as const;

/** The body as `schema` gives it. Refuses what is not JSON, bigger than `limit` bytes, or of another shape. */
export async function readBody<Schema extends core.$ZodType>(
  request: Request,
  schema: Schema,
  limit: number,
): Promise<core.output<Schema>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) throw new Refusal('not-json');
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new Refusal('too-big', 'by its Content-Length');
  const text = await readText(request, limit);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('malformed', 'not JSON');
  }
  const parsed = core.safeParse(schema, value);
  if (!parsed.success) {
    // A text over its limit is too big rather than misshapen: the reader can do something about it.
    const tooLong = parsed.error.issues.some((issue) => issue.code === 'too_big' && issue.path.at(-1) === 'text');
    throw new Refusal(
      tooLong ? 'too-big' : 'malformed',
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  }
  return parsed.data;
}

/** The fields of an HTML form. Refuses what is not one, or bigger than `limit` bytes. */
export async function readForm(request: Request, limit: number): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    throw new Refusal('malformed');
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new Refusal('too-big', 'by its Content-Length');
  return new URLSearchParams(await readText(request, limit));
}

/** The fields and files of an HTML form that may carry files. Refuses as `readForm`; more than `limit` bytes with `code`. */
export async function readFilesForm(request: Request, limit: number, code: ProblemCode = 'too-big'): Promise<FormData> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new Refusal('malformed');
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new Refusal(code, 'by its Content-Length');
  const bytes = await readBytes(request, limit, code);
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new Refusal('malformed', 'not a form with files');
  }
}

/** Refuses more than `limit` bytes with `code`. */
export async function readBytes(
  request: Request,
  limit: number,
  code: ProblemCode = 'too-big',
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw new Refusal(code, `more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

async function readText(request: Request, limit: number): Promise<string> {
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  const reader = request.body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    size += chunk.value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw new Refusal('too-big', `more than ${limit} bytes`);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}
