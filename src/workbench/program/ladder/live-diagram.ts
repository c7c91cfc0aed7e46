/**
 * What the rig says about the diagram that is shown: the power that each element let through in the scan, as `flow$` holds it, and the values
 * of operands. Only what is painted is subscribed; a network that has left the view is no longer asked about.
 */
import { planFlows } from '#sandbox/iec61131/diagrams/flow-plan.ts';
import { type ElementPath, elementsOf, type LadderPou } from '#sandbox/iec61131/diagrams/ladder.ts';
import type { WireSignal } from '#sandbox/wire/messages.ts';
import type { LadderLive, LiveOperand } from '../../ladder/live.ts';
import type { SignalStore } from '../../rig/signal-store.ts';
import { formatValue } from '../../rig/value-format.ts';
import { sameNetworks } from './same-networks.ts';

interface LiveDiagramOptions {
  store: SignalStore;
  controller: string;
  /** `main`, or `main.press` of a block. */
  instance: string;
  /** As it is drawn, and as the rig runs it: the places in `flow$` are those of the latter. */
  shown: LadderPou;
  running: LadderPou;
  isForced: (signal: string) => boolean;
}

export class LiveDiagram implements LadderLive {
  readonly #options: LiveDiagramOptions;
  readonly #flows = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  readonly #subscribed = new Map<string, () => void>();
  #asked = new Set<string>();
  #due = false;

  constructor(options: LiveDiagramOptions) {
    this.#options = options;
    const { shown, running } = options;
    const { flowOf } = planFlows(running);
    for (const [position, number] of sameNetworks(shown.networks, running.networks).entries()) {
      const network = number === undefined ? undefined : running.networks[number];
      // Alike, therefore with the same paths.
      for (const { element, path } of network ? elementsOf(network.rung, [position]) : []) {
        const flow = flowOf.get(element);
        if (flow !== undefined) this.#flows.set(path.join('.'), flow);
      }
    }
  }

  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed);
    changed();
    return () => {
      this.#listeners.delete(changed);
      this.#schedule();
    };
  }

  flow(path: ElementPath): boolean | undefined {
    const { controller, instance } = this.#options;
    const flow = this.#flows.get(path.join('.'));
    if (flow === undefined) return undefined;
    const eight = this.#read(`${controller}.${instance}.flow$.${flow >> 3}`);
    return typeof eight === 'bigint' ? ((eight >> BigInt((flow & 7) * 8)) & 0xffn) !== 0n : undefined;
  }

  value(expression: string): LiveOperand | undefined {
    const { store, isForced } = this.#options;
    const signal = this.#signalOf(expression.trim());
    if (signal === null) return undefined;
    const value = this.#read(signal);
    if (value === undefined) return undefined;
    return { text: formatValue(value, store.info(signal)?.type ?? ''), value, forced: isForced(signal) };
  }

  /** What can be written or forced of an expression; null: nothing that the rig knows. */
  signal(expression: string): WireSignal | null {
    const name = this.#signalOf(expression.trim());
    const known = name === null ? undefined : this.#options.store.info(name);
    return known && (known.writable || known.operable || known.forceable) ? known : null;
  }

  stop(): void {
    this.#listeners.clear();
    for (const leave of this.#subscribed.values()) leave();
    this.#subscribed.clear();
  }

  /** `Start` is the rig's `plc.main.Start`; a located variable may be known only as its terminal, `plc.Start`. */
  #signalOf(expression: string): string | null {
    const { store, controller, instance } = this.#options;
    const full = `${controller}.${instance}.${expression}`;
    if (store.info(full)) return full;
    const terminal = `${controller}.${expression}`;
    return store.info(terminal) ? terminal : null;
  }

  #read(signal: string): ReturnType<SignalStore['value']> {
    const { store } = this.#options;
    this.#asked.add(signal);
    if (!this.#subscribed.has(signal) && store.info(signal)) {
      // Put down first: the store calls back at once.
      this.#subscribed.set(signal, () => {});
      this.#subscribed.set(
        signal,
        store.subscribe(signal, () => this.#schedule()),
      );
    }
    return store.live ? store.value(signal) : undefined;
  }

  /** Many signals change in one frame: the drawing is painted once, and then tells what it no longer asks about. */
  #schedule(): void {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#asked = new Set();
      for (const changed of this.#listeners) changed();
      for (const [signal, leave] of this.#subscribed) {
        if (this.#asked.has(signal)) continue;
        leave();
        this.#subscribed.delete(signal);
      }
    });
  }
}
