/** A word that was drawn, in its place already: it never changes. */
import type { Observation } from '../../../lab/schema-answers.ts';
import { asText } from './json-at.ts';
import type { Sight } from './sight.ts';

export const drawnSight = ({ drawn, what }: Extract<Observation, { drawn: unknown }>): Sight => ({
  save: () => null,
  restore: () => {},
  told: () => (what === 'text' ? asText(drawn) : Number(drawn)),
});
