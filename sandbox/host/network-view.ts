/**
 * The rig's network and gateway for those who look at them: reports about once a second, captured frames as they come, the capture as a
 * file. What is shown is the head's; a capture is no part of a rig, and ends with its network (a reset, a fork).
 */
import { Capture } from '../network/capture.ts';
import { pcapngFrame, pcapngHead } from '../network/pcapng.ts';
import { rigEpochNs } from '../rig/network/epoch.ts';
import { reportGateway, reportNetwork } from '../rig/network/report.ts';
import type { RigNetwork } from '../rig/network/rig-network.ts';
import type { ClientMessage, ServerMessage } from '../wire/messages.ts';
import type { RigLife } from './rig-life.ts';
import { refusals } from './sentences.ts';

export interface NetworkViewer {
  /** More is unsent than the line carries. */
  readonly slow: boolean;
  send(message: ServerMessage): void;
  refuse(id: number, code: string, message: { en: string; 'zh-CN': string }): void;
}

interface Looking {
  network: boolean;
  gateway: boolean;
  /** The last frame that was sent of the capture that stands; `null`: nothing of it yet. */
  frame: number | null;
  /** The last line of the gateway's log. */
  line: number | null;
}

/** Milliseconds between two reports. */
const reportInterval = 500;
/** Frames in one message: a line that is slow gets the rest with the next. */
const framesAtOnce = 500;
const kept = { frames: 20_000, bytes: 4_000_000 };

/** Messages that look at the network. */
export type NetworkLook = Extract<ClientMessage, { type: 'look' | 'capture' | 'capture-file' | 'gateway-check' }>;

export class NetworkView<V extends NetworkViewer> {
  readonly #life: Pick<RigLife, 'rig' | 'ticket'>;
  readonly #looking = new Map<V, Looking>();
  #network: RigNetwork | null = null;
  #capture: { capture: Capture; link: string; at: string } | null = null;
  #reportAt = 0;

  constructor(life: Pick<RigLife, 'rig' | 'ticket'>) {
    this.#life = life;
  }

  receive(viewer: V, message: NetworkLook, tick: number): void {
    const { id } = message;
    const network = this.#follow();
    if (!network || (message.type === 'gateway-check' && !network.gateway)) {
      viewer.refuse(id, 'noNetwork', refusals.noNetwork);
      return;
    }
    if (message.type === 'gateway-check') {
      viewer.send({ type: 'gateway-problems', id, problems: network.gateway?.check(message.text) ?? [] });
      return;
    }
    if (message.type === 'capture-file') {
      this.#sendFile(viewer, id);
      return;
    }
    if (message.type === 'look') this.#look(viewer, message);
    else if (!this.#begin(network, message.link, message.at)) {
      viewer.refuse(id, 'noSuchLink', refusals.noSuchLink);
      return;
    }
    viewer.send({ type: 'ack', id, tick });
    this.#reportAt = 0;
    this.send(performance.now());
  }

  leave(viewer: V): void {
    this.#looking.delete(viewer);
    if (this.#looking.size === 0) this.#stop();
  }

  /** At the cadence of frames. */
  send(now: number): void {
    if (this.#looking.size === 0) return;
    const network = this.#follow();
    if (!network) return;
    for (const [viewer, looking] of this.#looking) if (looking.network && !viewer.slow) this.#sendFrames(viewer, looking);
    if (now - this.#reportAt < reportInterval) return;
    this.#reportAt = now;
    for (const [viewer, looking] of this.#looking) {
      if (viewer.slow) continue;
      if (looking.network) {
        const terminal = this.#life.rig?.lab.definition.rig.terminal?.host;
        viewer.send({ type: 'network', report: reportNetwork(network, terminal) });
      }
      if (looking.gateway) this.#sendGateway(viewer, looking, network);
    }
  }

  #look(viewer: V, { network, gateway }: { network: boolean; gateway: boolean }): void {
    if (!network && !gateway) {
      this.leave(viewer);
      return;
    }
    const before = this.#looking.get(viewer);
    this.#looking.set(viewer, {
      network,
      gateway,
      frame: before?.network ? before.frame : null,
      line: before?.gateway ? before.line : null,
    });
  }

  /** The network of the rig as it is; a capture on another one has come to its end. */
  #follow(): RigNetwork | null {
    const network = this.#life.rig?.network ?? null;
    if (network === this.#network) return network;
    const before = this.#capture;
    this.#stop();
    this.#network = network;
    for (const looking of this.#looking.values()) looking.line = null;
    if (network && before) this.#begin(network, before.link, before.at);
    return network;
  }

  #stop(): void {
    this.#capture?.capture.stop();
    this.#capture = null;
    for (const looking of this.#looking.values()) looking.frame = null;
  }

  /** `false`: there is no such link, or it does not end there. */
  #begin({ network }: RigNetwork, link: string | null, at: string | undefined): boolean {
    const line = network.links().find(({ id }) => id === link);
    if (link !== null && (!line || (at !== undefined && at !== line.a && at !== line.b))) return false;
    this.#stop();
    if (!line) {
      for (const viewer of this.#looking.keys())
        viewer.send({ type: 'frames', captured: { link: '', at: '', fresh: true, total: 0, frames: [] } });
      return true;
    }
    const capture = new Capture(network, kept);
    capture.add(line.id, at ?? line.a);
    this.#capture = { capture, link: line.id, at: at ?? line.a };
    return true;
  }

  #sendFrames(viewer: V, looking: Looking): void {
    if (!this.#capture) return;
    const { capture, link, at } = this.#capture;
    const fresh = looking.frame === null;
    const frames = capture.since(looking.frame ?? 0).slice(0, framesAtOnce);
    if (frames.length === 0 && !fresh) return;
    looking.frame = frames.at(-1)?.number ?? looking.frame ?? 0;
    viewer.send({
      type: 'frames',
      captured: {
        link,
        at,
        fresh,
        total: capture.total,
        frames: frames.map(({ number, atNs, direction, bytes }) => ({
          number,
          at: String(atNs),
          direction,
          bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
        })),
      },
    });
  }

  #sendGateway(viewer: V, looking: Looking, network: RigNetwork): void {
    const report = reportGateway(network, looking.line ?? 0);
    if (!report) return;
    viewer.send({ type: 'gateway', report: { ...report, fresh: looking.line === null } });
    // The last line may still be counted on: it is sent again until another follows it.
    looking.line = (report.logs.at(-1)?.number ?? (looking.line ?? 0) + 1) - 1;
  }

  #sendFile(viewer: V, id: number): void {
    if (!this.#capture) {
      viewer.refuse(id, 'noCapture', refusals.noCapture);
      return;
    }
    const { capture, link, at } = this.#capture;
    const { lab } = this.#life.ticket;
    const head = pcapngHead([{ name: `${link} at ${at}` }], `Millwright, ${lab}: logical time from 2026-01-05 08:00 UTC`);
    const frames = capture.since(0).map((frame) => pcapngFrame(frame, rigEpochNs + frame.atNs));
    const bytes = Buffer.concat([head, ...frames]).toString('base64');
    viewer.send({ type: 'capture-file', id, name: `${lab}-${link}.pcapng`, bytes });
  }
}
