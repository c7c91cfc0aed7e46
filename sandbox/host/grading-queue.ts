/** Checks wait here for a grader. Each has a deadline of its own; a grader that misses it is killed, and the trainee pays nothing. */
import type { GradeResult } from '../grading/types.ts';
import type { GradeRequest } from './api.ts';
import type { ToGrader } from './channel.ts';
import { graderSentences } from './sentences.ts';

/** A grader process as the queue needs it. */
export interface GraderProcess {
  send(message: ToGrader): boolean;
  kill(): void;
}

interface Job {
  id: number;
  grade: GradeRequest;
  tries: number;
  answer(result: GradeResult): void;
}

interface Seat {
  process: GraderProcess;
  ready: boolean;
  job: Job | null;
  deadline: NodeJS.Timeout | null;
}

const ourFailure = (kind: keyof typeof graderSentences): GradeResult => ({
  outcome: 'our-failure',
  message: graderSentences[kind],
});

export class GradingQueue {
  readonly #waiting: Job[] = [];
  readonly #seats: Seat[] = [];
  readonly #deadlineMs: number;
  #lastJob = 0;

  /** @param deadlineMs what one check may take, in milliseconds of wall time, once a grader has it. */
  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  /** Add a grader; returns its seat number for `ready`, `graded` and `died`. */
  seat(process: GraderProcess): number {
    return this.#seats.push({ process, ready: false, job: null, deadline: null }) - 1;
  }

  /** Always answers: a verdict, or our failure in words. */
  grade(grade: GradeRequest): Promise<GradeResult> {
    return new Promise((answer) => {
      this.#lastJob += 1;
      this.#waiting.push({ id: this.#lastJob, grade, tries: 0, answer });
      this.#assign();
    });
  }

  status(): { waiting: number; running: number } {
    return { waiting: this.#waiting.length, running: this.#seats.filter(({ job }) => job !== null).length };
  }

  ready(seat: number): void {
    this.#seats[seat]!.ready = true;
    this.#assign();
  }

  graded(seat: number, job: number, result: GradeResult): void {
    const taken = this.#seats[seat]!;
    if (taken.job?.id !== job) return;
    this.#free(taken).answer(result);
    this.#assign();
  }

  /** The grader died, by its own fault or by our deadline. */
  died(seat: number): void {
    const taken = this.#seats[seat]!;
    taken.ready = false;
    if (taken.job === null) return;
    const job = this.#free(taken);
    // Another reason (memory, a signal) may have hit it by chance: once more, in a fresh process.
    if (job.tries < 2) this.#waiting.unshift(job);
    else job.answer(ourFailure('died'));
    this.#assign();
  }

  /** The server ends: everybody still waiting is told so. */
  end(): void {
    for (const job of this.#waiting.splice(0)) job.answer(ourFailure('ending'));
    for (const seat of this.#seats) {
      seat.ready = false;
      if (seat.job !== null) this.#free(seat).answer(ourFailure('ending'));
    }
  }

  #free(seat: Seat): Job {
    const job = seat.job!;
    seat.job = null;
    if (seat.deadline !== null) clearTimeout(seat.deadline);
    seat.deadline = null;
    return job;
  }

  #assign(): void {
    for (const seat of this.#seats) {
      if (!seat.ready || seat.job !== null) continue;
      const job = this.#waiting.shift();
      if (job === undefined) return;
      job.tries += 1;
      seat.job = job;
      seat.deadline = setTimeout(() => {
        // Answered first: the death that follows must not start it again.
        seat.ready = false;
        this.#free(seat).answer(ourFailure('deadline'));
        seat.process.kill();
      }, this.#deadlineMs);
      seat.process.send({ type: 'grade', job: job.id, grade: job.grade });
    }
  }
}
