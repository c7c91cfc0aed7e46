/** The parts of a lab that words are drawn for, as they are for certain words. */
import { z } from 'zod';
import { replaceWords, type Words } from './drawn-words.ts';
import type { Lab } from './lab.ts';
import { observations } from './schema-answers.ts';
import { devices } from './schema-devices.ts';
import { network } from './schema-network.ts';

const drawnParts = z.object({
  network: network.optional(),
  devices: devices.default({}),
  observations: observations.default({}),
});
export type DrawnParts = z.output<typeof drawnParts>;

const known = new WeakMap<Lab, Map<string, DrawnParts>>();

/** @throws ZodError when a word does not fit where it stands, which the lint of labs tells. */
export function drawnPartsOf(lab: Lab, words: Words): DrawnParts {
  const { rig, observations: seen } = lab.definition;
  if (!lab.unparsed) return { network: rig.network, devices: rig.devices, observations: seen };
  const byWords = known.get(lab) ?? new Map<string, DrawnParts>();
  known.set(lab, byWords);
  const key = JSON.stringify(words);
  const parts = byWords.get(key) ?? drawnParts.parse(replaceWords(lab.unparsed, words));
  byWords.set(key, parts);
  return parts;
}
