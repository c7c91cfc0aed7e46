/** One topic at a broker, or all that a filter takes: what its last message says, and how orderly its messages have come. */
import { z } from 'zod';
import type { Observation } from '../../../lab/schema-answers.ts';
import { matches } from '../../../protocols/mqtt/topic.ts';
import { asBool, asNumber, asText, valueAt } from './json-at.ts';
import { never, type Sight, type Told } from './sight.ts';

type OfTopic = Extract<Observation, { topic: string }>;

/** A message as a broker takes it. */
export interface Published {
  topic: string;
  payload: Uint8Array;
  retain: boolean;
  atNs: bigint;
}

/** Marks (numbers or times) that are remembered to tell a message sent again from one that comes late. */
const remembered = 4_096;

const mark = z.union([z.number(), z.string()]);
type Mark = z.output<typeof mark>;

const state = z.object({
  told: z.union([z.number(), z.string(), z.boolean()]).nullable(),
  count: z.number(),
  atNs: z.string().nullable(),
  highest: mark.nullable(),
  known: z.array(mark),
  gaps: z.number(),
  disorder: z.number(),
  repeats: z.number(),
});

const fresh = (): z.output<typeof state> => ({
  told: null,
  count: 0,
  atNs: null,
  highest: null,
  known: [],
  gaps: 0,
  disorder: 0,
  repeats: 0,
});

export class TopicSight implements Sight {
  readonly #of: OfTopic;
  #state = fresh();
  #atNs: bigint | null = null;
  readonly #known = new Set<Mark>();

  constructor(of: OfTopic) {
    this.#of = of;
  }

  heard({ topic, payload, retain, atNs }: Published): void {
    const { retained, pointer, what } = this.#of;
    if (!matches(this.#of.topic, topic) || (retained === true && !retain)) return;
    this.#state.count += 1;
    this.#atNs = atNs;
    if (what === 'count' || what === 'age') return;
    const value = valueAt(payload, pointer);
    if (what === 'number') this.#state.told = Number.isFinite(asNumber(value)) ? asNumber(value) : null;
    else if (what === 'highest' || what === 'lowest') this.#extreme(asNumber(value), what);
    else if (what === 'text') this.#state.told = asText(value);
    else if (what === 'bool') this.#state.told = asBool(value);
    else if (typeof value === 'number' || typeof value === 'string') this.#order(value);
  }

  #extreme(value: number, what: 'highest' | 'lowest'): void {
    if (!Number.isFinite(value)) return;
    const { told } = this.#state;
    const before = typeof told === 'number' ? told : value;
    this.#state.told = what === 'highest' ? Math.max(before, value) : Math.min(before, value);
  }

  /** Times as people write them (ISO 8601, all alike) are in order when their texts are. */
  #order(value: Mark): void {
    const now = this.#state;
    const { highest } = now;
    const late = highest !== null && typeof highest === typeof value && value < highest;
    if (this.#known.has(value)) {
      now.repeats += 1;
      return;
    }
    this.#known.add(value);
    if (this.#known.size > remembered) for (const oldest of this.#known) if (this.#known.delete(oldest)) break;
    if (late) {
      now.disorder += 1;
      // It was counted as left out when a later one came.
      if (typeof value === 'number') now.gaps = Math.max(0, now.gaps - 1);
      return;
    }
    if (typeof value === 'number' && typeof highest === 'number') now.gaps += Math.max(0, Math.floor(value - highest - 1));
    now.highest = value;
  }

  told(nowNs: bigint): Told {
    const { told, count, gaps, disorder, repeats } = this.#state;
    switch (this.#of.what) {
      case 'number':
      case 'highest':
      case 'lowest':
        return typeof told === 'number' ? told : Number.NaN;
      case 'text':
        return typeof told === 'string' ? told : '';
      case 'bool':
        return told === true;
      case 'count':
        return count;
      case 'age':
        return this.#atNs === null ? never : Number(nowNs - this.#atNs) / 1e9;
      case 'gaps':
        return gaps;
      case 'disorder':
        return disorder;
      case 'repeats':
        return repeats;
    }
  }

  save(): unknown {
    return { ...this.#state, atNs: this.#atNs === null ? null : String(this.#atNs), known: [...this.#known] };
  }

  /** @throws ZodError when it is nothing that `save` gave. */
  restore(saved: unknown): void {
    this.#state = state.parse(saved);
    this.#atNs = this.#state.atNs === null ? null : BigInt(this.#state.atNs);
    this.#known.clear();
    for (const one of this.#state.known) this.#known.add(one);
  }
}
