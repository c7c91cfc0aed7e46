/** The way north: what is to be told goes into the store, and from there through the uplink until it is acknowledged. */
import { z } from 'zod';
import type { GatewayConfig } from './config.ts';
import type { Sample } from './deadband.ts';
import type { Disk } from './disk.ts';
import type { DriverKit, Publication, Uplink, UplinkEvent } from './driver.ts';
import type { Log } from './logs.ts';
import { baseTopic, topicOf } from './namespace.ts';
import { lossPayload, milliseconds, statusPayload, valuePayload } from './payload.ts';
import { plain } from './saved.ts';
import type { NorthboundSettings } from './schema.ts';
import { Store, storeSchema } from './store.ts';
import type { TagState } from './tag-table.ts';

export const northSchema = z.strictObject({
  store: storeSchema,
  uplink: z.unknown(),
  born: z.boolean(),
  connections: z.int(),
});

export interface Surroundings {
  kit: DriverKit;
  log: Log;
  epochNs: bigint;
  seed: number;
}

/** Birth is no message of the store: it is said anew at every connection. */
const birthTicket = 0;

export class North {
  readonly store: Store;
  uplink: Uplink | null = null;
  /** How often the broker has been reached. */
  connections = 0;
  readonly #around: Surroundings;
  #settings: NorthboundSettings | undefined;
  #topics = new Map<string, string>();
  #base = '';
  #born = false;

  constructor(config: GatewayConfig, around: Surroundings, disk: Disk, nowNs: bigint, saved?: z.output<typeof northSchema>) {
    this.#around = around;
    this.store = new Store(config.store, disk, saved?.store);
    this.#born = saved?.born ?? false;
    this.connections = saved?.connections ?? 0;
    this.#name(config);
    this.#settings = config.northbound;
    this.#open(nowNs, saved?.uplink);
  }

  /** Takes a configuration. Answers whether the uplink has to be made anew: the caller lets go of the old one, then calls `replace`. */
  configure(config: GatewayConfig, anew: boolean): void {
    this.store.settings = config.store;
    this.#name(config);
    this.#settings = config.northbound;
    if (anew) {
      this.uplink = null;
      this.#born = false;
      this.store.rewind();
    }
  }

  open(nowNs: bigint): void {
    this.#open(nowNs, undefined);
  }

  get base(): string {
    return this.#base;
  }

  value(state: TagState, sample: Sample): void {
    const topic = this.#topics.get(state.tag.name);
    if (topic === undefined || !this.#settings) return;
    const atMs = milliseconds(this.#around.epochNs, sample.atNs);
    this.store.put(topic, atMs, this.#settings.retain, (sequence) => valuePayload(state.tag, sample, atMs, sequence));
  }

  /** A message below the base: `alarms/NAME`, `result/TAG`. */
  say(below: string, retain: boolean, nowNs: bigint, write: (sequence: number, atMs: number) => string): void {
    if (!this.#settings) return;
    const atMs = milliseconds(this.#around.epochNs, nowNs);
    this.store.put(`${this.#base}/${below}`, atMs, retain, (sequence) => write(sequence, atMs));
  }

  /** Handles what the uplink has to say; answers commands: messages below `set/`. */
  listen(nowNs: bigint): { tag: string; payload: string }[] {
    const commands: { tag: string; payload: string }[] = [];
    for (const event of this.uplink?.events() ?? []) this.#heard(event, commands, nowNs);
    return commands;
  }

  /** Hands on what the uplink takes; answers whether it took anything. */
  pump(nowNs: bigint): boolean {
    const { uplink } = this;
    const settings = this.#settings;
    if (!uplink || !settings || uplink.link !== 'connected') return false;
    if (!this.#born) {
      const atMs = milliseconds(this.#around.epochNs, nowNs);
      const payload = statusPayload(true, this.store.nextSequence, atMs);
      this.#born = uplink.publish(
        birthTicket,
        { topic: `${this.#base}/status`, payload, qos: settings.qos, retain: true },
        nowNs,
      );
      if (!this.#born) return false;
    }
    let took = false;
    while (this.store.underWay < settings.window) {
      const next = this.store.take();
      if (!next) break;
      const { entry, loss } = next;
      const message: Publication = entry
        ? { topic: entry.topic, payload: entry.payload, qos: settings.qos, retain: entry.retain }
        : { topic: `${this.#base}/events`, payload: loss ? lossPayload(loss) : '', qos: settings.qos, retain: false };
      if (!uplink.publish(next.ticket, message, nowNs)) {
        this.store.putBack(next.ticket);
        break;
      }
      took = true;
    }
    return took;
  }

  save(): unknown {
    return {
      store: this.store.save(),
      uplink: this.uplink?.save() ?? null,
      born: this.#born,
      connections: plain(this.connections),
    };
  }

  #name(config: GatewayConfig): void {
    const { northbound, namespace } = config;
    this.#topics = new Map(northbound ? config.tags.map((tag) => [tag.name, topicOf(northbound, namespace, tag)]) : []);
    this.#base = northbound ? baseTopic(northbound, namespace) : '';
  }

  #open(nowNs: bigint, saved: unknown): void {
    const settings = this.#settings;
    if (!settings) return;
    const will = { topic: `${this.#base}/status`, payload: statusPayload(false), qos: settings.qos, retain: true };
    const subscribe = settings.commands ? [`${this.#base}/set/#`] : [];
    this.uplink = this.#around.kit.uplink(settings, { will, subscribe }, nowNs, this.#around.seed, saved ?? undefined);
  }

  #heard(event: UplinkEvent, commands: { tag: string; payload: string }[], nowNs: bigint): void {
    const { log } = this.#around;
    switch (event.kind) {
      case 'connected':
        this.connections += 1;
        this.#born = false;
        if (!event.resumed) this.store.rewind();
        log.write('info', 'northbound', { en: 'Connected to the broker.', 'zh-CN': '已连接到代理服务器。' }, nowNs);
        return;
      case 'lost':
        this.#born = false;
        log.write(
          'warning',
          'northbound',
          {
            en: `The broker is not reached (${event.why}). Messages wait in the store.`,
            'zh-CN': `无法连接代理服务器（${event.why}）。消息暂存于本地。`,
          },
          nowNs,
        );
        return;
      case 'acknowledged': {
        if (event.ticket === birthTicket) return;
        const loss = this.store.acknowledge(event.ticket)?.loss;
        if (!loss) return;
        log.write(
          'error',
          'store',
          {
            en: `The store was full: ${loss.count} messages, ${loss.from} to ${loss.to}, were dropped. Give it more disk, or tell less by a deadband.`,
            'zh-CN': `存储已满：丢弃了第 ${loss.from} 至 ${loss.to} 号中的 ${loss.count} 条消息。请增大磁盘，或用死区减少上报。`,
          },
          nowNs,
        );
        return;
      }
      case 'refused': {
        const refused = this.store.refuse(event.ticket);
        const topic = refused?.entry?.topic ?? this.#base;
        log.write(
          'error',
          'northbound',
          {
            en: `The broker refused ${topic} (${event.why}). Look at its access list for ${this.#settings?.client ?? ''}.`,
            'zh-CN': `代理服务器拒绝了 ${topic}（${event.why}）。请检查其对 ${this.#settings?.client ?? ''} 的访问控制。`,
          },
          nowNs,
        );
        return;
      }
      case 'message': {
        const prefix = `${this.#base}/set/`;
        if (event.topic.startsWith(prefix)) commands.push({ tag: event.topic.slice(prefix.length), payload: event.payload });
      }
    }
  }
}
