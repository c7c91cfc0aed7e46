/** What the editor of a lesson asks of the academy (academy/authoring/api.ts). Each rejects with a sentence in the reader's language. */
import * as z from 'zod/mini';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import {
  type Finding,
  findings,
  type Picture,
  type PreviewResponse,
  picture,
  previewResponse,
  type SavedText,
  savedText,
} from '../../academy/authoring/api.ts';

const refusal = z.object({ message: z.object({ en: z.string(), 'zh-CN': z.string() }) });

export class CourseRequests {
  readonly #base: string;
  readonly #locale: Locale;
  readonly #failed: string;

  /** `failed`: said when the server cannot be reached, or says nothing. */
  constructor(course: string, locale: Locale, failed: string) {
    this.#base = `/api/author/courses/${course}`;
    this.#locale = locale;
    this.#failed = failed;
  }

  async save(name: string, text: string, base: string | null): Promise<SavedText> {
    return savedText.parse(await this.#send('PUT', 'text', { name, text, base }));
  }

  async preview(name: string, text: string): Promise<PreviewResponse> {
    return previewResponse.parse(await this.#send('POST', 'preview', { name, text }));
  }

  async findings(): Promise<Finding[]> {
    return findings.parse(await this.#send('GET', 'findings')).findings;
  }

  async putPicture(lesson: string, name: string, content: Blob): Promise<Picture> {
    return picture.parse(await this.#send('PUT', `pictures/${lesson}/${encodeURIComponent(name)}`, content));
  }

  async deletePicture(lesson: string, name: string): Promise<void> {
    await this.#send('DELETE', `pictures/${lesson}/${encodeURIComponent(name)}`);
  }

  async #send(method: string, path: string, body?: unknown): Promise<unknown> {
    const raw = body === undefined || body instanceof Blob;
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(`${this.#base}/${path}`, {
        method,
        ...(raw ? {} : { headers: { 'content-type': 'application/json' } }),
        ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      });
      answer = await response.json();
    } catch {
      throw new Error(this.#failed);
    }
    if (response.ok) return answer;
    const said = refusal.safeParse(answer);
    throw new Error(said.success ? said.data.message[this.#locale] : this.#failed);
  }
}
