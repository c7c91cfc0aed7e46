/**
 * A lab host: the child process that runs many rigs on one core, and talks to the browsers that look at them. It writes no
 * files: what must survive goes to the supervisor. Its one argument: LabHostSettings as JSON.
 */
import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import pino from 'pino';
import { WebSocketServer } from 'ws';
import { closeCodes, limits } from '../wire/messages.ts';
import type { RigStanding } from './api.ts';
import type { FromLabHost, LabHostSettings, ToLabHost } from './channel.ts';
import { HostedRig } from './hosted-rig.ts';
import { JournalOutbox } from './journal-outbox.ts';
import { refusals } from './sentences.ts';
import { notInMemory } from './standings.ts';
import type { RigSurroundings } from './surroundings.ts';
import { tellParent } from './tell-parent.ts';
import { Viewer } from './viewer.ts';
import { Wheel } from './wheel.ts';

const settings = JSON.parse(process.argv[2] ?? '') as LabHostSettings;
const log = pino({
  level: process.env.MILLWRIGHT_LOG_LEVEL ?? 'info',
  base: { process: process.env.MILLWRIGHT_PROCESS ?? 'lab-host', pid: process.pid },
});

/** Milliseconds between reports, keyframe rounds and marks. */
const housekeeping = 1_000;
/** Rounds of housekeeping between two looks at whether a tab is still there. */
const aliveRounds = 20;

const rigs = new Map<string, HostedRig>();
const sockets = new WebSocketServer({
  noServer: true,
  // With it half the messages came seconds late under load.
  perMessageDeflate: false,
  // Ours is the limit of messages.ts, with its own close code; twice that is where ws stops reading at all.
  maxPayload: limits.messageBytes * 2,
  clientTracking: false,
});
let refused: Record<string, number> = {};

const send = (message: FromLabHost): void => tellParent(message);

const outbox = new JournalOutbox(send);
const wheel = new Wheel((now) => {
  let due = Number.POSITIVE_INFINITY;
  for (const rig of rigs.values()) {
    if (rig.due <= now) rig.turn(now);
    due = Math.min(due, rig.due);
  }
  return due;
});
const around: RigSurroundings = { ...settings, outbox, send, poke: () => wheel.poke(), log };

function attach(message: Extract<ToLabHost, { type: 'attach' }>, socket: Socket | undefined): void {
  const { ticket, epoch, refuse } = message;
  send({ type: 'arrived', delivery: message.delivery });
  let rig: HostedRig | null = null;
  if (refuse === null) {
    rig = rigs.get(ticket.rig) ?? null;
    if (rig === null || rig.epoch !== epoch) {
      rig = new HostedRig(ticket, epoch, around);
      rigs.set(ticket.rig, rig);
    }
    rig.attached += 1;
    rig.use(ticket.edition);
  }
  // Closed on the way: the count above is all that is left of it.
  if (socket === undefined) return;
  const request = new IncomingMessage(socket);
  request.method = 'GET';
  request.headers = message.headers;
  const head = Buffer.from(message.head.buffer, message.head.byteOffset, message.head.byteLength);
  sockets.handleUpgrade(request, socket, head, (connection) => {
    const viewer = new Viewer(
      connection,
      {
        message: (from, request) => rig?.receive(from, request),
        closed: (from) => rig?.removeViewer(from),
        refused: (_from, code) => {
          refused[code] = (refused[code] ?? 0) + 1;
          log.warn({ rig: ticket.rig, member: ticket.member, code }, 'refused');
        },
      },
      ticket,
    );
    if (rig !== null) rig.addViewer(viewer);
    else if (refuse !== null) {
      viewer.refuse(null, refuse, refusals[refuse]);
      viewer.close(refuse === 'busy' ? closeCodes.restarting : closeCodes.rigGone, refuse);
    }
  });
}

let rounds = 0;
let cpuBefore = process.cpuUsage();
let roundAt = performance.now();

function housekeep(): void {
  const now = performance.now();
  rounds += 1;
  let awake = 0;
  let viewers = 0;
  for (const rig of rigs.values()) {
    rig.housekeep(now);
    if (rig.awake) awake += 1;
    viewers += rig.viewers.size;
    if (rounds % aliveRounds === 0) for (const viewer of rig.viewers) viewer.checkAlive();
  }
  const cpu = process.cpuUsage(cpuBefore);
  const busy = (cpu.user + cpu.system) / 1_000 / (now - roundAt);
  cpuBefore = process.cpuUsage();
  roundAt = now;
  send({ type: 'report', report: { busy, rigs: awake, viewers, refused } });
  refused = {};
}

async function end(): Promise<void> {
  clearInterval(housekeeper);
  wheel.stop();
  await outbox.drain();
  for (const rig of rigs.values()) {
    rig.sleep();
    for (const viewer of rig.viewers) viewer.close(closeCodes.restarting, 'restarting');
  }
  send({ type: 'ended' });
}

process.on('message', (received: unknown, handle: unknown) => {
  const message = received as ToLabHost;
  if (message.type === 'attach') attach(message, handle as Socket | undefined);
  else if (message.type === 'journalled') outbox.journalled(message.batch);
  else if (message.type === 'end') void end();
  else if (message.type === 'bench') {
    const rig = rigs.get(message.rig);
    send({ type: 'bench', request: message.request, bench: rig?.epoch === message.epoch ? rig.bench : null });
  } else if (message.type === 'readSignal') {
    const rig = rigs.get(message.rig);
    const reading = rig?.epoch === message.epoch ? rig.read(message.name) : null;
    send({ type: 'reading', request: message.request, reading });
  } else if (message.type === 'standings') {
    const standings = message.rigs.map(({ rig: id, epoch }): [string, RigStanding] => {
      const rig = rigs.get(id);
      return [id, rig?.epoch === epoch ? rig.standing : notInMemory];
    });
    send({ type: 'standings', request: message.request, standings: Object.fromEntries(standings) });
  } else if (message.type === 'ask') {
    const rig = rigs.get(message.rig);
    const answer = rig?.epoch === message.epoch ? rig.answer(message.question) : null;
    send({ type: 'told', request: message.request, answer });
  } else {
    const rig = rigs.get(message.rig);
    if (rig === undefined || rig.epoch !== message.epoch) return;
    if (message.type === 'stored') rig.start(message.stored);
    else if (message.type === 'keyframeKept') rig.keyframeKept();
    else if (message.type === 'fetched') rig.fetched(message.segment, message.packed);
    else if (message.type === 'terminal') rig.terminal(message.message);
    else if (message.type === 'retire') rig.retire();
    else if (message.agreed) {
      rig.leave();
      rigs.delete(message.rig);
    } else rig.releasing = false;
  }
});
// A terminal sends Ctrl-C to the whole group; the supervisor decides when a lab host ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit(0));

const housekeeper = setInterval(housekeep, housekeeping);
send({ type: 'ready' });
