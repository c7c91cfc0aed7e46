/**
 * The small process that everything else is a child of: it forks the web process, the lab hosts and the graders, restarts what
 * dies, relays sockets to the host that owns the rig, and is the only one that writes journals and keyframes (law 10). It runs no
 * trainee's code and parses nothing that came from a browser.
 */
import type { Socket } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RouteTaken } from '../grading/diagnosis.ts';
import type { GradeResult } from '../grading/types.ts';
import type { GradeRequest, HostStatus, RigTicket, SignalReading } from './api.ts';
import type {
  FromGrader,
  FromLabHost,
  FromWeb,
  JournalRecord,
  LabHostSettings,
  RigAnswer,
  RigQuestion,
  Standings,
  StoredKeyframe,
  ToGrader,
  ToLabHost,
  ToWeb,
} from './channel.ts';
import { type ControlAnswer, type ControlRequest, openControlSocket } from './control-socket.ts';
import { assertPortFree, DoorError } from './door.ts';
import { GradingQueue } from './grading-queue.ts';
import { KeptProcess, type Log } from './kept-process.ts';
import type { LabPlaces } from './lab-places.ts';
import { Questions } from './questions.ts';
import { RigStore } from './rig-store.ts';
import { RigTable } from './rig-table.ts';
import type { RefusalCode } from './sentences.ts';
import { takeUnread } from './socket-transfer.ts';
import { standingsFrom } from './standings.ts';
import type { FromTerminal } from './terminal-channel.ts';
import { TerminalDesk } from './terminal-desk.ts';

export interface SupervisorOptions {
  /** The web process's script: it speaks through `connectToSupervisor` of client.ts and finds PORT, HOST and MILLWRIGHT_DATA in its environment. */
  webEntry: string;
  webArguments?: readonly string[];
  /** What the web process alone has in its environment: secrets. */
  webEnvironment?: Readonly<Record<string, string>>;
  /** One per core unless given. */
  labHosts?: number;
  /** One unless given. */
  graders?: number;
  dataDir: string;
  /** Later roots win. */
  labRoots: readonly string[];
  port: number;
  host: string;
  log: Log;
  /** Milliseconds a check may take; 30 s unless given. */
  gradeDeadline?: number;
  /** Share of a core above which a lab host takes no new rig; 0.65 unless given. */
  busyLimit?: number;
  /** Milliseconds until a rig that nobody looks at goes to sleep; 60 s unless given. */
  unwatchedSleep?: number;
  /** Milliseconds without a word from a lab host until it is taken for stuck and killed; 15 s unless given. */
  silenceLimit?: number;
  /** A rig whose lab was saved is built anew at once: for authors. `false` unless given. */
  followLabs?: boolean;
  /** Lines of the children's log below this level are not written: `info` unless given. */
  logLevel?: string;
}

export interface Supervisor {
  /** Where the web process listens; the real port when 0 was asked for. */
  readonly port: number;
  readonly host: string;
  status(): HostStatus;
  /** Put every rig to sleep, end the children, close the store. */
  end(): Promise<void>;
  /** Resolves when all is over, with an exit code: 0 after `end` or a signal, 1 when a part could not be kept alive. */
  readonly ended: Promise<number>;
}

interface Waiting {
  ticket: RigTicket;
  head: Uint8Array;
  headers: Record<string, string>;
  socket: Socket;
}

interface LabHostSeat {
  process: KeptProcess<FromLabHost, ToLabHost>;
  ready: boolean;
  busy: number;
  rigs: number;
  viewers: number;
  /** performance.now of its last message: monotonic, so a machine that slept accuses nobody. */
  heardAt: number;
  /** Resolves `end` when the host has put its rigs to sleep. */
  ended: () => void;
}

const labHostScript = fileURLToPath(new URL('./lab-host.ts', import.meta.url));

const graderScript = fileURLToPath(new URL('./grader.ts', import.meta.url));

/** How long the web process may take to listen before the start is called done without it, in milliseconds. */
const webPatience = 60_000;
/** How long the hosts may take to put their rigs to sleep, in milliseconds. */
const sleepPatience = 8_000;

/**
 * Start everything; resolves when the web process listens.
 * @throws StoreError, DoorError: one sentence for whoever starts the server, nothing left running.
 */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const store = new RigStore(options.dataDir);
  try {
    await assertPortFree(options.port, options.host);
  } catch (error) {
    store.close();
    throw error;
  }
  const house = new House(options, store);
  await house.listening;
  return house;
}

