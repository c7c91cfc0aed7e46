/**
 * `tcpdump` on the terminal's own interface: every frame that passes its filter, in a line and in its bytes, until there were `count` of them
 * or Ctrl-C. What comes faster than it may tell (`framesPerSecond`, `bytesPerSecond`) is counted as dropped, as a kernel's full buffer is.
 */
import { z } from 'zod';
import { type Filter, filterOf } from './capture-filter.ts';
import { headersOf } from './ethernet.ts';
import { flowsSchema, summaryOf } from './frame-summary.ts';
import { RunningTool } from './running-tool.ts';
import { count, milliseconds, ns } from './saved.ts';
import type { ToolHost, ToolOrder } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'capture' }>;

const framesPerSecond = 1_000;
const bytesPerSecond = 500_000;
/** What it may save up of both, in seconds. */
const burst = 2;

const schema = z.object({
  told: count,
  /** Passed the filter. */
  received: count,
  dropped: count,
  /** What it may tell now. */
  frames: z.number(),
  bytes: z.number(),
  filledNs: ns,
  flows: flowsSchema,
});

export class Capture extends RunningTool<z.output<typeof schema>> {
  protected readonly dueWhileRunning = null;
  readonly #order: Order;
  readonly #filter: Filter;

  constructor(order: Order, host: ToolHost) {
    super(schema, {
      told: 0,
      received: 0,
      dropped: 0,
      frames: framesPerSecond * burst,
      bytes: bytesPerSecond * burst,
      filledNs: 0n,
      flows: [],
    });
    this.#order = order;
    this.#filter = filterOf(order.filter, (name) => host.resolve(name));
  }

  begin(nowNs: bigint): void {
    this.state.filledNs = nowNs;
    if (this.#filter.ok) this.ask({ do: 'capture' });
    else {
      this.say(this.#filter.problem);
      this.end(1);
    }
  }

  override captured(frame: { atNs: bigint; direction: 'out' | 'in'; bytes: Uint8Array }, _nowNs: bigint): void {
    const { state } = this;
    const { filter, count: wanted, snapLength } = this.#order;
    if (this.exit !== null || !this.#filter.ok) return;
    if (filter !== '' && !this.#filter.passes(headersOf(frame.bytes))) return;
    state.received += 1;
    const { atNs, direction, bytes } = frame;
    const kept = bytes.subarray(0, snapLength);
    if (!this.#mayTell(atNs, kept.length)) {
      state.dropped += 1;
      return;
    }
    state.told += 1;
    this.say({
      kind: 'frame',
      number: state.told,
      at: milliseconds(atNs),
      direction,
      length: bytes.length,
      bytes: Buffer.from(kept.buffer, kept.byteOffset, kept.length).toString('base64'),
      summary: summaryOf(bytes, state.flows),
    });
    if (state.told === wanted) this.#finish();
  }

  /** Takes what telling costs from what has been saved up. */
  #mayTell(atNs: bigint, length: number): boolean {
    const { state } = this;
    const seconds = Number(atNs - state.filledNs) / 1e9;
    state.filledNs = atNs;
    state.frames = Math.min(framesPerSecond * burst, state.frames + framesPerSecond * seconds);
    state.bytes = Math.min(bytesPerSecond * burst, state.bytes + bytesPerSecond * seconds);
    if (state.frames < 1 || state.bytes < length) return false;
    state.frames -= 1;
    state.bytes -= length;
    return true;
  }

  override interrupt(): void {
    this.#finish();
  }

  #finish(): void {
    const { told, received, dropped } = this.state;
    this.say({ kind: 'captured', count: told, received, dropped });
    this.end(0);
  }
}
