/**
 * What the Network pane knows: the last report of the network, and the capture with its frames taken apart. Lives as long as the visit to
 * the lab: a capture goes on while another pane is in front.
 */

import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { FilterError, Packet } from '#sandbox/protocols/internet/dissector.ts';
import type { CapturedFrames, NetworkReport } from '#sandbox/wire/network.ts';
import type { LabSession } from '../lab-session.ts';
import type { RigConnection } from '../rig/rig-connection.ts';
import { bytesOf, PacketList } from './packet-list.ts';

export type NetworkLine = Pick<RigConnection, 'look' | 'request' | 'onNetwork' | 'onFrames' | 'getSnapshot' | 'subscribe'>;

export interface CapturedLink {
  link: string;
  /** The node at whose end the capture stands. */
  at: string;
}

export interface CaptureFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface NetworkState {
  report: NetworkReport | null;
  view: 'topology' | 'packets';
  topologyAs: 'drawing' | 'table';
  /** The link that is looked at in the topology. */
  link: string | null;
  /** The capture whose frames are listed; it may have been stopped. */
  capture: CapturedLink | null;
  running: boolean;
  filter: string;
  filterError: FilterError | null;
  /** The list stays at its end. */
  follow: boolean;
  /** The list shows nothing newer than this frame; `null`: everything. */
  pausedAt: number | null;
  /** Number of the frame that is open. */
  selected: number | null;
  /** Why something that was asked was not done. */
  refused: LocalizedText | null;
  /** Grows with every change of the list. */
  version: number;
}

export class NetworkDesk {
  readonly list = new PacketList();
  readonly #line: NetworkLine;
  readonly #listeners = new Set<() => void>();
  #state: NetworkState = {
    report: null,
    view: 'topology',
    topologyAs: 'drawing',
    link: null,
    capture: null,
    running: false,
    filter: '',
    filterError: null,
    follow: true,
    pausedAt: null,
    selected: null,
    refused: null,
    version: 0,
  };
  #panes = 0;
  /** The capture as it was when it was stopped: the rig keeps none that nobody makes. */
  #file: CaptureFile | null = null;
  /** On this line the rig has not said yet whether a capture stands. */
  #unheard = true;
  #online = false;

  constructor(line: NetworkLine) {
    this.#line = line;
    line.onNetwork((report) => this.#takeReport(report));
    line.onFrames((captured) => this.#takeFrames(captured));
    line.subscribe(() => {
      const online = line.getSnapshot().link === 'online';
      if (online && !this.#online) this.#unheard = true;
      this.#online = online;
    });
  }

  readonly getSnapshot = (): NetworkState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A pane shows it from now on; returns the way out. */
  open(): () => void {
    this.#panes += 1;
    this.#look();
    return () => {
      this.#panes -= 1;
      this.#look();
    };
  }

  /** Frames at an end of a link from now on, in place of those before. */
  async begin(link: string, at: string): Promise<void> {
    const answer = await this.#line.request({ type: 'capture', link, at });
    if (answer.ok) this.#change({ refused: null, link, view: 'packets', pausedAt: null, follow: true });
    else this.#change({ refused: answer.message });
  }

  /** What was captured stays in the list, and can still be kept as a file. */
  async stop(): Promise<void> {
    const [file] = await Promise.all([this.#fetch(), this.#line.request({ type: 'capture', link: null })]);
    if ('name' in file) this.#file = file;
    this.#stopped();
  }

  /** Empties the list; a capture that runs begins anew. */
  async clear(): Promise<void> {
    const { capture, running } = this.#state;
    if (running && capture) await this.begin(capture.link, capture.at);
    else this.#empty();
  }

  /** The capture as a file that Wireshark opens, or why there is none. */
  async file(): Promise<CaptureFile | LocalizedText> {
    if (!this.#state.running && this.#file) return this.#file;
    const file = await this.#fetch();
    if (!('name' in file)) this.#change({ refused: file });
    return file;
  }

  set(part: Partial<Pick<NetworkState, 'view' | 'topologyAs' | 'link' | 'follow' | 'selected' | 'refused'>>): void {
    this.#change(part);
  }

  setFilter(filter: string): void {
    const filterError = this.list.filter(filter);
    this.#change({ filter, filterError, version: this.#state.version + 1 });
  }

  pause(on: boolean): void {
    this.#change({ pausedAt: on ? (this.list.packets.at(-1)?.number ?? 0) : null });
  }

  /** The packets that the list shows now. */
  shown(): readonly Packet[] {
    const { pausedAt } = this.#state;
    if (pausedAt === null) return this.list.passed;
    const end = this.list.passed.findLastIndex(({ number }) => number <= pausedAt);
    return this.list.passed.slice(0, end + 1);
  }

  async #fetch(): Promise<CaptureFile | LocalizedText> {
    const answer = await this.#line.request({ type: 'capture-file' });
    if (!answer.ok) return answer.message;
    const { told } = answer;
    if (told?.type === 'capture-file') return { name: told.name, bytes: bytesOf(told.bytes) };
    return { en: 'The rig answered without a file. Try again.', 'zh-CN': '实训台的答复中没有文件。请再试一次。' };
  }

  #takeReport(report: NetworkReport): void {
    this.#change({ report });
    const { capture, running } = this.#state;
    // Reports come behind frames: with none before, the rig has lost the capture with the line, and it is asked for again.
    if (this.#unheard && running && capture) void this.#line.request({ type: 'capture', ...capture });
    this.#unheard = false;
  }

  #takeFrames(captured: CapturedFrames): void {
    this.#unheard = false;
    if (captured.link === '') {
      this.#stopped();
      return;
    }
    if (captured.fresh) this.#empty();
    this.list.add(captured);
    const { capture, running } = this.#state;
    const same = running && capture?.link === captured.link && capture.at === captured.at;
    this.#change({
      version: this.#state.version + 1,
      ...(same ? {} : { running: true, capture: { link: captured.link, at: captured.at } }),
    });
    if (!same) this.#look();
  }

  #stopped(): void {
    if (!this.#state.running) return;
    this.#change({ running: false });
    this.#look();
  }

  #empty(): void {
    this.list.clear();
    this.#file = null;
    this.#change({ version: this.#state.version + 1, selected: null, pausedAt: null });
  }

  #look(): void {
    this.#line.look({ network: this.#panes > 0 || this.#state.running });
  }

  #change(part: Partial<NetworkState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

const desks = new WeakMap<LabSession, NetworkDesk>();

export function networkDeskOf(session: LabSession): NetworkDesk {
  let desk = desks.get(session);
  if (!desk) {
    desk = new NetworkDesk(session.connection);
    desks.set(session, desk);
  }
  return desk;
}
