/** What the Modbus tools have in common: a client that asks once, and the words for what it is refused. */
import type { z } from 'zod';
import { ModbusClient } from '../protocols/modbus/client.ts';
import { exceptionMeanings, type Request } from '../protocols/modbus/messages.ts';
import { requestProblem } from '../protocols/modbus/requests.ts';
import { type ClientFailure, failureMeanings, type Result } from '../protocols/modbus/result.ts';
import { ClientTool } from './client-tool.ts';
import { connectionRecord } from './meanings.ts';
import { interrupted } from './running-tool.ts';
import { nanoseconds } from './saved.ts';
import type { ToolOrder, ToolRecord } from './tool.ts';

type Server = Pick<Extract<ToolOrder, { tool: 'modbus-identify' }>, 'host' | 'port' | 'unit' | 'timeout'>;

/** How a request ended that brought no answer. */
type Refusal = Exclude<Result['outcome'], { kind: 'answer' }>;
type Answer = Extract<Result['outcome'], { kind: 'answer' }>['answer'];

export abstract class ModbusTool<State> extends ClientTool<State, ModbusClient> {
  readonly #server: Server;

  constructor(schema: z.ZodType<State>, state: State, server: Server) {
    const { host, port, timeout } = server;
    super(schema, state, new ModbusClient({ host, port, timeoutNs: nanoseconds(timeout), retries: 0 }));
    this.#server = server;
  }

  protected abstract answered(answer: Answer, request: Request, nowNs: bigint): void;
  protected abstract refused(refusal: Refusal, request: Request, nowNs: bigint): void;

  protected askDevice(request: Request, nowNs: bigint): void {
    this.client.ask(this.#server.unit, request, nowNs);
    this.look(nowNs);
  }

  protected look(nowNs: bigint): void {
    for (const { outcome, request } of this.client.results()) {
      if (this.exit !== null) return;
      if (outcome.kind === 'answer') this.answered(outcome.answer, request, nowNs);
      else this.refused(outcome, request, nowNs);
    }
  }

  protected restoreClient(record: unknown): string | null {
    return this.client.restore(record);
  }

  /** Why there is no answer, for a person. */
  protected wordsFor(refusal: Refusal, request: Request): ToolRecord {
    if (refusal.kind === 'exception') return exceptionRecord(refusal.exception);
    const { host, port } = this.#server;
    const wrong = refusal.why === 'invalid' ? requestProblem(request) : null;
    if (wrong) return { kind: 'problem', message: wrong };
    return connectionRecord(tellable(refusal.why), host, port, failureMeanings[refusal.why]);
  }

  /** Ends in order: what is under way is given up. */
  protected leave(exit: number, nowNs: bigint): void {
    if (this.exit !== null) return;
    this.end(exit);
    this.client.close(nowNs);
    this.client.results();
  }

  override interrupt(nowNs: bigint): void {
    this.leave(interrupted, nowNs);
  }
}

const tellable = (why: ClientFailure) =>
  why === 'wrong-unit' || why === 'invalid' ? 'malformed' : why === 'queue-full' ? 'no-answer' : why;

function exceptionRecord(exception: number): ToolRecord {
  const message = exceptionMeanings[exception]?.meaning ?? {
    en: `The device answered exception ${exception}, which the specification does not name. Look into its manual.`,
    'zh-CN': `设备应答了规范中没有的异常码 ${exception}。请查阅设备手册。`,
  };
  return { kind: 'modbus-exception', exception, message };
}
