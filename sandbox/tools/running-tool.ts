/**
 * What every tool has in common: what it remembers is one record with a schema that writes it down and reads it back (law 3); what it
 * finds waits to be taken; it ends once, and says and does nothing after that.
 */
import { z } from 'zod';
import type { EchoTold, Effect, Failure, NetworkAsk } from '../protocols/party.ts';
import { Findings, savedFindings } from './findings.ts';
import type { Tool, ToolRecord } from './tool.ts';

/** Of a program that Ctrl-C has ended: 128 and the number of SIGINT, as a shell tells it. */
export const interrupted = 130;

const saved = z.object({ exit: z.int().min(0).max(255).nullable(), findings: savedFindings, state: z.unknown() });

export abstract class RunningTool<State> implements Tool {
  protected state: State;
  readonly #schema: z.ZodType<State>;
  readonly #findings = new Findings();
  #exit: number | null = null;
  #effects: Effect[] = [];
  #asks: NetworkAsk[] = [];

  /** `schema` writes a state and reads it; `state` is that before anything has happened. */
  constructor(schema: z.ZodType<State>, state: State) {
    this.#schema = schema;
    this.state = state;
  }

  /** Once, unless it is restored. */
  abstract begin(nowNs: bigint): void;
  /** When it wants to be woken while it runs. */
  protected abstract readonly dueWhileRunning: bigint | null;

  get exit(): number | null {
    return this.#exit;
  }
  get due(): bigint | null {
    return this.#exit === null ? this.dueWhileRunning : null;
  }

  protected say(record: ToolRecord): void {
    if (this.#exit === null) this.#findings.add(record);
  }
  protected do(effect: Effect): void {
    this.#effects.push(effect);
  }
  protected ask(ask: NetworkAsk): void {
    this.#asks.push(ask);
  }
  protected end(exit: number): void {
    this.#exit ??= exit;
  }

  records(): ToolRecord[] {
    return this.#findings.take();
  }
  drain(): Effect[] {
    const effects = this.#effects;
    if (effects.length > 0) this.#effects = [];
    return effects;
  }
  asks(): NetworkAsk[] {
    const asks = this.#asks;
    if (asks.length > 0) this.#asks = [];
    return asks;
  }

  interrupt(_nowNs: bigint): void {
    this.end(interrupted);
  }

  /** A tool listens nowhere. */
  accepted(connection: number, _from: string, _nowNs: bigint): void {
    this.do({ do: 'reset', connection });
  }
  connected(_connection: number, _nowNs: bigint): void {}
  failed(_connection: number, _why: Failure, _nowNs: bigint): void {}
  received(_connection: number, _bytes: Uint8Array, _nowNs: bigint): void {}
  closed(_connection: number, _how: 'closed' | 'reset', _nowNs: bigint): void {}
  wake(_nowNs: bigint): void {}
  datagram(_port: number, _from: string, _fromPort: number, _bytes: Uint8Array, _nowNs: bigint): void {}
  echoed(_told: EchoTold, _nowNs: bigint): void {}
  captured(_frame: { atNs: bigint; direction: 'out' | 'in'; bytes: Uint8Array }, _nowNs: bigint): void {}

  save(): unknown {
    return { exit: this.#exit, findings: this.#findings.save(), state: z.encode(this.#schema, this.state) };
  }

  /** @throws ZodError when it is nothing that `save` of the same tool gave. */
  restore(record: unknown): void {
    const { exit, findings, state } = saved.parse(record);
    this.state = this.#schema.parse(state);
    this.#exit = exit;
    this.#findings.restore(findings);
    this.#effects = [];
    this.#asks = [];
  }
}
