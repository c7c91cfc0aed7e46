/**
 * A terminal host: the child process that runs trainees' shells, many at once. just-bash runs on the event loop, so a shell that gets stuck
 * takes this process with it and nothing else: the supervisor hears no beat, ends it, and the shells begin anew with their files. It opens
 * no file and no socket.
 */
import pino from 'pino';
import type { FromShell } from '../shell/messages.ts';
import { Shell } from '../shell/shell.ts';
import { tellParent } from './tell-parent.ts';
import type { FromTerminalHost, ToTerminalHost } from './terminal-channel.ts';

const log = pino({
  level: process.env.MILLWRIGHT_LOG_LEVEL ?? 'info',
  base: { process: process.env.MILLWRIGHT_PROCESS ?? 'terminal-host', pid: process.pid },
});

/** Milliseconds between two signs of life. */
const beat = 500;
/** Milliseconds that prints are gathered for; characters that go out at once. */
const gather = 10;
const atOnce = 32_000;

/** Taken before just-bash blocks them for what runs inside it: commands print. */
const [after, forget] = [setTimeout, clearTimeout];

const send = (message: FromTerminalHost): void => tellParent(message);

/** A shell and what it has printed and not yet sent. */
class Seat {
  readonly shell: Shell;
  readonly #rig: string;
  #printed = '';
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor({ rig, settings, files }: Extract<ToTerminalHost, { type: 'open' }>) {
    this.#rig = rig;
    this.shell = new Shell(settings, files, (message) => this.#say(message));
  }

  #say(message: FromShell): void {
    if (this.#closed) return;
    if (message.type !== 'print') {
      this.#flush();
      send({ type: 'shell', rig: this.#rig, message });
      return;
    }
    this.#printed += message.text;
    if (this.#printed.length >= atOnce) this.#flush();
    else this.#timer ??= after(() => this.#flush(), gather);
  }

  #flush(): void {
    if (this.#timer !== null) forget(this.#timer);
    this.#timer = null;
    const text = this.#printed;
    this.#printed = '';
    if (text !== '') send({ type: 'shell', rig: this.#rig, message: { type: 'print', text } });
  }

  /** Nothing more is heard of it. */
  close(): void {
    this.#flush();
    this.#closed = true;
    this.shell.end();
  }
}

const seats = new Map<string, Seat>();

process.on('message', (received: unknown) => {
  const message = received as ToTerminalHost;
  if (message.type === 'shell') {
    seats.get(message.rig)?.shell.hear(message.message);
    return;
  }
  seats.get(message.rig)?.close();
  seats.delete(message.rig);
  if (message.type === 'close') return;
  const seat = new Seat(message);
  seats.set(message.rig, seat);
  seat.shell.begin(message.why);
});
// A mistake in one line must not end the others' shells: it is told, and the line is lost.
process.on('unhandledRejection', (error) =>
  log.error({ error: error instanceof Error ? error.stack : String(error) }, 'unhandled'),
);
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
setInterval(() => send({ type: 'beat' }), beat);
send({ type: 'ready' });
