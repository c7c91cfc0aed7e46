/** What the page of verification is sent: a text that was pasted, or a file. */
import { longestCredential } from './verification.ts';

/** Bytes of the whole form. A PDF that somebody tries with may be bigger: it is told to be one by its first bytes. */
const mostBytes = 2_000_000;

/**
 * The text to verify: of the file when there is one. `too-big` when the request is beyond what is read at all; `not-a-form` when no browser
 * would have sent it.
 */
export async function presentedIn(request: Request): Promise<{ text: string } | 'too-big' | 'not-a-form'> {
  if (!/^multipart\/form-data\s*;/i.test(request.headers.get('content-type') ?? '')) return 'not-a-form';
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return 'too-big';
  const bytes = await bounded(request);
  if (bytes === null) return 'too-big';
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': request.headers.get('content-type') ?? '' } }).formData();
  } catch {
    return 'not-a-form';
  }
  const [text, file] = [form.get('text'), form.get('file')];
  // One character more than is taken, so that it is seen to be too long.
  if (file instanceof File && file.size > 0) return { text: await file.slice(0, 4 * (longestCredential + 1)).text() };
  return { text: typeof text === 'string' ? text : '' };
}

async function bounded(request: Request): Promise<Blob | null> {
  const parts: BlobPart[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    size += chunk.value.byteLength;
    if (size > mostBytes) {
      await reader?.cancel();
      return null;
    }
    parts.push(new Uint8Array(chunk.value));
  }
  return new Blob(parts);
}
