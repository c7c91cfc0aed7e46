/**
 * Write-back: permission, range, the write itself, and a read-back that shows whether the device took it. Every write is answered with what
 * became of it, in words.
 */
import { z } from 'zod';
import type { GatewayConfig } from './config.ts';
import { sameRaw, toRaw } from './convert.ts';
import type { DriverEvent } from './driver.ts';
import { badReasons } from './quality.ts';
import { matchesTag } from './references.ts';
import { ns, plain } from './saved.ts';
import type { AccessEntry, PlainValue } from './schema.ts';
import { plainValue } from './schema-words.ts';
import type { South } from './south.ts';
import type { TagTable } from './tag-table.ts';
import type { Text } from './text.ts';

/** Who asked and where the answer goes: an HTTP request, a command from the north, or the owner of the gateway. */
const originSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('http'), connection: z.int() }),
  z.strictObject({ by: z.literal('command'), id: z.string().nullable() }),
  z.strictObject({ by: z.literal('owner'), id: z.int() }),
]);
export type Origin = z.output<typeof originSchema>;

const jobSchema = z.strictObject({
  request: z.int(),
  origin: originSchema,
  who: z.string(),
  tag: z.string(),
  value: plainValue,
  raw: plainValue,
  /** Reading: answers of polls that were asked for before the write. */
  reading: z.boolean(),
  skip: z.int(),
  deadlineNs: ns,
});
type Job = z.output<typeof jobSchema>;

export const writesSchema = z.strictObject({ jobs: z.array(jobSchema), next: z.int(), done: z.int(), refused: z.int() });

/** `done`: the device holds it. `unconfirmed`: it was sent, nobody knows. The others: it was not written. */
export const writeOutcomes = ['done', 'unconfirmed', 'not-taken', 'failed', 'refused'] as const;
export type WriteOutcome = (typeof writeOutcomes)[number];

export interface WriteResult {
  tag: string;
  value: PlainValue;
  outcome: WriteOutcome;
  message: Text;
}

export type WriteAnswer = (origin: Origin, who: string, result: WriteResult, nowNs: bigint) => void;

/** Writes under way at once; beyond that they are refused. */
const mostJobs = 64;

export class Writes {
  #config: GatewayConfig;
  readonly #tags: TagTable;
  readonly #south: South;
  readonly #answer: WriteAnswer;
  #jobs: Job[] = [];
  #next = 1;
  done = 0;
  refused = 0;

  constructor(config: GatewayConfig, tags: TagTable, south: South, answer: WriteAnswer, saved?: z.output<typeof writesSchema>) {
    this.#config = config;
    this.#tags = tags;
    this.#south = south;
    this.#answer = answer;
    if (!saved) return;
    this.#jobs = saved.jobs.map((job) => ({ ...job }));
    this.#next = saved.next;
    this.done = saved.done;
    this.refused = saved.refused;
  }

  set config(config: GatewayConfig) {
    this.#config = config;
  }

