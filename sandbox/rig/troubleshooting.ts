/**
 * The bench of a troubleshooting lab: the tests that a trainee makes, one at a time and in logical time, what each showed, and the
 * diagnosis. All of it is part of the rig, so that it is saved, replayed and graded like everything else.
 */
import type { Refusal } from '../controller/region.ts';
import { nearestName } from '../iec61131/semantics/did-you-mean.ts';
import type { Lab } from '../lab/lab.ts';
import type { Troubleshooting } from '../lab/schema.ts';
import { Random } from './random.ts';
import type { ValueLiteral } from './types.ts';

type Test = Troubleshooting['tests'][number];

/** One test that was made. */
export interface TestMade {
  test: string;
  /** When it was begun, in nanoseconds of logical time, as text. */
  at: string;
  /** By signal, as read at its end. */
  readings: Record<string, ValueLiteral>;
}

/** JSON-safe. */
export interface BenchRecord {
  made: TestMade[];
  /** Under way: its id, when it ends, and what is then put back. */
  pending: { test: string; at: string; until: string; before: Record<string, ValueLiteral> } | null;
  /** The fault that the trainee named last. */
  diagnosis: string | null;
}

/** What the rig lends to a test. */
export interface BenchHands {
  value(signal: string): ValueLiteral | null;
  operate(signal: string, value: ValueLiteral): void;
  force(signal: string, value: ValueLiteral): void;
  unforce(signal: string): void;
  endFault(id: string): void;
}

/** The fault that stands in a rig of this seed; `null` in a lab without troubleshooting. */
export function drawnFault(lab: Lab, seed: number): string | null {
  const draw = lab.definition.troubleshooting?.draw ?? [];
  if (draw.length === 0) return null;
  return draw[Number(Random.of(seed, 'troubleshooting').between(0n, BigInt(draw.length - 1)))] ?? null;
}

export class Bench {
  readonly #definition: Troubleshooting;
  #record: BenchRecord = blank();

  constructor(definition: Troubleshooting) {
    this.#definition = definition;
  }

  get record(): Readonly<BenchRecord> {
    return this.#record;
  }

  /** Begins a test at `timeNs`; its readings come when its time is over. */
  begin(id: string, timeNs: bigint, hands: BenchHands): Refusal | null {
    const test = this.#definition.tests.find((candidate) => candidate.id === id);
    if (!test) {
      return unknownTest(
        id,
        this.#definition.tests.map((candidate) => candidate.id),
      );
    }
    if (this.#record.pending) return busy(this.#record.pending.test);
    const before: Record<string, ValueLiteral> = {};
    const set = test.kind === 'measure' ? (test.operate ?? {}) : test.kind === 'force' ? test.force : {};
    for (const [signal, value] of Object.entries(set)) {
      const now = hands.value(signal);
      if (now !== null) before[signal] = now;
      if (test.kind === 'force') hands.force(signal, value);
      else hands.operate(signal, value);
    }
    if (test.kind === 'exchange') for (const fault of test.repairs) hands.endFault(fault);
    this.#record.pending = { test: id, at: String(timeNs), until: String(timeNs + test.wait), before };
    return null;
  }

  /** At the end of a tick that began at `timeNs`. */
  look(timeNs: bigint, hands: BenchHands): void {
    const { pending } = this.#record;
    if (!pending || timeNs < BigInt(pending.until)) return;
    const test = this.#definition.tests.find((candidate) => candidate.id === pending.test);
    this.#record.pending = null;
    if (!test) return;
    const readings: Record<string, ValueLiteral> = {};
    for (const signal of test.signals) {
      const value = hands.value(signal);
      if (value !== null) readings[signal] = value;
    }
    for (const [signal, value] of Object.entries(pending.before)) {
      if (test.kind === 'force') hands.unforce(signal);
      else hands.operate(signal, value);
    }
    this.#record.made.push({ test: pending.test, at: pending.at, readings });
  }

  diagnose(fault: string): Refusal | null {
    if (!this.#definition.draw.includes(fault)) return unknownDiagnosis(fault, this.#definition.draw);
    this.#record.diagnosis = fault;
    return null;
  }

  reset(): void {
    this.#record = blank();
  }

  save(): BenchRecord {
    return structuredClone(this.#record);
  }

  restore(saved: BenchRecord): void {
    this.#record = structuredClone(saved);
  }
}

const blank = (): BenchRecord => ({ made: [], pending: null, diagnosis: null });

/** Working time and money of the tests made. */
export function costOf(tests: readonly Test[], made: readonly Pick<TestMade, 'test'>[]): { minutes: number; money: number } {
  let [minutes, money] = [0, 0];
  for (const { test } of made) {
    const found = tests.find(({ id }) => id === test);
    minutes += found?.minutes ?? 0;
    money += found?.money ?? 0;
  }
  return { minutes, money };
}

function unknownTest(id: string, known: readonly string[]): Refusal {
  const near = nearestName(id, known);
  return {
    code: 'unknown-test',
    message: {
      en: `This lab has no test "${id}".${near ? ` Did you mean ${near}?` : ` It has: ${known.join(', ')}.`}`,
      'zh-CN': `此实验没有名为“${id}”的测试。${near ? `您是指 ${near} 吗？` : `现有：${known.join('、')}。`}`,
    },
  };
}

function unknownDiagnosis(id: string, known: readonly string[]): Refusal {
  return {
    code: 'unknown-diagnosis',
    message: {
      en: `"${id}" is none of the faults in question. Choose one of: ${known.join(', ')}.`,
      'zh-CN': `“${id}”不在候选故障之中。请从以下选择：${known.join('、')}。`,
    },
  };
}

const busy = (test: string): Refusal => ({
  code: 'test-under-way',
  message: {
    en: `The test ${test} is still under way. Wait for its result, with the rig running.`,
    'zh-CN': `测试 ${test} 仍在进行。请让实训台运行，等待其结果。`,
  },
});

export const noTroubleshooting: Refusal = {
  code: 'no-troubleshooting',
  message: {
    en: 'This lab has no fault to find, and so no tests.',
    'zh-CN': '此实验没有要查找的故障，因此没有测试。',
  },
};
