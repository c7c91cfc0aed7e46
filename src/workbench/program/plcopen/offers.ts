/** What an import would do to the controller's files: said before anything is done. */
import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import { addedFileName } from '../../../academy/api.ts';
import { longestText } from '../../work/saving.ts';

/**
 * `new`; `same` as what is there; `replaces` the text that is there; `stands-in` for the lab's text of the same name, which is kept; and what
 * cannot be taken: `bad-name`, `too-long`.
 */
export type OfferState = 'new' | 'same' | 'replaces' | 'stands-in' | 'bad-name' | 'too-long';

export interface Offer {
  file: SourceFile;
  state: OfferState;
  /** What it replaces or stands in for. */
  instead: string | null;
}

/** `there`: the controller's files now. */
export function offersOf(files: readonly SourceFile[], there: readonly SourceFile[]): Offer[] {
  return files.map((file) => {
    const known = there.find(({ name }) => name.toLowerCase() === file.name.toLowerCase());
    const text = file.name.endsWith('.ld') ? there.find(({ name }) => name === file.name.replace(/\.ld$/, '.st')) : undefined;
    // In capital letters it would be another file that one cannot tell from this one.
    if (!addedFileName.test(file.name) || (known !== undefined && known.name !== file.name))
      return { file, state: 'bad-name', instead: known?.name ?? null };
    if (file.text.length > longestText) return { file, state: 'too-long', instead: null };
    if (known !== undefined) return { file, state: known.text === file.text ? 'same' : 'replaces', instead: known.name };
    if (text !== undefined) return { file, state: 'stands-in', instead: text.name };
    return { file, state: 'new', instead: null };
  });
}

export const canBeTaken = ({ state }: Offer): boolean => state === 'new' || state === 'replaces' || state === 'stands-in';
