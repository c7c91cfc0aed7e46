import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type TickRequirement } from '#sandbox/grading/temporal.ts';

/** `..##` reads as FALSE FALSE TRUE TRUE. */
const samples = (drawing: string): number[] => [...drawing].map((mark) => (mark === '#' ? 1 : 0));

function outcome(requirement: TickRequirement, main: string, other = main): string {
  const decision = decide(requirement, main.length, samples(main), samples(other));
  return decision.outcome === 'violated' ? `violated at ${decision.at}` : decision.outcome;
}

describe('expect … within … for …', () => {
  const expectation = (from: number, within: number, hold: number): TickRequirement => ({ kind: 'expect', from, within, hold });

  it('accepts the deadline itself, and nothing later', () => {
    expect(outcome(expectation(2, 3, 0), '.....#..')).toBe('satisfied');
    expect(outcome(expectation(2, 3, 0), '......#.')).toBe('violated at 5');
  });

  it('does not look before the window opens', () => {
    expect(outcome(expectation(2, 1, 0), '##......')).toBe('violated at 3');
  });

  it('wants every sample of the holding time, its last included', () => {
    expect(outcome(expectation(0, 1, 3), '.####...')).toBe('satisfied');
    expect(outcome(expectation(0, 1, 3), '.###....')).toBe('violated at 4');
  });

  it('lets the expression drop and come again before the deadline', () => {
    expect(outcome(expectation(0, 4, 2), '#.#.###.')).toBe('satisfied');
    expect(outcome(expectation(0, 4, 2), '#.#..###')).toBe('violated at 3');
  });

  it('names the sample at which it was lost', () => {
    expect(outcome(expectation(1, 2, 4), '.##.......')).toBe('violated at 3');
    expect(outcome(expectation(1, 5, 4), '.##.......')).toBe('violated at 3');
  });

  it('is cut off when the run ends while it could still come true', () => {
    expect(outcome(expectation(0, 9, 0), '....')).toBe('cut-off');
    expect(outcome(expectation(0, 1, 4), '.###')).toBe('cut-off');
    expect(outcome(expectation(0, 1, 2), '.###')).toBe('satisfied');
    expect(outcome(expectation(7, 0, 0), '####')).toBe('cut-off');
  });

  it('is violated, not cut off, when no longer run could mend it', () => {
    expect(outcome(expectation(0, 1, 9), '.#..')).toBe('violated at 2');
  });
});

describe('the examples of the page of semantics (content/reference/checks)', () => {
  const asked: TickRequirement = { kind: 'expect', from: 0, within: 3, hold: 5 };
  it.each([
    ['.######..', 'satisfied'],
    ['#..######', 'satisfied'],
    ['#####....', 'violated at 5'],
    ['....#####', 'violated at 3'],
  ])('%s is %s', (run, wanted) => expect(outcome(asked, run)).toBe(wanted));

  const short: TickRequirement = { kind: 'expect', from: 0, within: 2, hold: 4 };
  it.each([
    ['.###', 'cut-off'],
    ['.##.', 'violated at 3'],
    ['..', 'cut-off'],
  ])('%s and the end is %s', (run, wanted) => expect(outcome(short, run)).toBe(wanted));
});

describe('always and never', () => {
  it('includes both ends of the window', () => {
    expect(outcome({ kind: 'constant', value: true, from: 1, to: 3, within: 0 }, '.###.')).toBe('satisfied');
    expect(outcome({ kind: 'constant', value: true, from: 1, to: 4, within: 0 }, '.###.')).toBe('violated at 4');
    expect(outcome({ kind: 'constant', value: true, from: 0, to: 3, within: 0 }, '.###.')).toBe('violated at 0');
    expect(outcome({ kind: 'constant', value: false, from: 0, to: 3, within: 0 }, '...#')).toBe('violated at 3');
  });

  it('without an end lasts as long as the run, and is not cut off by its end', () => {
    expect(outcome({ kind: 'constant', value: true, from: 0, to: null, within: 0 }, '####')).toBe('satisfied');
  });

  it('is cut off by a run that ends before its window', () => {
    expect(outcome({ kind: 'constant', value: true, from: 0, to: 4, within: 0 }, '####')).toBe('cut-off');
    expect(outcome({ kind: 'constant', value: true, from: 0, to: 4, within: 0 }, '##.#')).toBe('violated at 2');
    expect(outcome({ kind: 'constant', value: true, from: 4, to: null, within: 0 }, '####')).toBe('cut-off');
  });
});

describe('when … then … within …', () => {
  const response = (within: number, hold = 0): TickRequirement => ({ kind: 'response', within, hold });

  it('asks for an answer at every sample at which the trigger holds', () => {
    expect(outcome(response(2), '...#....', '.#......')).toBe('satisfied');
    expect(outcome(response(1), '...#....', '.#......')).toBe('violated at 2');
    expect(outcome(response(2), '...#....', '.####...')).toBe('violated at 6');
  });

  it('is satisfied when the trigger never comes', () => {
    expect(outcome(response(0), '....', '....')).toBe('satisfied');
  });

  it('is cut off when the last answer may still come', () => {
    expect(outcome(response(3), '.....', '...#.')).toBe('cut-off');
  });

  it('tells a violation even when a later window is cut off', () => {
    expect(outcome(response(1), '.....', '#...#')).toBe('violated at 1');
  });
});

