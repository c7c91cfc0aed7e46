/**
 * The edge gateway: a party (law 6) made of parties. It polls devices through drivers, keeps tags, watches alarms, tells what changes to a
 * broker, takes writes, and serves a status page at `config.status.port`, where its owner listens for it. It knows no clock: whoever
 * carries its bytes tells the time, a rig on logical time or an adapter on a machine's.
 */
import type { Effect, Failure, Party } from '../protocols/party.ts';
import { AlarmDesk } from './alarm-desk.ts';
import { type AlarmEvent, type AlarmState, alarmSentence, wordOf } from './alarms.ts';
import { answerHttp, json } from './api.ts';
import { readCommand } from './commands.ts';
import { type Box, type GatewayConfig, loadConfig } from './config.ts';
import { type Disk, SimulatedDisk } from './disk.ts';
import type { DriverKit } from './driver.ts';
import { HttpServer } from './http-server.ts';
import { Log } from './logs.ts';
import { North, type Surroundings } from './north.ts';
import { Parties } from './parties.ts';
import { alarmPayload, isoTime } from './payload.ts';
import { type Difference, difference, refusedReload } from './reload.ts';
import { type SavedGateway, savedGatewaySchema } from './saved-gateway.ts';
import type { AlarmSettings, PlainValue } from './schema.ts';
import { South } from './south.ts';
import { TagTable } from './tag-table.ts';
import type { Problem } from './text.ts';
import { Watch } from './watch.ts';
import { type Origin, type WriteResult, Writes } from './writes.ts';

export interface GatewayOptions {
  kit: DriverKit;
  /** Time of day at the zero of the clock, in nanoseconds since 1970 (UTC): it makes the timestamps. */
  epochNs: bigint;
  /** For what is left to chance: the jitter of back-off. */
  seed: number;
  /** A real disk of the owner's; a simulated one, part of the state, unless given. */
  disk?: Disk;
  /** What the machine has for the store; a file that asks for more is refused. */
  box?: Box;
}

const north = 'north';
const southern = (name: string): string => `south/${name}`;

export class Gateway implements Party {
  config: GatewayConfig;
  readonly tags: TagTable;
  readonly alarms: AlarmDesk;
  readonly south: South;
  readonly north: North;
  readonly writes: Writes;
  readonly log: Log;
  reloads = 0;
  readonly #around: Surroundings;
  readonly #box: Box;
  readonly #seed: number;
  readonly #http: HttpServer;
  readonly #parties: Parties;
  readonly #watch: Watch;
  readonly #simulated: SimulatedDisk | null;
  #nowNs: bigint;
  #ownerResults: { id: number; result: WriteResult }[] = [];

