/** What checks see of the terminal's home directory: files as they stood when the check was asked for. */
import type { Observation } from '../lab/schema-answers.ts';

/** Texts by path, relative to the home directory. */
export type Home = Readonly<Record<string, string>>;

export function homeValues(
  observations: Readonly<Record<string, Observation>>,
  home: Home,
): { name: string; value: boolean | number | string }[] {
  return Object.entries(observations).flatMap(([name, of]) => {
    if (!('file' in of)) return [];
    const text = Object.hasOwn(home, of.file) ? home[of.file] : undefined;
    return [{ name, value: told(of.what, text) }];
  });
}

function told(what: 'exists' | 'lines' | 'text', text: string | undefined): boolean | number | string {
  if (what === 'exists') return text !== undefined;
  if (what === 'text') return text?.trim() ?? '';
  // The end of the last line ends no other one.
  return text === undefined || text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}
