import { describe, expect, it } from 'vitest';
import { Random } from '../../../sandbox/rig/random.ts';

describe('the generator', () => {
  it('is xoshiro128**: the sequence from the state 1, 2, 3, 4, reckoned independently', () => {
    const random = new Random([1, 2, 3, 4]);
    expect([1, 2, 3, 4, 5].map(() => random.next())).toEqual([11520, 0, 5927040, 70819200, 2031721883]);
  });

  it('goes on from its saved state', () => {
    const random = Random.of(7, 'x');
    random.next();
    const again = new Random(JSON.parse(JSON.stringify(random.save())));
    expect([again.next(), again.next()]).toEqual([random.next(), random.next()]);
  });

  it('has a stream of its own for each seed, high bits included, and purpose', () => {
    const first = [Random.of(1, 'a'), Random.of(1, 'b'), Random.of(2, 'a'), Random.of(2 ** 40 + 1, 'a')].map((random) =>
      random.next(),
    );
    expect(new Set(first).size).toBe(4);
  });

  it('neighbouring seeds draw unlike numbers', () => {
    const drawn = Array.from({ length: 256 }, (_, seed) => Random.of(seed, 'x').next() >>> 28);
    expect(new Set(drawn).size).toBe(16);
  });

  it('reaches both ends of a span and nothing beyond', () => {
    const random = Random.of(3, 'ends');
    const drawn = new Set(Array.from({ length: 200 }, () => random.between(-2n, 2n)));
    expect([...drawn].sort((a, b) => Number(a - b))).toEqual([-2n, -1n, 0n, 1n, 2n]);
    for (let count = 0; count < 1000; count++) {
      const fraction = random.fraction();
      expect(fraction >= 0 && fraction < 1).toBe(true);
    }
  });
});