  constructor(config: GatewayConfig, options: GatewayOptions, nowNs: bigint, saved?: SavedGateway) {
    this.config = config;
    this.#seed = options.seed;
    this.#box = options.box ?? {};
    this.#nowNs = nowNs;
    this.#simulated = options.disk ? null : new SimulatedDisk(saved?.disk ?? undefined);
    this.log = new Log(500, saved?.log);
    const around = { kit: options.kit, log: this.log, epochNs: options.epochNs, seed: options.seed };
    this.#around = around;
    this.north = new North(config, around, options.disk ?? this.#simulated ?? new SimulatedDisk(), nowNs, saved?.north);
    this.tags = new TagTable(
      config,
      nowNs,
      (state, samples) => {
        for (const sample of samples) this.north.value(state, sample);
      },
      saved?.tags,
    );
    this.alarms = new AlarmDesk(config.alarms, this.tags, (...told) => this.#alarm(...told), saved?.alarms);
    this.south = new South(config, around, this.tags, nowNs, saved?.south);
    this.writes = new Writes(
      config,
      this.tags,
      this.south,
      (origin, who, result, atNs) => this.#written(origin, who, result, atNs),
      saved?.writes,
    );
    this.#http = new HttpServer(saved?.http);
    this.#parties = new Parties(() => this.#children(), this.#http, saved?.switchboard);
    this.#watch = new Watch(this.log, saved?.watch);
    this.reloads = saved?.reloads ?? 0;
    this.#ownerResults = saved?.ownerResults ?? [];
    if (!saved) this.#settle(nowNs);
  }

  /** What `save` gave goes on where it was. `config` spares reading the file again when it is the one of the saved state. */
  static restore(saved: unknown, options: Pick<GatewayOptions, 'kit' | 'disk' | 'box'>, config?: GatewayConfig): Gateway {
    const state = savedGatewaySchema.parse(saved);
    const loaded = config?.text === state.text ? config : loadConfig(state.text, undefined, options.box).config;
    if (!loaded) throw new Error('the saved gateway has a configuration that this version does not take');
    return new Gateway(loaded, { ...options, epochNs: state.epochNs, seed: state.seed }, state.nowNs, state);
  }

  /** Time of day at the zero of the clock; another one makes the timestamps from now on. */
  get epochNs(): bigint {
    return this.#around.epochNs;
  }
  set epochNs(epochNs: bigint) {
    this.#around.epochNs = epochNs;
  }

  accepted(connection: number, from: string, nowNs: bigint): void {
    this.#http.accepted(connection, from, nowNs);
    this.#settle(nowNs);
  }

  connected(connection: number, nowNs: bigint): void {
    this.#parties.at(connection, (party, inner) => party.connected(inner, nowNs));
    this.#settle(nowNs);
  }

  failed(connection: number, why: Failure, nowNs: bigint): void {
    this.#parties.at(connection, (party, inner) => party.failed(inner, why, nowNs));
    this.#parties.ended(connection);
    this.#settle(nowNs);
  }

  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    this.#parties.at(connection, (party, inner) => party.received(inner, bytes, nowNs));
    this.#settle(nowNs);
  }

  closed(connection: number, how: 'closed' | 'reset', nowNs: bigint): void {
    this.#parties.at(connection, (party, inner) => party.closed(inner, how, nowNs));
    this.#parties.ended(connection);
    this.#settle(nowNs);
  }

  wake(nowNs: bigint): void {
    this.#parties.wake(nowNs);
    // What has come in belongs to the past: it is looked at before values grow old and new ones are asked for.
    this.#settle(nowNs);
    this.south.poll(nowNs);
    this.#settle(nowNs);
    this.tags.expire(nowNs);
    this.writes.wake(nowNs);
    this.alarms.wake(nowNs);
    this.#settle(nowNs);
  }

  get due(): bigint | null {
    let due: bigint | null = null;
    const sooner = (other: bigint | null): void => {
      if (other !== null && (due === null || other < due)) due = other;
    };
    sooner(this.#parties.due);
    sooner(this.south.due);
    sooner(this.tags.due);
    sooner(this.writes.due);
    sooner(this.alarms.due);
    return due;
  }

  drain(): Effect[] {
    return this.#parties.drain();
  }

  /** Takes another configuration. With a mistake in it the running one stays in place; what did not change is not dropped. */
  reload(text: string, nowNs: bigint): { problems: Problem[]; difference: Difference | null } {
    const { config, problems } = loadConfig(text, this.#around.kit.explainAddress, this.#box);
    if (!config) {
      this.log.write('error', 'reload', refusedReload(problems), nowNs);
      return { problems, difference: null };
    }
    this.#nowNs = nowNs;
    const changes = difference(this.config, config);
    this.#parties.collect();
    for (const name of [...changes.connections.removed, ...changes.connections.changed]) {
      this.#parties.release(southern(name), this.south.drivers.get(name), nowNs);
      this.south.drivers.delete(name);
      this.#watch.forget(name);
    }
    const anew = changes.northbound || (changes.namespace && config.northbound !== undefined);
    if (anew) this.#parties.release(north, this.north.uplink, nowNs);
    this.config = config;
    this.north.configure(config, anew);
    this.tags.configure(config, nowNs);
    this.alarms.configure(config.alarms);
    this.writes.config = config;
    this.south.configure(config, changes.connections, nowNs);
    if (anew) this.north.open(nowNs);
    this.reloads += 1;
    this.log.write('info', 'reload', { en: 'The configuration was taken.', 'zh-CN': '配置已生效。' }, nowNs);
    this.#settle(nowNs);
    return { problems, difference: changes };
  }

  /** A write of the owner's, who may do what the tag allows; answered in `writeResults` under `id`. */
  write(id: number, tag: string, value: PlainValue, nowNs: bigint): void {
    this.writes.write({ by: 'owner', id }, null, tag, value, nowNs);
    this.#settle(nowNs);
  }

  /** What became of the owner's writes since the last call. */
  writeResults(): { id: number; result: WriteResult }[] {
    const results = this.#ownerResults;
    this.#ownerResults = [];
    return results;
  }

  /** `false` when there is no such alarm. */
  acknowledge(alarm: string, who: string, nowNs: bigint): boolean {
    const known = this.alarms.acknowledge(alarm, nowNs);
    if (known)
      this.log.write('info', 'alarms', { en: `${who} acknowledged ${alarm}.`, 'zh-CN': `${who} 确认了 ${alarm}。` }, nowNs);
    this.#settle(nowNs);
    return known;
  }

  /** `false` when there is no such alarm; a span of 0 takes it off the shelf. */
  shelve(alarm: string, span: bigint, who: string, nowNs: bigint): boolean {
    const known = this.alarms.shelve(alarm, span, nowNs);
    if (known) this.log.write('info', 'alarms', { en: `${who} shelved ${alarm}.`, 'zh-CN': `${who} 搁置了 ${alarm}。` }, nowNs);
    this.#settle(nowNs);
    return known;
  }

  /** Closes everything in order; the broker tells the world that the gateway is gone. */
  stop(nowNs: bigint): void {
    for (const [name, driver] of this.south.drivers) this.#parties.release(southern(name), driver, nowNs);
    this.#parties.release(north, this.north.uplink, nowNs);
    this.south.drivers.clear();
    this.north.store.end();
  }

  save(): unknown {
    return {
      text: this.config.text,
      nowNs: `${this.#nowNs}n`,
      epochNs: `${this.epochNs}n`,
      seed: this.#seed,
      tags: this.tags.save(),
      alarms: this.alarms.save(),
      south: this.south.save(),
      north: this.north.save(),
      writes: this.writes.save(),
      http: this.#http.save(),
      switchboard: this.#parties.save(),
      watch: this.#watch.save(),
      log: this.log.save(),
      disk: this.#simulated?.save() ?? null,
      reloads: this.reloads,
      ownerResults: this.#ownerResults,
    };
  }

  *#children(): Iterable<readonly [string, Party]> {
    for (const [name, driver] of this.south.drivers) yield [southern(name), driver];
    if (this.north.uplink) yield [north, this.north.uplink];
  }

  /** Lets everything that has happened have its consequences, until nothing more follows. */
  #settle(nowNs: bigint): void {
    this.#nowNs = nowNs;
    for (let rounds = 0; rounds < 100; rounds += 1) {
      let moved = false;
      for (const event of this.south.events()) {
        moved = true;
        // The read-back looks at polls that were asked for before: it counts them before this answer is taken off.
        this.writes.heard(event, nowNs);
        if (event.kind === 'written') continue;
        const state = this.tags.get(event.point);
        if (state) this.#watch.saw(event, state, nowNs);
        this.tags.accept(event);
        this.alarms.look(event.point, nowNs);
      }
      for (const { tag, payload } of this.north.listen(nowNs)) {
        moved = true;
        this.#command(tag, payload, nowNs);
      }
      for (const request of this.#http.requests()) {
        moved = true;
        const response = answerHttp(this, request, nowNs);
        if (response) this.#http.answer(request.connection, response, nowNs);
      }
      if (this.north.pump(nowNs)) moved = true;
      if (!moved) break;
    }
    this.#parties.collect();
  }

  #command(tag: string, payload: string, nowNs: bigint): void {
    const command = readCommand(this.config, payload);
    const origin: Origin = { by: 'command', id: command.id };
    if ('refused' in command) {
      this.#written(origin, 'unknown', { tag, value: '', outcome: 'refused', message: command.refused }, nowNs);
    } else this.writes.write(origin, command.who, tag, command.value, nowNs);
  }