class House implements Supervisor {
  port: number;
  host: string;
  /** Rejects with one sentence when the house gives up before the web process ever listened. */
  readonly listening: Promise<void>;
  readonly ended: Promise<number>;
  readonly #options: SupervisorOptions;
  readonly #store: RigStore;
  readonly #table = new RigTable();
  /** Rigs to be forgotten once they sleep. */
  readonly #toForget = new Set<string>();
  readonly #queue: GradingQueue;
  readonly #web: KeptProcess<FromWeb, ToWeb>;
  readonly #labHosts: LabHostSeat[] = [];
  readonly #graders: KeptProcess<FromGrader, ToGrader>[] = [];
  readonly #refused: Record<string, number> = {};
  /** Questions to lab hosts: about benches, about signals, and what the academy asks of a rig. */
  readonly #benches = new Questions<RouteTaken>();
  readonly #readings = new Questions<SignalReading>();
  readonly #standings = new Questions<Standings>();
  readonly #questions = new Questions<RigAnswer>();
  readonly #terminals: TerminalDesk;
  /** Viewers that arrived while no lab host was ready. */
  #waiting: Waiting[] = [];
  #records: JournalRecord[] = [];
  #keyframes: { rig: string; epoch: number; keyframe: StoredKeyframe }[] = [];
  /** Batches whose hosts wait for the journal. */
  #batches: { seat: number; batch: number }[] = [];
  #flushAsked = false;
  readonly #watchman: NodeJS.Timeout;
  readonly #control: { close(): void };
  #webListens: () => void = () => {};
  #neverListened: (sentence: string) => void = () => {};
  #finish: (code: number) => void = () => {};
  #ending: Promise<void> | null = null;
  readonly #onSignal = (): void => void this.end();

