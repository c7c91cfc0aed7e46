/** What is held against an answer must have been drawn: told where a lab is written, not when somebody is graded. */
import { expect, it } from 'vitest';
import { lintObservations } from '#sandbox/lab/lint-answers.ts';
import { makeLab } from '../rig/made-lab.ts';

const network = {
  hosts: { desk: { address: '10.0.1.5' }, meter: { address: '10.0.1.20' } },
  links: [{ between: ['desk', 'meter'] }],
};

function told(drawn: unknown, withNetwork = true): string[] {
  const found: string[] = [];
  const lab = makeLab({
    parameters: { unit: { choose: [7, 11] } },
    observations: { Unit: drawn },
    rig: withNetwork ? { network } : {},
  });
  lintObservations(lab, (_file, path, message) => {
    found.push(`${path}: ${message.en}`);
  });
  return found;
}

it('a word in its place is fine, as a number and as a text', () => {
  expect(told({ drawn: 7 })).toEqual([]);
  expect(told({ drawn: '02' })).toEqual([]);
  expect(told({ drawn: '10.0.1.7', what: 'text' })).toEqual([]);
});

it('a name that nobody draws, a text taken for a number and a rig without a network are told', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as authors write it
  expect(told({ drawn: '${unt}' })[0]).toMatch(
    /^observations\/Unit\/drawn: No parameter `unt` with `choose` is drawn\. .*`unit`/,
  );
  expect(told({ drawn: '10.0.1.7' })[0]).toMatch(/^observations\/Unit\/what: .* no number/);
  expect(told({ drawn: 7 }, false)[0]).toMatch(/^observations\/Unit: This lab has no network/);
});
