/** Requests to the rig that wait for their answer. Each is settled exactly once: answered, too late, or given up with the line. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { ServerMessage } from '#sandbox/wire/messages.ts';

export type Downloaded = Extract<ServerMessage, { type: 'downloaded' }>;
/** Answers that are more than a yes. */
export type Told = Extract<ServerMessage, { type: 'capture-file' | 'gateway-problems' }>;
export type Answer =
  | { ok: true; tick: number; downloaded: Downloaded | null; told?: Told }
  | { ok: false; code: string; message: LocalizedText; downloaded: Downloaded | null };

export const notConnected: Answer = {
  ok: false,
  code: 'disconnected',
  message: {
    en: 'The connection to the rig was lost before it answered. Nothing is sent again by itself; once values are live, do it again.',
    'zh-CN': '实训台还没有答复，连接就断开了。操作不会自动重发；数值恢复更新后，请再做一次。',
  },
  downloaded: null,
};

const unanswered = (milliseconds: number): LocalizedText => ({
  en: `The rig did not answer within ${milliseconds / 1_000} seconds. Look at its state above; then try again.`,
  'zh-CN': `实训台 ${milliseconds / 1_000} 秒内没有答复。请查看上方的实训台状态，然后再试一次。`,
});

export class PendingAnswers {
  readonly #after: (milliseconds: number, run: () => void) => () => void;
  readonly #pending = new Map<number, { settle: (answer: Answer) => void; cancel: () => void }>();
  #nextId = 1;

  constructor(after: (milliseconds: number, run: () => void) => () => void) {
    this.#after = after;
  }

  /** A request goes out under this id; after `deadline` milliseconds it counts as unanswered. */
  expect(deadline: number): { id: number; answer: Promise<Answer> } {
    const id = this.#nextId++;
    const answer = new Promise<Answer>((settle) => {
      const cancel = this.#after(deadline, () => {
        this.settle(id, { ok: false, code: 'unanswered', message: unanswered(deadline), downloaded: null });
      });
      this.#pending.set(id, { settle, cancel });
    });
    return { id, answer };
  }

  settle(id: number, answer: Answer): void {
    const waiting = this.#pending.get(id);
    if (!waiting) return;
    this.#pending.delete(id);
    waiting.cancel();
    waiting.settle(answer);
  }

  /** The line fell. */
  giveUp(): void {
    for (const id of [...this.#pending.keys()]) this.settle(id, notConnected);
  }
}
