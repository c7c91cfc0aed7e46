/** Random drawings: written and read back the same, and always a program that compiles. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ladderForm } from '#sandbox/iec61131/diagrams/ladder-schema.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import { arbitraryLadder } from './arbitrary-ladder.ts';

test('what is written is read back as it was', () => {
  fc.assert(
    fc.property(arbitraryLadder(), (pou) => {
      const { pou: read, diagnostics } = readLadder({ name: 'main.ld', text: printLadder(pou) });
      expect(diagnostics).toEqual([]);
      expect(read).toEqual(pou);
    }),
    { numRuns: 200, seed: 8 },
  );
});

test('what is written is what the schema of the format describes', () => {
  fc.assert(
    fc.property(arbitraryLadder(), (pou) => {
      expect(ladderForm.safeParse(parse(printLadder(pou), { schema: 'failsafe' })).error?.issues ?? []).toEqual([]);
    }),
    { numRuns: 60, seed: 8 },
  );
});

test('a drawing without mistakes is a program', () => {
  fc.assert(
    fc.property(arbitraryLadder(), (pou) => {
      const text = printLadder(pou);
      const errors = compile([{ name: 'main.ld', text }]).diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ code, message, range }) => `${code} ${message.en}: ${text.slice(range.start, range.end)}`)).toEqual(
        pou.pou === 'PROGRAM' ? [] : expect.any(Array),
      );
    }),
    { numRuns: 100, seed: 8 },
  );
});

test('any text is read without throwing, and its networks are kept', () => {
  fc.assert(
    fc.property(
      arbitraryLadder(),
      fc.array(fc.tuple(fc.nat(), fc.nat(20), fc.string({ maxLength: 6 })), { maxLength: 4 }),
      (pou, damages) => {
        let text = printLadder(pou);
        for (const [at, removed, added] of damages) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + added + text.slice(place + removed);
        }
        const reading = readLadder({ name: 'main.ld', text });
        for (const { network, start, end } of reading.networks)
          if (network.unread !== undefined) expect(network.unread).toBe(text.slice(start, end));
        compile([{ name: 'main.ld', text }]);
      },
    ),
    { numRuns: 150, seed: 8 },
  );
});
