/** The language service in a worker of its own, so that typing never waits for it. Answers that came too late are dropped. */
import type { Diagnostic, Locale, SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { CompletionOffer, Hover, LanguageAnswer, LanguageRequest, LiveName } from './language-messages.ts';

/** A question, as it is asked. */
export type Ask = LanguageRequest extends infer R ? (R extends LanguageRequest ? Omit<R, 'id' | 'cycleNs'> : never) : never;

export class LanguageClient {
  #worker: Worker;
  #cycleNs: string;
  #next = 1;
  #waiting = new Map<number, (answer: LanguageAnswer | null) => void>();
  #broken = false;
  #onBroken: () => void;

  constructor(cycleNs: string, onBroken: () => void) {
    this.#cycleNs = cycleNs;
    this.#onBroken = onBroken;
    this.#worker = new Worker(new URL('./language-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<LanguageAnswer>) => {
      if (data.ask === 'failed') console.error('The language service failed:', data.reason);
      this.#waiting.get(data.id)?.(data.ask === 'failed' ? null : data);
      this.#waiting.delete(data.id);
    };
    this.#worker.onerror = (event) => {
      console.error('The language worker ended:', event.message);
      this.#broken = true;
      for (const settle of this.#waiting.values()) settle(null);
      this.#waiting.clear();
      this.#onBroken();
    };
  }

  async diagnose(files: SourceFile[]): Promise<Diagnostic[] | null> {
    const answer = await this.#ask({ ask: 'diagnose', files });
    return answer?.ask === 'diagnose' ? answer.diagnostics : null;
  }

  async complete(files: SourceFile[], file: string, offset: number): Promise<CompletionOffer[]> {
    const answer = await this.#ask({ ask: 'complete', files, file, offset });
    return answer?.ask === 'complete' ? answer.offers : [];
  }

  async hover(files: SourceFile[], file: string, offset: number, locale: Locale): Promise<Hover | null> {
    const answer = await this.#ask({ ask: 'hover', files, file, offset, locale });
    return answer?.ask === 'hover' ? answer.hover : null;
  }

  async liveNames(files: SourceFile[]): Promise<LiveName[] | null> {
    const answer = await this.#ask({ ask: 'live-names', files });
    return answer?.ask === 'live-names' ? answer.names : null;
  }

  /** Any question; `null` where the service is gone or failed. */
  async ask<A extends Ask>(question: A): Promise<Extract<LanguageAnswer, { ask: A['ask'] }> | null> {
    const answer = await this.#ask(question);
    return answer?.ask === question.ask ? (answer as Extract<LanguageAnswer, { ask: A['ask'] }>) : null;
  }

  stop(): void {
    this.#worker.terminate();
    for (const settle of this.#waiting.values()) settle(null);
    this.#waiting.clear();
  }

  #ask(request: Ask): Promise<LanguageAnswer | null> {
    if (this.#broken) return Promise.resolve(null);
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ ...request, id, cycleNs: this.#cycleNs });
    });
  }
}
