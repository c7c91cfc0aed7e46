import { WebSocket } from 'ws';
import type { DeviceDoors, OutsideLine } from '#sandbox/host/device-doors.ts';
import { type ClientMessage, type ServerMessage, serverMessage } from '#sandbox/wire/messages.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { listenAddress, openDoors, portBase, untilStopped } from '../door-options.ts';
import { locale } from '../language.ts';

/** Milliseconds until a server that does not answer is given up. */
const patience = 30_000;

export const connect: Command = {
  help: `millwright connect URL [--token TOKEN] [--listen 127.0.0.1] [--port-base N]

Puts the devices of your running rig on TCP ports of this machine, so that a SCADA, Node-RED or Wireshark of your own can talk to them.
Copy the address from the lab's Network pane ("Own tools"): http://SERVER/api/rig/LAB#TOKEN. The token lasts 12 hours and reaches the
devices of that rig, nothing else. Prints one JSON line for each device: {"device":…,"protocol":…,"host":…,"port":…}. Ctrl-C ends it.

  --token TOKEN     instead of behind # in the address (or MILLWRIGHT_TOKEN)
  --listen ADDRESS  127.0.0.1 unless given; another address needs --anywhere, for devices have no protection
  --port-base N     the first device at port N, the next at N+1 …; free ports unless given

The rig's time must run at speed 1: moving it, stopping it or another speed closes the connections, and says so.
`,
  async run(words) {
    const { positionals, values } = readArguments(words, {
      token: { type: 'string' },
      listen: { type: 'string', default: '127.0.0.1' },
      anywhere: { type: 'boolean', default: false },
      'port-base': { type: 'string' },
    });
    const [address, ...more] = positionals;
    if (address === undefined || more.length > 0) throw new UsageError('Give one address: millwright connect URL');
    const { url, token } = target(address, values.token ?? process.env.MILLWRIGHT_TOKEN);
    const place = { listen: listenAddress(values.listen, values.anywhere), base: portBase(values['port-base']) };
    const far = new FarRig(url, token);
    const devices = await far.devices;
    if (typeof devices === 'string') {
      console.error(devices);
      return exitCodes.findings;
    }
    // As in lab-open.ts: before anything is printed.
    const stopped = untilStopped();
    const doors = await openDoors(far, devices, place);
    far.tellTo(doors);
    const lost = await Promise.race([stopped, far.lost]);
    await doors.close();
    far.close();
    if (lost === undefined) return exitCodes.fine;
    console.error(lost);
    return exitCodes.findings;
  },
};

function target(address: string, given: string | undefined): { url: URL; token: string } {
  if (!URL.canParse(address)) throw new UsageError(`"${address}" is no address. Copy it from the lab's Network pane.`);
  const url = new URL(address);
  const token = given ?? url.hash.slice(1);
  if (!/^https?:$/.test(url.protocol) || !/^\/api\/rig\/[^/]+$/.test(url.pathname))
    throw new UsageError(`The address should look like http://SERVER/api/rig/LAB#TOKEN, not ${url.origin}${url.pathname}.`);
  if (token === '')
    throw new UsageError('The token is missing. Copy the whole address, in quotes: the part behind # is the token.');
  url.hash = '';
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return { url, token };
}

type Question = ClientMessage extends infer M ? (M extends { id: number } ? Omit<M, 'id'> : never) : never;

/** The rig of a session, over its WebSocket. */
class FarRig implements OutsideLine {
  /** What may be connected to; a sentence when the rig could not be reached. */
  readonly devices: Promise<readonly { device: string; protocol: string }[] | string>;
  /** Resolves with a sentence when the line has gone. */
  readonly lost: Promise<string>;
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (taken: boolean) => void>();
  #doors: DeviceDoors | null = null;
  #lastId = 0;