  #written(origin: Origin, who: string, result: WriteResult, nowNs: bigint): void {
    const { tag, value, outcome, message } = result;
    const good = outcome === 'done';
    this.log.write(
      good ? 'info' : 'warning',
      'write',
      { en: `${who}: ${message.en}`, 'zh-CN': `${who}：${message['zh-CN']}` },
      nowNs,
    );
    if (origin.by === 'owner') this.#ownerResults.push({ id: origin.id, result });
    else if (origin.by === 'http') {
      const status = { done: 200, unconfirmed: 200, 'not-taken': 409, failed: 502, refused: 403 }[outcome];
      this.#http.answer(origin.connection, json(status, result), nowNs);
    } else if (this.tags.get(tag)) {
      this.north.say(`result/${tag}`, false, nowNs, (sequence, atMs) =>
        JSON.stringify({ id: origin.id, value, outcome, message, timestamp: isoTime(atMs), sequence }),
      );
    }
  }

  #alarm(settings: AlarmSettings, state: AlarmState, event: AlarmEvent, value: PlainValue | null, nowNs: bigint): void {
    this.log.write(event === 'raised' ? 'warning' : 'info', 'alarms', alarmSentence(settings.name, event, value), nowNs);
    this.north.say(`alarms/${settings.name}`, true, nowNs, (sequence, atMs) =>
      alarmPayload(settings, event, wordOf(state), value, atMs, sequence),
    );
  }
}