  constructor(options: SupervisorOptions, store: RigStore) {
    this.#options = options;
    this.#store = store;
    this.port = options.port;
    this.host = options.host;
    this.#queue = new GradingQueue(options.gradeDeadline ?? 30_000);
    this.listening = new Promise((resolve, reject) => {
      const tooLong = setTimeout(() => {
        options.log.warn({}, 'the web process has not reported that it listens; see its own messages above');
        resolve();
      }, webPatience);
      this.#webListens = () => {
        clearTimeout(tooLong);
        resolve();
      };
      this.#neverListened = (sentence) => {
        clearTimeout(tooLong);
        reject(new DoorError(sentence));
      };
    });
    this.ended = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.#terminals = new TerminalDesk({
      store,
      tell: (rig, message) => this.#tellTerminal(rig, message),
      environment: () => this.#childEnvironment('terminal-host'),
      log: options.log,
    });
    const labHosts = options.labHosts ?? availableParallelism();
    for (let index = 0; index < labHosts; index += 1) this.#startLabHost(index);
    for (let index = 0; index < (options.graders ?? 1); index += 1) this.#startGrader(index);
    this.#web = this.#startWeb();
    const silenceLimit = options.silenceLimit ?? 15_000;
    this.#watchman = setInterval(() => this.#killSilent(silenceLimit), silenceLimit / 3);
    process.on('SIGTERM', this.#onSignal);
    process.on('SIGINT', this.#onSignal);
    this.#control = openControlSocket(
      options.dataDir,
      (request) => this.#answerCommand(request),
      (reason) => options.log.warn({ reason }, 'no command can speak to this supervisor'),
    );
  }

  async #answerCommand(request: ControlRequest): Promise<ControlAnswer> {
    if (request.do === 'copyRigs') {
      this.#flush();
      await this.#store.copyTo(request.to);
    }
    return { ok: true };
  }

  // The web process

  #startWeb(): KeptProcess<FromWeb, ToWeb> {
    return new KeptProcess({
      name: 'web',
      script: this.#options.webEntry,
      arguments: this.#options.webArguments,
      // After port 0 the next life must listen where the first did: pages that are open reconnect there.
      env: () => ({
        ...this.#options.webEnvironment,
        PORT: String(this.port),
        HOST: this.host,
        MILLWRIGHT_DATA: this.#options.dataDir,
        MILLWRIGHT_LOG_LEVEL: this.#options.logLevel ?? 'info',
      }),
      message: (message, socket) => this.#survive(() => this.#fromWeb(message, socket), socket),
      died: () => {},
      gaveUp: (sentence) => this.#collapse(sentence),
      log: this.#options.log,
    });
  }

  #fromWeb(message: FromWeb, socket: Socket | undefined): void {
    if (message.type === 'handOver') {
      if (socket === undefined) {
        this.#web.send({
          type: 'failed',
          request: message.request,
          code: 'no-socket',
          message: 'the socket had closed on the way',
        });
        return;
      }
      const { ticket, headers } = message;
      this.#attach({ ticket, headers, socket, head: takeUnread(socket, message.head) });
      this.#web.send({ type: 'answer', request: message.request, result: null });
    } else if (message.type === 'grade') {
      void this.#grade(message.grade).then((result) => {
        this.#web.send({ type: 'answer', request: message.request, result });
      });
    } else if (message.type === 'readSignal') {
      void this.#readingOf(message.rig, message.name).then((result) => {
        this.#web.send({ type: 'answer', request: message.request, result });
      });
    } else if (message.type === 'standings') {
      void this.#standingsOf(message.rigs).then((result) => {
        this.#web.send({ type: 'answer', request: message.request, result });
      });
    } else if (message.type === 'ask') {
      void this.#askRig(message.rig, message.question).then((result) => {
        this.#web.send({ type: 'answer', request: message.request, result });
      });
    } else if (message.type === 'status') {
      this.#web.send({ type: 'answer', request: message.request, result: this.status() });
    } else if (message.type === 'forget') {
      this.#survive(() => {
        const result = message.rigs.filter((rig) => this.#forget(rig));
        this.#web.send({ type: 'answer', request: message.request, result });
      });
    } else if (message.type === 'refused') {
      this.#count(message.code, 1);
      // Without its detail, which may quote what was sent.
      this.#options.log.warn({ code: message.code }, 'refused');
    } else if (message.type === 'listening') {
      this.port = message.port;
      this.host = message.host;
      this.#webListens();
    }
  }

  /** With what was done on the bench of the trainee's own rig: the browser is not asked. */
  async #grade(grade: GradeRequest): Promise<GradeResult> {
    if (grade.rig === undefined) return this.#queue.grade(grade);
    const route = await this.#benchOf(grade.rig);
    return this.#queue.grade({ ...grade, home: this.#homeOf(grade.rig), ...(route === null ? {} : { route }) });
  }

  /** Files of the terminal's home, as texts by path. */
  #homeOf(rig: string): Record<string, string> {
    const words = new TextDecoder();
    return Object.fromEntries(this.#store.home(rig).map(({ path, bytes }) => [path, words.decode(bytes)]));
  }

  /** The store may fail (a full disk): one request is lost with it, the house is not. */
  #survive(work: () => void, socket?: Socket): void {
    try {
      work();
    } catch (error) {
      socket?.destroy();
      this.#options.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a message could not be handled');
    }
  }

  #count(code: string, times: number): void {
    this.#refused[code] = (this.#refused[code] ?? 0) + times;
  }

  // Viewers on their way to a rig

  #attach(arrival: Waiting): void {
    if (this.#ending !== null) {
      arrival.socket.destroy();
      return;
    }
    const { ticket } = arrival;
    this.#store.register(ticket);
    if (this.#table.quarantined(ticket.rig)) {
      this.#deliver(arrival, this.#leastLoaded(1), 0, 'quarantined');
      return;
    }
    const owner = this.#table.owner(ticket.rig);
    if (owner !== null) {
      owner.attached += 1;
      this.#deliver(arrival, owner.host, owner.epoch, null);
      return;
    }
    const index = this.#leastLoaded(this.#busyLimit);
    if (index !== null) {
      const claimed = this.#table.claim(ticket.rig, index);
      claimed.attached += 1;
      this.#deliver(arrival, index, claimed.epoch, null);
      return;
    }
    this.#deliver(arrival, this.#leastLoaded(Number.POSITIVE_INFINITY), 0, 'busy');
  }

  #deliver(arrival: Waiting, index: number | null, epoch: number, refuse: RefusalCode | null): void {
    if (index === null) {
      this.#waiting.push(arrival);
      return;
    }
    const { ticket, head, headers, socket } = arrival;
    if (refuse !== null) this.#count(refuse, 1);
    this.#labHosts[index]!.process.sendSocket(
      (delivery) => ({ type: 'attach', delivery, ticket, epoch, head, headers, refuse }),
      socket,
    );
  }

  #hasRoom(seat: LabHostSeat, limit: number): boolean {
    return seat.ready && seat.busy < limit;
  }

  get #busyLimit(): number {
    return this.#options.busyLimit ?? 0.65;
  }

  /** The ready host with the fewest rigs among those that use less than `limit` of a core; `null` when there is none. */
  #leastLoaded(limit: number): number | null {
    let best: number | null = null;
    let bestRigs = Number.POSITIVE_INFINITY;
    this.#labHosts.forEach((seat, index) => {
      if (!this.#hasRoom(seat, limit)) return;
      const rigs = this.#table.rigsOf(index);
      if (rigs >= bestRigs) return;
      best = index;
      bestRigs = rigs;
    });
    return best;
  }

  // Lab hosts

  get #places(): LabPlaces {
    return { labRoots: this.#options.labRoots, libraryDir: join(this.#options.dataDir, 'library') };
  }

  #startLabHost(index: number): void {
    const settings: LabHostSettings = {
      ...this.#places,
      unwatchedSleep: this.#options.unwatchedSleep ?? 60_000,
      followLabs: this.#options.followLabs ?? false,
    };
    const seat: LabHostSeat = {
      ready: false,
      busy: 0,
      rigs: 0,
      viewers: 0,
      heardAt: performance.now(),
      ended: () => {},
      process: new KeptProcess<FromLabHost, ToLabHost>({
        name: `lab host ${index}`,
        script: labHostScript,
        arguments: [JSON.stringify(settings)],
        // Without it V8 reserves 8 GiB of addresses per memory and the 16,000th rig fails.
        nodeFlags: ['--disable-wasm-trap-handler'],
        env: () => this.#childEnvironment(`lab-host-${index}`),
        message: (message) => this.#survive(() => this.#fromLabHost(index, message)),
        died: () => this.#labHostDied(index),
        gaveUp: (sentence) => this.#labHostGivenUp(sentence),
        log: this.#options.log,
      }),
    };
    this.#labHosts.push(seat);
  }

  #childEnvironment(name: string): Record<string, string> {
    return { MILLWRIGHT_PROCESS: name, MILLWRIGHT_LOG_LEVEL: this.#options.logLevel ?? 'info' };
  }

  #fromLabHost(index: number, message: FromLabHost): void {
    const seat = this.#labHosts[index]!;
    seat.heardAt = performance.now();
    switch (message.type) {
      case 'ready': {
        seat.ready = true;
        for (const arrival of this.#waiting.splice(0)) this.#attach(arrival);
        break;
      }
      case 'arrived':
        seat.process.arrived(message.delivery);
        break;
      case 'load': {
        this.#flush();
        if (this.#table.current(message.rig, message.epoch) === null) break;
        // What was of its past belonged to the host that had it.
        this.#store.forgetHistory(message.rig, null);
        const stored = this.#store.load(message.rig);
        seat.process.send({ type: 'stored', rig: message.rig, epoch: message.epoch, stored });
        break;
      }
      case 'journal':
        for (const record of message.records) this.#records.push(record);
        this.#batches.push({ seat: index, batch: message.batch });
        this.#askFlush();
        break;
      case 'keyframe':
        // A keyframe leaves out what came before it, so what came before it is written first.
        this.#flush();
        this.#keyframes.push({ rig: message.rig, epoch: message.epoch, keyframe: message.keyframe });
        this.#flush();
        seat.process.send({ type: 'keyframeKept', rig: message.rig, epoch: message.epoch, tick: message.keyframe.tick });
        break;
      case 'started':
        this.#table.started(message.rig, message.epoch);
        break;
      case 'release':
        this.#release(index, message.rig, message.epoch, message.attached);
        break;
      case 'history':
        this.#history(index, message);
        break;
      case 'bench':
        this.#benches.answered(message.request, message.bench);
        break;
      case 'reading':
        this.#readings.answered(message.request, message.reading);
        break;
      case 'standings':
        this.#standings.answered(message.request, message.standings);
        break;
      case 'told':
        this.#questions.answered(message.request, message.answer);
        break;
      case 'terminal':
        if (this.#table.current(message.rig, message.epoch) !== null) this.#terminals.hear(message.rig, message.message);
        break;
      case 'report':
        seat.busy = message.report.busy;
        seat.rigs = message.report.rigs;
        seat.viewers = message.report.viewers;
        for (const [code, times] of Object.entries(message.report.refused)) this.#count(code, times);
        break;
      case 'ended':
        seat.ended();
        break;
    }
  }

  /** Keyframes of a rig's last minutes, on their way to the store and back. */
  #history(index: number, message: Extract<FromLabHost, { type: 'history' }>): void {
    const { rig, epoch } = message;
    if (this.#table.current(rig, epoch) === null) return;
    if (message.do === 'spill') this.#store.keepHistory(rig, message.segment, message.packed);
    else if (message.do === 'forget') this.#store.forgetHistory(rig, message.segments);
    else {
      const packed = this.#store.history(rig, message.segment);
      this.#labHosts[index]?.process.send({ type: 'fetched', rig, epoch, segment: message.segment, packed });
    }
  }

  /** What was done on the bench of a rig, from the host that has it; `null` when none has, or it does not answer. */
  #benchOf(rig: string): Promise<RouteTaken | null> {
    const owner = this.#table.owner(rig);
    if (owner === null) return Promise.resolve(null);
    return this.#benches.ask((request) =>
      this.#labHosts[owner.host]?.process.send({ type: 'bench', rig, epoch: owner.epoch, request }),
    );
  }

  /** What a signal of a rig says, from the host that has it; `null` as with benches. */
  #readingOf(rig: string, name: string): Promise<SignalReading | null> {
    const owner = this.#table.owner(rig);
    if (owner === null) return Promise.resolve(null);
    return this.#readings.ask((request) =>
      this.#labHosts[owner.host]?.process.send({ type: 'readSignal', rig, epoch: owner.epoch, request, name }),
    );
  }

  /** Where these rigs stand: each lab host is asked once for all that it has. */
  async #standingsOf(rigs: readonly string[]): Promise<Standings> {
    return standingsFrom(
      rigs.map((rig) => ({ rig, owner: this.#table.owner(rig) })),
      (host, asked) =>
        this.#standings.ask((request) => this.#labHosts[host]?.process.send({ type: 'standings', rigs: asked, request })),
    );
  }

  /** Likewise. */
  #askRig(rig: string, question: RigQuestion): Promise<RigAnswer | null> {
    const owner = this.#table.owner(rig);
    if (owner === null) return Promise.resolve(null);
    return this.#questions.ask((request) =>
      this.#labHosts[owner.host]?.process.send({ type: 'ask', rig, epoch: owner.epoch, request, question }),
    );
  }

  #tellTerminal(rig: string, message: FromTerminal): void {
    const owner = this.#table.owner(rig);
    if (owner === null) this.#terminals.close(rig);
    else this.#labHosts[owner.host]?.process.send({ type: 'terminal', rig, epoch: owner.epoch, message });
  }

  /** A host that says nothing, though it reports every second, is stuck: its rigs are better off on a new one. */
  #killSilent(limit: number): void {
    const now = performance.now();
    for (const [index, seat] of this.#labHosts.entries()) {
      if (!seat.ready || now - seat.heardAt < limit) continue;
      this.#options.log.error({ process: `lab host ${index}`, silent: Math.round(now - seat.heardAt) }, 'stuck: killed');
      seat.heardAt = now;
      seat.process.kill();
    }
  }

  /** A running rig would write itself down again: it is sent to sleep, and forgotten when its host has let go of it. Whether it is already. */
  #forget(rig: string): boolean {
    const owner = this.#table.owner(rig);
    if (owner !== null) {
      this.#toForget.add(rig);
      this.#labHosts[owner.host]?.process.send({ type: 'retire', rig, epoch: owner.epoch });
      return false;
    }
    this.#flush();
    this.#terminals.close(rig);
    this.#store.forget(rig);
    this.#toForget.delete(rig);
    return true;
  }

  #release(index: number, rig: string, epoch: number, attached: number): void {
    this.#flush();
    const owner = this.#table.current(rig, epoch);
    if (owner === null) return;
    // A viewer may be on the way that the host has not met yet; then the rig stays where it is.
    const agreed = owner.attached === attached;
    if (agreed) {
      this.#table.release(rig);
      if (this.#toForget.has(rig)) this.#survive(() => void this.#forget(rig));
    }
    this.#labHosts[index]!.process.send({ type: 'released', rig, epoch, agreed });
  }

  #labHostDied(index: number): void {
    this.#flush();
    const seat = this.#labHosts[index]!;
    seat.ready = false;
    seat.busy = 0;
    seat.rigs = 0;
    seat.viewers = 0;
    for (const rig of this.#table.hostDied(index)) this.#terminals.close(rig);
    seat.ended();
  }

  #labHostGivenUp(sentence: string): void {
    if (this.#labHosts.every((seat) => !seat.process.mayReturn)) this.#collapse(sentence);
  }

  // The journal: one transaction per turn of the event loop, whatever the number of hosts and rigs

  #askFlush(): void {
    if (this.#flushAsked) return;
    this.#flushAsked = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#flushAsked = false;
    const records = this.#records.filter((record) => this.#table.current(record.rig, record.epoch) !== null);
    const keyframes = this.#keyframes.filter(({ rig, epoch }) => this.#table.current(rig, epoch) !== null);
    const batches = this.#batches;
    this.#records = [];
    this.#keyframes = [];
    this.#batches = [];
    try {
      this.#store.write(records, keyframes);
    } catch (error) {
      // A journal with a gap would bring back another rig than the one that was seen. What was not written was not acknowledged:
      // the hosts start again from what is on disk.
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log.error({ reason }, 'the journal cannot be written; lab hosts start again from what is on disk');
      for (const seat of this.#labHosts) seat.process.kill();
      return;
    }
    for (const { seat, batch } of batches) this.#labHosts[seat]!.process.send({ type: 'journalled', batch });
  }

  // Graders

  #startGrader(index: number): void {
    const process = new KeptProcess<FromGrader, ToGrader>({
      name: `grader ${index}`,
      script: graderScript,
      arguments: [JSON.stringify(this.#places)],
      env: () => this.#childEnvironment(`grader-${index}`),
      message: (message) => {
        if (message.type === 'ready') this.#queue.ready(seat);
        else this.#queue.graded(seat, message.job, message.result);
      },
      died: () => this.#queue.died(seat),
      gaveUp: (sentence) => {
        if (this.#graders.every((grader) => !grader.mayReturn)) this.#collapse(sentence);
      },
      log: this.#options.log,
    });
    const seat = this.#queue.seat(process);
    this.#graders.push(process);
  }

  // The whole

  status(): HostStatus {
    return {
      hosts: this.#labHosts.map((seat, index) => ({
        index,
        pid: seat.process.pid ?? 0,
        rigs: seat.rigs,
        viewers: seat.viewers,
        busy: seat.busy,
        room: this.#hasRoom(seat, this.#busyLimit),
      })),
      grading: this.#queue.status(),
      terminals: this.#terminals.pid,
      graders: this.#graders.filter((grader) => grader.connected).length,
      refused: { ...this.#refused },
    };
  }

  end(): Promise<void> {
    this.#ending ??= this.#shutDown(0);
    return this.#ending;
  }

  #collapse(sentence: string): void {
    this.#ending ??= this.#shutDown(1);
    void this.#ending.then(() => this.#neverListened(sentence));
  }

  async #shutDown(code: number): Promise<void> {
    clearInterval(this.#watchman);
    this.#control.close();
    process.off('SIGTERM', this.#onSignal);
    process.off('SIGINT', this.#onSignal);
    this.#options.log.info({}, 'ending: rigs are put to sleep');
    this.#queue.end();
    for (const arrival of this.#waiting.splice(0)) arrival.socket.destroy();
    const web = this.#web.end(2_000);
    await Promise.all(this.#labHosts.map((seat) => this.#sleepAll(seat)));
    this.#flush();
    await Promise.all([
      web,
      this.#terminals.end(500),
      ...this.#labHosts.map((seat) => seat.process.end(1_000)),
      ...this.#graders.map((grader) => grader.end(500)),
    ]);
    this.#store.close();
    this.#options.log.info({}, 'ended');
    this.#finish(code);
  }

  #sleepAll(seat: LabHostSeat): Promise<void> {
    return new Promise((resolve) => {
      const tooLong = setTimeout(resolve, sleepPatience);
      seat.ended = () => {
        clearTimeout(tooLong);
        resolve();
      };
      seat.process.expectEnd();
      if (!seat.process.send({ type: 'end' })) seat.ended();
    });
  }
}
