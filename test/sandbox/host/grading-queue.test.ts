import { describe, expect, it, vi } from 'vitest';
import type { GradeResult } from '../../../sandbox/grading/types.ts';
import type { ToGrader } from '../../../sandbox/host/channel.ts';
import { GradingQueue } from '../../../sandbox/host/grading-queue.ts';

const request = { lab: 'motor', programs: {}, seed: 1 };
const passed: GradeResult = { outcome: 'graded', verdicts: [], passed: true };

function queueWithOneGrader(deadline = 10_000) {
  const sent: ToGrader[] = [];
  const kill = vi.fn();
  const queue = new GradingQueue(deadline);
  const seat = queue.seat({
    send(message) {
      sent.push(message);
      return true;
    },
    kill,
  });
  return { queue, seat, sent, kill };
}

describe('the queue of checks', () => {
  it('gives a grader one check at a time', async () => {
    const { queue, seat, sent } = queueWithOneGrader();
    const first = queue.grade(request);
    const second = queue.grade(request);
    expect(sent).toHaveLength(0);
    queue.ready(seat);
    expect(sent.map(({ job }) => job)).toEqual([1]);
    queue.graded(seat, 1, passed);
    expect(await first).toEqual(passed);
    expect(sent.map(({ job }) => job)).toEqual([1, 2]);
    queue.graded(seat, 2, passed);
    expect(await second).toEqual(passed);
  });

  it('ends a check that takes too long, says that we failed, and does not start it again', async () => {
    vi.useFakeTimers();
    const { queue, seat, sent, kill } = queueWithOneGrader(500);
    queue.ready(seat);
    const result = queue.grade(request);
    vi.advanceTimersByTime(500);
    vi.useRealTimers();
    const answer = await result;
    expect(answer.outcome).toBe('our-failure');
    expect(answer.outcome === 'our-failure' && answer.message.en).toContain('longer than the time set aside');
    expect(kill).toHaveBeenCalledOnce();
    queue.died(seat);
    queue.ready(seat);
    expect(sent).toHaveLength(1);
  });

  it('tries once more when a grader dies, then says that we failed', async () => {
    const { queue, seat, sent } = queueWithOneGrader();
    queue.ready(seat);
    const result = queue.grade(request);
    queue.died(seat);
    queue.ready(seat);
    expect(sent.map(({ job }) => job)).toEqual([1, 1]);
    queue.died(seat);
    expect((await result).outcome).toBe('our-failure');
  });

  it('ignores a verdict that comes after its deadline', async () => {
    const { queue, seat } = queueWithOneGrader();
    queue.ready(seat);
    const result = queue.grade(request);
    queue.graded(seat, 99, passed);
    queue.end();
    expect((await result).outcome).toBe('our-failure');
  });
});
