/** What opens and what closes, found from the tokens alone, so that it holds for broken text and for constructs of every kind. */
import type { TokenStream } from './tokens.ts';

/** Tokens `open` (`IF`) and `close` (`END_IF`) by index; `word` is what was opened, in upper case: `IF`, `VAR_INPUT`, `STEP`. */
export interface Block {
  open: number;
  close: number;
  word: string;
}

/** Words that are no keywords elsewhere, and open something. */
const openingWords: ReadonlySet<string> = new Set([
  'STEP',
  'INITIAL_STEP',
  'TRANSITION',
  'ACTION',
  'TEST',
  'SETUP',
  'TEARDOWN',
  'GET',
  'SET',
  'VAR_CONFIG',
  'VAR_ACCESS',
  'VAR_INST',
]);

/** What `END_…` closes: `VAR` for every kind of section, `STEP` for an initial one too. */
function closes(word: string): string {
  if (word.startsWith('VAR')) return 'VAR';
  return word === 'INITIAL_STEP' ? 'STEP' : word;
}

/**
 * All closed blocks, by their closing token. A word that could open something and is never closed (`PROGRAM p WITH t : Main`, a variable
 * named Step) opens nothing. Linear in the number of tokens.
 */
export function blocksOf(tokens: TokenStream): Block[] {
  const { kinds, starts, ends, file } = tokens;
  const found: Block[] = [];
  const open: { index: number; word: string; key: string }[] = [];
  const waiting = new Map<string, number>();
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i]!;
    if (kind.startsWith('END_')) {
      const key = closes(kind.slice(4));
      if ((waiting.get(key) ?? 0) === 0) continue;
      for (let top = open.pop(); top !== undefined; top = open.pop()) {
        waiting.set(top.key, waiting.get(top.key)! - 1);
        if (top.key !== key) continue;
        found.push({ open: top.index, close: i, word: top.word });
        break;
      }
      continue;
    }
    const word = kind === 'identifier' ? file.text.slice(starts[i], ends[i]).toUpperCase() : kind;
    if (kind === 'identifier' && !openingWords.has(word)) continue;
    if (kind !== 'identifier' && !/^[A-Z]/.test(kind)) continue;
    const key = closes(word);
    open.push({ index: i, word, key });
    waiting.set(key, (waiting.get(key) ?? 0) + 1);
  }
  return found;
}