  constructor(url: URL, token: string) {
    this.#socket = new WebSocket(url, {
      perMessageDeflate: false,
      handshakeTimeout: patience,
      headers: { authorization: `Bearer ${token}`, 'accept-language': locale },
    });
    let refused: string | null = null;
    this.lost = new Promise((resolve) => {
      this.#socket.on('close', () => resolve(refused ?? say.lost[locale]));
    });
    this.devices = new Promise((resolve) => {
      this.#socket.on('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (text: Buffer) => {
          body += text.toString('utf8');
        });
        response.on('end', () => resolve(sentenceOf(body) ?? `HTTP ${response.statusCode}`));
      });
      this.#socket.on('error', (error: Error & { code?: string }) =>
        resolve(say.unreachable(url.host, error.code ?? error.message)),
      );
      this.#socket.on('close', () => resolve(refused ?? say.lost[locale]));
      this.#socket.on('message', (data: Buffer, isBinary: boolean) => {
        const message = isBinary ? null : readMessage(data);
        if (!message) return;
        if (message.type === 'welcome') resolve(message.devices.length > 0 ? message.devices : say.noDevices[locale]);
        else if (message.type === 'refused' && message.id === null) refused = message.message[locale];
        this.#hear(message);
      });
    });
  }

  tellTo(doors: DeviceDoors): void {
    this.#doors = doors;
  }

  #hear(message: ServerMessage): void {
    if (message.type === 'ack' || message.type === 'refused') {
      if (message.id !== null) {
        this.#answers.get(message.id)?.(message.type === 'ack');
        this.#answers.delete(message.id);
      }
      if (message.type === 'refused') console.error(message.message[locale]);
      return;
    }
    if (message.type !== 'outside') return;
    const { stream, event, bytes, why } = message;
    if (why) console.error(why[locale]);
    if (event === 'bytes') this.#doors?.tell(stream, { event, bytes: Buffer.from(bytes ?? '', 'base64') });
    else this.#doors?.tell(stream, event === 'failed' ? { event, why: 'refused' } : { event });
  }

  open(stream: number, device: string): void {
    void this.#ask({ type: 'outside-open', stream, device }).then((taken) => {
      if (!taken) this.#doors?.tell(stream, { event: 'failed', why: 'refused' });
    });
  }

  async send(stream: number, bytes: Uint8Array): Promise<void> {
    await this.#ask({ type: 'outside-bytes', stream, bytes: Buffer.from(bytes).toString('base64') });
  }

  close(stream?: number): void {
    if (stream === undefined) this.#socket.close();
    else void this.#ask({ type: 'outside-close', stream });
  }

  /** Whether it was taken. */
  #ask(question: Question): Promise<boolean> {
    if (this.#socket.readyState !== WebSocket.OPEN) return Promise.resolve(false);
    this.#lastId += 1;
    const id = this.#lastId;
    this.#socket.send(JSON.stringify({ ...question, id }));
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }
}

function readMessage(data: Buffer): ServerMessage | null {
  try {
    const read = serverMessage.safeParse(JSON.parse(data.toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The sentence of a refusal at the door. */
function sentenceOf(body: string): string | null {
  try {
    const problem: unknown = JSON.parse(body);
    const message: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, 'message') : null;
    const sentence: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, locale) : null;
    return typeof sentence === 'string' ? sentence : null;
  } catch {
    return null;
  }
}

const say = {
  lost: {
    en: 'The line to the rig was closed. If the academy was restarted, connect again.',
    'zh-CN': '与实训台的连接已关闭。若学院服务器已重启，请重新连接。',
  },
  noDevices: {
    en: 'This lab has no device that could be connected to.',
    'zh-CN': '本实验没有可连接的设备。',
  },
  unreachable: (host: string, code: string): string =>
    locale === 'en'
      ? `The academy at ${host} cannot be reached (${code}). Is the address right, and does it run?`
      : `无法连接 ${host} 上的学院（${code}）。请检查地址，并确认服务器正在运行。`,
};