  /** `who` is `null` for the owner of the gateway, who may do what the tag allows. */
  write(origin: Origin, who: AccessEntry | null, name: string, value: PlainValue, nowNs: bigint): void {
    const by = who?.who ?? 'owner';
    const finish = (outcome: WriteOutcome, message: Text): void =>
      this.#finish(origin, by, { tag: name, value, outcome, message }, nowNs);
    const tag = this.#tags.get(name)?.tag;
    const connection = tag && this.#config.connections[tag.connection];
    const driver = tag && this.#south.drivers.get(tag.connection);
    if (!tag || !connection || !driver) {
      finish('refused', { en: `There is no tag ${name}. Look at /tags.`, 'zh-CN': `没有变量 ${name}。请查看 /tags。` });
      return;
    }
    if (!tag.writable) {
      finish('refused', {
        en: `${name} is not writable. Write writable: true at the tag in gateway.yaml if it may be.`,
        'zh-CN': `${name} 不可写。若允许写入，请在 gateway.yaml 的该变量上写 writable: true。`,
      });
      return;
    }
    if (who && !who.write.some((pattern) => matchesTag(pattern, name))) {
      finish('refused', {
        en: `${by} may not write ${name}. Add the tag to write of this entry of access.`,
        'zh-CN': `${by} 无权写 ${name}。请在 access 的该项 write 中加上此变量。`,
      });
      return;
    }
    if (this.#jobs.length >= mostJobs) {
      finish('refused', {
        en: `${mostJobs} writes are under way already. Wait for their answers.`,
        'zh-CN': `已有 ${mostJobs} 个写操作在进行。请等待其结果。`,
      });
      return;
    }
    const converted = toRaw(tag, value);
    if ('refused' in converted) {
      finish('refused', converted.refused);
      return;
    }
    const request = this.#next;
    this.#next += 1;
    const patience = connection.timeout * BigInt(connection.retries + 2);
    this.#jobs.push({
      request,
      origin,
      who: by,
      tag: name,
      value,
      raw: converted.raw,
      reading: false,
      skip: 0,
      deadlineNs: nowNs + patience,
    });
    driver.write(request, name, converted.raw, nowNs);
  }

  /** A driver has told something: of a write, or of a tag that is read back. */
  heard(event: DriverEvent, nowNs: bigint): void {
    if (event.kind === 'written') {
      const job = this.#jobs.find(({ request }) => request === event.request);
      if (job) this.#written(job, event.refused, nowNs);
      return;
    }
    for (const job of this.#jobs.filter(({ reading, tag }) => reading && tag === event.point)) {
      if (job.skip > 0) job.skip -= 1;
      else if (event.kind === 'trouble') this.#unconfirmed(job, nowNs);
      else if (sameRaw(job.raw, event.value)) {
        this.#end(
          job,
          'done',
          { en: `${job.tag} is ${String(job.value)} now.`, 'zh-CN': `${job.tag} 现为 ${String(job.value)}。` },
          nowNs,
        );
      } else {
        const observed = JSON.stringify(event.value);
        this.#end(
          job,
          'not-taken',
          {
            en: `${job.tag} was written, but reads back ${observed} (raw). The device holds it otherwise, or something else writes there.`,
            'zh-CN': `${job.tag} 已写入，但回读为 ${observed}（原始值）。设备未采纳，或有其他程序在写该处。`,
          },
          nowNs,
        );
      }
    }
  }

  get due(): bigint | null {
    let due: bigint | null = null;
    for (const { deadlineNs } of this.#jobs) if (due === null || deadlineNs < due) due = deadlineNs;
    return due;
  }

  wake(nowNs: bigint): void {
    for (const job of this.#jobs.filter(({ deadlineNs }) => deadlineNs <= nowNs)) {
      if (job.reading) this.#unconfirmed(job, nowNs);
      else this.#end(job, 'failed', whyFailed(job.tag, badReasons.Timeout, undefined), nowNs);
    }
  }

  save(): unknown {
    return plain({ jobs: this.#jobs, next: this.#next, done: this.done, refused: this.refused });
  }

  #written(job: Job, refused: Extract<DriverEvent, { kind: 'written' }>['refused'], nowNs: bigint): void {
    if (refused) {
      this.#end(job, 'failed', whyFailed(job.tag, badReasons[refused.reason], refused.detail), nowNs);
      return;
    }
    const state = this.#tags.get(job.tag);
    const driver = state && this.#south.drivers.get(state.tag.connection);
    const connection = state && this.#config.connections[state.tag.connection];
    if (!state || !driver || !connection) {
      this.#unconfirmed(job, nowNs);
      return;
    }
    job.reading = true;
    job.skip = state.outstanding;
    job.deadlineNs = nowNs + connection.timeout * BigInt(connection.retries + 2);
    this.#south.ask(driver, [job.tag], nowNs);
  }

  #unconfirmed(job: Job, nowNs: bigint): void {
    this.#end(
      job,
      'unconfirmed',
      {
        en: `${job.tag} was written, but could not be read back. Look at its value before you go on.`,
        'zh-CN': `${job.tag} 已写入，但无法回读。继续之前请核对其值。`,
      },
      nowNs,
    );
  }

  #end(job: Job, outcome: WriteOutcome, message: Text, nowNs: bigint): void {
    this.#jobs = this.#jobs.filter((each) => each !== job);
    this.#finish(job.origin, job.who, { tag: job.tag, value: job.value, outcome, message }, nowNs);
  }

  #finish(origin: Origin, who: string, result: WriteResult, nowNs: bigint): void {
    if (result.outcome === 'done' || result.outcome === 'unconfirmed') this.done += 1;
    else this.refused += 1;
    this.#answer(origin, who, result, nowNs);
  }
}

const whyFailed = (tag: string, reason: Text, detail: string | undefined): Text => ({
  en: `${tag} was not written: ${reason.en}${detail ? ` (${detail})` : ''}.`,
  'zh-CN': `${tag} 未写入：${reason['zh-CN']}${detail ? `（${detail}）` : ''}。`,
});
