/** A lab's programs as this trainee has them: what they typed over what the lab starts with. */
import { codeOf } from '#sandbox/iec61131/syntax/code-of.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { withStandIns } from '#sandbox/lab/stand-ins.ts';
import { addedFileName } from '../api.ts';
import type { CurrentFile } from './files.ts';

export type Programs = Record<string, { name: string; text: string }[]>;

/**
 * By controller: the files of the lab's start, each with the trainee's text where they have saved one (revision 0 is the start's), then
 * the files that the trainee added, by name.
 */
export function programsOf(lab: Lab, saved: CurrentFile[]): Record<string, { name: string; text: string; revision: number }[]> {
  return Object.fromEntries(
    Object.entries(lab.start).map(([controller, files]) => {
      const own = saved.filter((candidate) => candidate.controller === controller);
      const started = files.map((file) => {
        const typed = own.find(({ name }) => name === file.name);
        return { name: file.name, text: typed?.text ?? file.text, revision: typed?.revision ?? 0 };
      });
      const added = own
        .filter(({ name }) => isAdded(lab, controller, name))
        .map(({ name, text, revision }) => ({ name, text, revision }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      return [controller, withStandIns([...started, ...added])];
    }),
  );
}

/** May the trainee have a file of this name beside those of the lab's start? */
export function isAdded(lab: Lab, controller: string, name: string): boolean {
  return Object.hasOwn(lab.start, controller) && !isOfStart(lab, controller, name) && addedFileName.test(name);
}

/** Are these the programs that the lab starts with? Comments and white space aside: typing those is no try yet. */
export function isStart(lab: Lab, programs: Programs): boolean {
  const code = (file: { name: string; text: string }): string =>
    file.name.endsWith('.yaml')
      ? file.text.replaceAll(/(^|\s)#.*$/gm, '').replaceAll(/\s+$/gm, '')
      : codeOf(file)
          .map(({ text }) => text)
          .join('\0');
  return Object.entries(programs).every(([controller, files]) =>
    files.every((file) => {
      const started = [...(lab.start[controller] ?? []), ...(lab.ladders?.[controller] ?? [])].filter(
        ({ name }) => name === file.name,
      );
      return started.length > 0 ? started.some((start) => code(start) === code(file)) : code(file) === '';
    }),
  );
}

/** Is this file as the lab's start has it, in one language or another? */
export function isUntouched(lab: Lab, controller: string, file: { name: string; text: string }): boolean {
  const starts = [
    lab.start,
    ...Object.values(lab.startIn ?? {}),
    ...(lab.ladders ? [lab.ladders, ...Object.values(lab.laddersIn ?? {})] : []),
  ];
  return starts.some((start) => start[controller]?.some(({ name, text }) => name === file.name && text === file.text));
}

/** Is this a file that the lab starts with? Those can be neither renamed nor deleted. */
export function isOfStart(lab: Lab, controller: string, name: string): boolean {
  return Object.hasOwn(lab.start, controller) && lab.start[controller]!.some((file) => file.name === name);
}
