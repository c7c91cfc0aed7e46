/** The language service in a worker of its own, so that typing never waits for it. Answers that came too late are dropped. */
import type { Diagnostic, Locale, SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import { longestText } from '../work/saving.ts';
import type { CompletionOffer, Hover, LanguageAnswer, LanguageRequest, LiveName } from './language-messages.ts';

/** A question, as it is asked. */
export type Ask = LanguageRequest extends infer R ? (R extends LanguageRequest ? Omit<R, 'id' | 'cycleNs'> : never) : never;

/** Asked anew with every change of the text: an answer for an older text is of no use. */
const wholeFile: ReadonlySet<Ask['ask']> = new Set([
  'diagnose',
  'live-names',
  'outline',
  'folds',
  'colours',
  'statement-lines',
  'as-ladder',
  'instances',
  'as-text',
]);

interface Turn {
  next: { request: Ask; settle: (answer: LanguageAnswer | null) => void } | null;
}

export class LanguageClient {
  #worker: Worker;
  #cycleNs: string;
  #next = 1;
  #waiting = new Map<number, (answer: LanguageAnswer | null) => void>();
  #turns = new Map<string, Turn>();
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
    this.#broken = true;
    this.#worker.terminate();
    for (const settle of this.#waiting.values()) settle(null);
    this.#waiting.clear();
  }

  #ask(request: Ask): Promise<LanguageAnswer | null> {
    // A text that nobody takes is not worth minutes of work.
    if (this.#broken || request.files.some(({ text }) => text.length > longestText)) return Promise.resolve(null);
    if (!wholeFile.has(request.ask)) return this.#send(request);
    return this.#inTurn(request);
  }

  /** Of questions that go over a whole file and come with every key, one is under way; of those that came meanwhile the last is asked next. */
  #inTurn(request: Ask): Promise<LanguageAnswer | null> {
    const kind = 'file' in request ? `${request.ask} ${request.file}` : request.ask;
    const turn = this.#turns.get(kind);
    if (turn) {
      turn.next?.settle(null);
      return new Promise((resolve) => {
        turn.next = { request, settle: resolve };
      });
    }
    const own: Turn = { next: null };
    this.#turns.set(kind, own);
    const answer = this.#send(request);
    void answer.then(() => {
      this.#turns.delete(kind);
      if (own.next) void this.#inTurn(own.next.request).then(own.next.settle);
    });
    return answer;
  }

  #send(request: Ask): Promise<LanguageAnswer | null> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ ...request, id, cycleNs: this.#cycleNs });
    });
  }
}
