/**
 * The lessons of a course in the draft. A lesson is known by its slug; the two digits before it are only its place, so it is found again
 * wherever another author has moved it meanwhile.
 */
import type { Draft } from '../library/draft.ts';
import type { Unit } from '../library/unit.ts';

/** `01-introduction`, … of a course's files, in order. */
export const lessonFolders = (files: readonly string[]): string[] => [
  ...new Set(files.flatMap((name) => /^(\d\d-[a-z0-9]+(?:-[a-z0-9]+)*)\//.exec(name)?.[1] ?? [])),
];

/** The slug of a lesson's folder. */
export const lessonSlug = (folder: string): string => folder.slice(3);

/** The folder of the lesson that was once in `folder`; `null` when the course has no such lesson any more. */
export function standingFolder(draft: Draft, unit: Unit, folder: string): string | null {
  const folders = lessonFolders(draft.files(unit));
  if (folders.includes(folder)) return folder;
  return folders.find((one) => lessonSlug(one) === lessonSlug(folder)) ?? null;
}
