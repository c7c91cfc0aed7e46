/** A lab's programs as this trainee has them: what they typed over what the lab starts with. */
import { codeOf } from '#sandbox/iec61131/syntax/code-of.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import type { CurrentFile } from './files.ts';

export type Programs = Record<string, { name: string; text: string }[]>;

/** The files of the lab's start, by controller, each with the trainee's text where they have saved one; revision 0 is the start's. */
export function programsOf(lab: Lab, saved: CurrentFile[]): Record<string, { name: string; text: string; revision: number }[]> {
  return Object.fromEntries(
    Object.entries(lab.start).map(([controller, files]) => [
      controller,
      files.map((file) => {
        const typed = saved.find((candidate) => candidate.controller === controller && candidate.name === file.name);
        return { name: file.name, text: typed?.text ?? file.text, revision: typed?.revision ?? 0 };
      }),
    ]),
  );
}

/** Are these the programs that the lab starts with? Comments and white space aside: typing those is no try yet. */
export function isStart(lab: Lab, programs: Programs): boolean {
  const code = (file: { name: string; text: string }): string =>
    codeOf(file)
      .map(({ text }) => text)
      .join('\0');
  return Object.entries(programs).every(([controller, files]) =>
    files.every((file) => lab.start[controller]?.some((start) => start.name === file.name && code(start) === code(file))),
  );
}

/** Is this file as the lab's start has it, in one language or another? */
export function isUntouched(lab: Lab, controller: string, file: { name: string; text: string }): boolean {
  const starts = [lab.start, ...Object.values(lab.startIn ?? {})];
  return starts.some((start) => start[controller]?.some(({ name, text }) => name === file.name && text === file.text));
}

/** Is this a file of the lab? Only those can be saved and checked. */
export function belongsToLab(lab: Lab, controller: string, name: string): boolean {
  return Object.hasOwn(lab.start, controller) && lab.start[controller]!.some((file) => file.name === name);
}
