import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from '../running-program.ts';
import { randomBody, randomProgram } from './random-program.ts';

test('any well-typed program gives a valid module that stays in its region and within its fuel, with scalars in locals as in memory', () => {
  let compiled = 0;
  fc.assert(
    fc.property(randomBody, fc.uint8Array({ minLength: 64, maxLength: 64 }), (body, noise) => {
      const { program: made } = compile([{ name: 'random.st', text: randomProgram(body) }]);
      // The checker refuses some, e.g. where a loop's body moves its variable.
      fc.pre(made !== null);
      compiled++;
      expect(WebAssembly.validate(made.wasm)).toBe(true);
      const running = new RunningProgram(made, 8192);
      const { program: plain } = compile([{ name: 'random.st', text: randomProgram(body) }], { observable: true });
      if (!plain) throw new Error('compiles only with promotion');
      expect(plain.layout.hash).toBe(made.layout.hash);
      const reference = new RunningProgram(plain, 8192);
      reference.bytes.set(noise, plain.layout.image.Q.offset + plain.layout.image.Q.size);
      const all = new Uint8Array(running.memory.buffer);
      const before = all.slice(0, 8192);
      const behind = all.slice(8192 + made.layout.size);
      running.bytes.set(noise, made.layout.image.Q.offset + made.layout.image.Q.size);
      for (let scan = 0; scan < 3; scan++) {
        const fault = running.scan(scan * 10, 0, 2000n);
        expect(reference.scan(scan * 10, 0, 2000n)).toEqual(fault);
        expect(reference.bytes).toEqual(running.bytes);
        expect(reference.global('fuel').value).toBe(running.global('fuel').value);
        expect(running.global('fuel').value).toBeGreaterThan(-200n);
      }
      expect(all.subarray(0, 8192)).toEqual(before);
      expect(all.subarray(8192 + made.layout.size)).toEqual(behind);
    }),
    { numRuns: Number(process.env.MILLWRIGHT_RUNS ?? 80) },
  );
  expect(compiled).toBeGreaterThan(40);
});
