/** Which files a trainee may have beside those of the lab. */
import type { Lab } from '#sandbox/lab/lab.ts';
import { addedFileName, maxFiles } from '../api.ts';
import type { CurrentFile } from '../work/files.ts';
import { isOfStart, programsOf } from '../work/programs.ts';
import { Refusal } from './problems.ts';

/** For a file that is not of the lab's start: refused without a name that such files have, another than its neighbours', and room. */
export function refuseUnlessRoom(lab: Lab, saved: readonly CurrentFile[], controller: string, name: string): void {
  // The gateway has one file, and the answers are one: only programs have others.
  if (!Object.hasOwn(lab.definition.rig.controllers, controller) || !addedFileName.test(name))
    throw new Refusal('unknown-file', `${controller}/${name}`);
  const names = (programsOf(lab, [...saved])[controller] ?? []).map((file) => file.name);
  if (names.includes(name) && !isOfStart(lab, controller, name)) return;
  if (names.some((other) => other.toLowerCase() === name.toLowerCase())) throw new Refusal('file-exists', name);
  if (names.length >= maxFiles) throw new Refusal('too-many-files', name);
}
