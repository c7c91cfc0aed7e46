/** Which mistakes an author sees of a lesson: those of the text as it is typed, and what the lint says of what is saved. */
import type { Finding } from '../../academy/authoring/api.ts';

export interface FoundMistakes {
  /** The file in the editor. */
  file: string;
  /** Of that file as it is typed. */
  typed: readonly Finding[];
  /** Of all that is saved. */
  saved: readonly Finding[];
  /** Whether a file is as it was saved: of one that is not, the lint's lines are no longer right. */
  isSaved(file: string): boolean;
}

/** Those of the file in the editor first, by line; each once. */
export function shownFindings({ file, typed, saved, isSaved }: FoundMistakes): Finding[] {
  const folder = file.replace(/[^/]*$/, '');
  const key = (finding: Finding): string => `${finding.file}:${finding.line}:${finding.message.en}`;
  const seen = new Set(typed.map(key));
  const others = saved.filter((finding) => finding.file.startsWith(folder) && isSaved(finding.file) && !seen.has(key(finding)));
  const here = (finding: Finding): number => (finding.file === file ? 0 : 1);
  return [...typed, ...others].sort(
    (a, b) => here(a) - here(b) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line),
  );
}
