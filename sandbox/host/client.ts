/**
 * The web process's end of its channel to the supervisor. Requests carry ids and deadlines; an unanswered one rejects with a
 * `HostError`, never hangs.
 */
import type { Socket } from 'node:net';
import type { GradeResult } from '../grading/types.ts';
import type { FaultOutcome, Handling, HostClient, HostStatus, SignalReading, StandingFaults } from './api.ts';
import type { FromWeb, RigAnswer, RigQuestion, Standings, ToWeb } from './channel.ts';
import { takeUnread } from './socket-transfer.ts';

/** `timeout`, `disconnected`, `not-supervised`, or a code of the supervisor's. */
class HostError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'HostError';
    this.code = code;
  }
}

/** What the web process alone may say besides the requests of `HostClient`. */
export interface WebProcessClient extends HostClient {
  /** The server listens: the supervisor reports the start as done. */
  listening(port: number, host: string): void;
}

/** The part of `process` that a forked child speaks through; tests hand in their own. */
export interface SupervisorChannel {
  send?: NodeJS.Process['send'];
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

/** Milliseconds. Grading has its own deadline in the supervisor, and a queue before it. */
const deadlines = {
  handOver: 10_000,
  status: 5_000,
  grade: 180_000,
  readSignal: 5_000,
  standings: 5_000,
  ask: 5_000,
  forget: 10_000,
} as const;

interface Pending {
  resolve(result: unknown): void;
  reject(error: HostError): void;
  timer: NodeJS.Timeout;
}

/**
 * The client over this process's IPC channel. One per process: it listens on `process`.
 * The caller exits on `disconnect` by itself once it has closed its server.
 */
export function connectToSupervisor(channel: SupervisorChannel = process): WebProcessClient {
  const pending = new Map<number, Pending>();
  let lastRequest = 0;

  channel.on('message', (message) => {
    const answer = message as ToWeb;
    if (answer.type !== 'answer' && answer.type !== 'failed') return;
    const waiting = pending.get(answer.request);
    if (waiting === undefined) return;
    pending.delete(answer.request);
    clearTimeout(waiting.timer);
    if (answer.type === 'answer') waiting.resolve(answer.result);
    else waiting.reject(new HostError(answer.code, answer.message));
  });
  channel.on('disconnect', () => {
    for (const [request, waiting] of pending) {
      pending.delete(request);
      clearTimeout(waiting.timer);
      waiting.reject(new HostError('disconnected', 'the supervisor is gone'));
    }
  });

  function send(message: FromWeb, socket?: Socket, failed?: (error: Error) => void): void {
    if (channel.send === undefined) {
      failed?.(new HostError('not-supervised', 'this process was not started by the supervisor; use `millwright serve`'));
      return;
    }
    // keepOpen: this end lets go when the supervisor has answered, see `handOver`.
    channel.send(message, socket, { keepOpen: true }, (error) => {
      if (error !== null) failed?.(error);
    });
  }

  function request<Result>(kind: keyof typeof deadlines, make: (id: number) => FromWeb, socket?: Socket): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      lastRequest += 1;
      const id = lastRequest;
      const fail = (code: string, message: string): void => {
        const waiting = pending.get(id);
        if (waiting === undefined) return;
        pending.delete(id);
        clearTimeout(waiting.timer);
        reject(new HostError(code, message));
      };
      const timer = setTimeout(
        () => fail('timeout', `the supervisor did not answer "${kind}" within ${deadlines[kind] / 1000} s`),
        deadlines[kind],
      );
      pending.set(id, { resolve: (result) => resolve(result as Result), reject, timer });
      send(make(id), socket, (error) => {
        fail(error instanceof HostError ? error.code : 'disconnected', error.message);
      });
    });
  }

  function ask<Answer extends RigAnswer>(rig: string, question: RigQuestion): Promise<Answer | null> {
    return request<Answer | null>('ask', (id) => ({ type: 'ask', request: id, rig, question }));
  }

  return {
    handOver(ticket, socket, head, headers) {
      // In this very turn: see socket-transfer.ts.
      const unread = takeUnread(socket, head);
      const handedOver = request<void>(
        'handOver',
        (id) => ({ type: 'handOver', request: id, ticket, head: unread, headers }),
        socket,
      );
      // Either way this end lets go: the connection lives on in the process that has it, and closes if none does.
      return handedOver.finally(() => socket.destroy());
    },
    grade: (grade) => request<GradeResult>('grade', (id) => ({ type: 'grade', request: id, grade })),
    readSignal: ({ rig }, name) =>
      request<SignalReading | null>('readSignal', (id) => ({ type: 'readSignal', request: id, rig, name })),
    standings: (rigs) => request<Standings>('standings', (id) => ({ type: 'standings', request: id, rigs })),
    permit: async (rig, observer, permission) => (await ask<boolean>(rig, { do: 'permit', observer, permission })) ?? false,
    tellCompany: async (rig) => {
      await ask<boolean>(rig, { do: 'tellCompany' });
    },
    tellTexts: async (rig) => {
      await ask<boolean>(rig, { do: 'tellTexts' });
    },
    takeKeyboard: (rig, observer) => ask<Handling[]>(rig, { do: 'takeKeyboard', observer }),
    faults: (rig) => ask<StandingFaults>(rig, { do: 'faults' }),
    setFault: (rig, { id, active }, by) => ask<FaultOutcome>(rig, { do: 'setFault', fault: id, active, by }),
    forget: (rigs) => request<string[]>('forget', (id) => ({ type: 'forget', request: id, rigs })),
    status: () => request<HostStatus>('status', (id) => ({ type: 'status', request: id })),
    refused: (code, detail) => send({ type: 'refused', code, detail }),
    listening: (port, host) => send({ type: 'listening', port, host }),
  };
}
