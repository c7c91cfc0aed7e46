/**
 * `mbpoll` reading: once, or again and again with a pause of `interval` after each answer, until it has asked often enough or Ctrl-C. A device
 * that cannot be connected to at first ends it; one that falls silent later is an error among the polls. Exit code 0: no errors.
 */
import { z } from 'zod';
import type { Request } from '../protocols/modbus/messages.ts';
import { ModbusTool } from './modbus-tool.ts';
import { count, milliseconds, nanoseconds, ns } from './saved.ts';
import type { ToolOrder } from './tool.ts';

type Order = Extract<ToolOrder, { tool: 'modbus-read' }>;

/** Clauses 6.1 to 6.4. */
const codes = { coils: 1, 'discrete-inputs': 2, 'holding-registers': 3, 'input-registers': 4 } as const;

const schema = z.object({
  askedNs: ns,
  /** When it asks next; `null`: a request is under way. */
  nextNs: ns.nullable(),
  sent: count,
  answered: count,
  errors: count,
  /** There has been a connection. */
  reached: z.boolean(),
});

export class ModbusRead extends ModbusTool<z.output<typeof schema>> {
  readonly #order: Order;

  constructor(order: Order) {
    super(schema, { askedNs: 0n, nextNs: null, sent: 0, answered: 0, errors: 0, reached: false }, order);
    this.#order = order;
  }

  begin(nowNs: bigint): void {
    this.#poll(nowNs);
  }

  #poll(nowNs: bigint): void {
    const { table, address, quantity } = this.#order;
    this.state.sent += 1;
    this.state.askedNs = nowNs;
    this.state.nextNs = null;
    this.askDevice({ code: codes[table], address, quantity }, nowNs);
  }

  protected override get ownDue(): bigint | null {
    return this.state.nextNs;
  }
  protected override wakeItself(nowNs: bigint): void {
    const { nextNs } = this.state;
    if (nextNs !== null && nextNs <= nowNs) this.#poll(nowNs);
  }

  protected answered(answer: Parameters<ModbusTool<unknown>['answered']>[0], _request: Request, nowNs: bigint): void {
    const { address } = this.#order;
    const found = { at: milliseconds(nowNs), took: milliseconds(nowNs - this.state.askedNs), address };
    if ('registers' in answer) this.say({ kind: 'registers', ...found, registers: answer.registers });
    else if ('bits' in answer && answer.bits) this.say({ kind: 'bits', ...found, bits: answer.bits });
    this.state.reached = true;
    this.state.answered += 1;
    this.#rest(nowNs);
  }

  protected refused(refusal: Parameters<ModbusTool<unknown>['refused']>[0], request: Request, nowNs: bigint): void {
    this.say(this.wordsFor(refusal, request));
    this.state.errors += 1;
    // Only over a connection is there an exception, a silence or a wrong answer.
    this.state.reached ||= refusal.kind === 'exception' || ['no-answer', 'malformed', 'wrong-unit'].includes(refusal.why);
    if (this.state.reached) this.#rest(nowNs);
    else this.leave(1, nowNs);
  }

  #rest(nowNs: bigint): void {
    const { count: wanted, interval } = this.#order;
    if (wanted !== null && this.state.sent >= wanted) this.#finish(nowNs);
    else this.state.nextNs = nowNs + nanoseconds(interval);
  }

  override interrupt(nowNs: bigint): void {
    this.#finish(nowNs);
  }

  #finish(nowNs: bigint): void {
    const { sent, answered, errors } = this.state;
    this.say({ kind: 'polls', sent, answered, errors });
    this.leave(errors === 0 ? 0 : 1, nowNs);
  }
}