describe('hold … until …', () => {
  const until = (within: number | null): TickRequirement => ({ kind: 'until', from: 1, within });

  it('need not hold at the sample of the goal', () => {
    expect(outcome(until(null), '.##.', '...#')).toBe('satisfied');
    expect(outcome(until(null), '....', '.#..')).toBe('satisfied');
  });

  it('is violated where the expression stops before the goal', () => {
    expect(outcome(until(null), '.#..', '...#')).toBe('violated at 2');
  });

  it('accepts the goal at the deadline, and nothing later', () => {
    expect(outcome(until(2), '#####', '...#.')).toBe('satisfied');
    expect(outcome(until(2), '#####', '....#')).toBe('violated at 3');
  });

  it('is cut off when the goal has not come by the end of the run', () => {
    expect(outcome(until(null), '####', '....')).toBe('cut-off');
  });
});

/** The definitions themselves, over one given infinite continuation: no cleverness. */
function holds(
  requirement: TickRequirement,
  count: number,
  main: (i: number) => boolean,
  other: (i: number) => boolean,
): boolean {
  const some = (from: number, to: number, test: (i: number) => boolean): boolean => {
    for (let i = from; i <= to; i += 1) if (test(i)) return true;
    return false;
  };
  const every = (from: number, to: number, test: (i: number) => boolean): boolean => !some(from, to, (i) => !test(i));
  const answered = (from: number, within: number, hold: number): boolean =>
    some(from, from + within, (i) => every(i, i + hold, main));
  switch (requirement.kind) {
    case 'expect':
      return answered(requirement.from, requirement.within, requirement.hold);
    case 'constant':
      return every(requirement.from, (requirement.to ?? count - 1) - requirement.within, (i) =>
        some(i, i + requirement.within, (j) => main(j) === requirement.value),
      );
    case 'response':
      // Triggers beyond the run are not observed, hence no obligation.
      return every(0, count - 1, (i) => !other(i) || answered(i, requirement.within, requirement.hold));
    case 'until':
      return some(
        requirement.from,
        requirement.from + (requirement.within ?? 60),
        (j) => other(j) && every(requirement.from, j - 1, main),
      );
  }
}

describe('against the definitions, over random runs', () => {
  const small = fc.nat({ max: 5 });
  const requirement: fc.Arbitrary<TickRequirement> = fc.oneof(
    fc.record({ kind: fc.constant('expect' as const), from: small, within: small, hold: small }),
    fc.record({
      kind: fc.constant('constant' as const),
      value: fc.boolean(),
      from: fc.nat({ max: 3 }),
      to: fc.integer({ min: 3, max: 9 }),
      within: fc.nat({ max: 2 }),
    }),
    fc.record({ kind: fc.constant('response' as const), within: small, hold: small }),
    fc.record({ kind: fc.constant('until' as const), from: small, within: fc.option(small) }),
  );
  const run = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 12 });

  it('satisfied holds whatever follows, violated whatever follows, cut off depends on it', () => {
    fc.assert(
      fc.property(requirement, run, (asked, seen) => {
        const count = seen.length;
        const decision = decide(
          asked,
          count,
          seen.map(([main]) => Number(main)),
          seen.map(([, other]) => Number(other)),
        );
        // Constant continuations are enough: every operator is monotone in main and goal behind the run.
        const verdicts = [false, true].flatMap((main) =>
          [false, true].map((other) =>
            holds(
              asked,
              count,
              (i) => seen[i]?.[0] ?? main,
              (i) => seen[i]?.[1] ?? other,
            ),
          ),
        );
        if (decision.outcome === 'satisfied') expect(verdicts.every(Boolean)).toBe(true);
        else if (decision.outcome === 'violated') expect(verdicts.some(Boolean)).toBe(false);
        else expect(new Set(verdicts).size).toBe(2);
      }),
      { numRuns: 5000 },
    );
  });

  it('spares a stretch that is short enough, and tells the sample at which it became too long', () => {
    expect(outcome({ kind: 'constant', value: true, from: 0, to: 7, within: 2 }, '#..#..##')).toBe('satisfied');
    expect(outcome({ kind: 'constant', value: true, from: 0, to: 7, within: 2 }, '#..#...#')).toBe('violated at 6');
  });

  it('tells a sample of the run, at which the expression is wrong', () => {
    fc.assert(
      fc.property(requirement, run, (asked, seen) => {
        const decision = decide(
          asked,
          seen.length,
          seen.map(([main]) => Number(main)),
          seen.map(([, other]) => Number(other)),
        );
        if (decision.outcome !== 'violated') return;
        expect(decision.at).toBeGreaterThanOrEqual(decision.opened);
        expect(decision.at).toBeLessThan(seen.length);
        const wanted = asked.kind === 'constant' ? asked.value : true;
        const missedGoal = asked.kind === 'until' && !decision.lost;
        expect(seen[decision.at]![missedGoal ? 1 : 0]).toBe(!wanted);
      }),
      { numRuns: 5000 },
    );
  });
});
