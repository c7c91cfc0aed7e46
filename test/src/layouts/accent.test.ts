import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accentTokens, contrast } from '../../../src/layouts/accent.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe("an academy's own colour", () => {
  test.each([
    ['light', ['#fafaf8', '#ffffff', '#eff1f0']],
    ['dark', ['#1e2326', '#272d31', '#191d20']],
  ] as const)('can be read on every ground of the %s theme, whatever it is', (theme, grounds) => {
    fc.assert(
      fc.property(colour, (own) => {
        const { accent, strong, wash, on } = accentTokens(own, theme);
        for (const ground of [...grounds, wash, on]) {
          expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(strong, ground)).toBeGreaterThanOrEqual(4.5);
        }
      }),
    );
  });

  test('that can be read already stays as it is', () => {
    expect(accentTokens('#0b5d70', 'light').accent).toBe('#0b5d70');
  });

  test('stands on the grounds that the tokens have', () => {
    const tokens = readFileSync(new URL('../../../src/styles/tokens.css', import.meta.url), 'utf8');
    for (const ground of [
      '--paper: #fafaf8',
      '--surface: #ffffff',
      '--sunken: #eff1f0',
      '--paper: #1e2326',
      '--surface: #272d31',
      '--sunken: #191d20',
    ])
      expect(tokens).toContain(ground);
  });
});
