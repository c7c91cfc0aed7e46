/** A display filter cut into words. Anything may be typed: what is no word is one too, and is told of by who reads them. */

export interface Word {
  kind: 'word' | 'text' | 'symbol';
  /** Of a text: what stands between the quotation marks. */
  value: string;
  at: number;
  length: number;
  /** A text whose closing quotation mark is missing. */
  open?: boolean;
}

const symbols = ['===', '!==', '~=', '&&', '||', '==', '!=', '>=', '<=', '>', '<', '!', '(', ')', '{', '}', ',', '~', '='];
const wordPattern = /[\p{L}\p{N}_.:/+*#$%-]+/uy;

export function wordsOf(filter: string): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < filter.length; ) {
    const character = filter[at]!;
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const word = character === '"' ? textAt(filter, at) : plainAt(filter, at);
    words.push(word);
    at += word.length;
  }
  return words;
}

function plainAt(filter: string, at: number): Word {
  const symbol = symbols.find((one) => filter.startsWith(one, at));
  if (symbol) return { kind: 'symbol', value: symbol, at, length: symbol.length };
  wordPattern.lastIndex = at;
  const value = wordPattern.exec(filter)?.[0];
  if (value) return { kind: 'word', value, at, length: value.length };
  const strange = String.fromCodePoint(filter.codePointAt(at)!);
  return { kind: 'symbol', value: strange, at, length: strange.length };
}

/** A backslash makes the next character an ordinary one. */
function textAt(filter: string, at: number): Word {
  let value = '';
  for (let place = at + 1; place < filter.length; place += 1) {
    const character = filter[place]!;
    if (character === '"') return { kind: 'text', value, at, length: place + 1 - at };
    if (character === '\\' && place + 1 < filter.length) place += 1;
    value += filter[place];
  }
  return { kind: 'text', value, at, length: filter.length - at, open: true };
}
