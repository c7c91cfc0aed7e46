/**
 * Character strings: IEC 61131-3, 6.3.3, Tables 6 and 7. `'…'` is of single bytes, with `$0A` for a code of two hexadecimal digits;
 * `"…"` of double bytes, with `$000A`. `$$ $' $" $L $N $P $R $T` stand for themselves, line feed, new line, form feed, carriage return
 * and tab. `$N` is a line feed here: the standard leaves it to the implementer.
 */

const escapes: Readonly<Record<string, string>> = {
  $: '$',
  "'": "'",
  '"': '"',
  L: '\n',
  N: '\n',
  P: '\f',
  R: '\r',
  T: '\t',
};

export interface CharacterString {
  /** Upper case, `''` when the literal has none. */
  prefix: string;
  quote: "'" | '"';
  value: string;
  /** The first escape that means nothing, e.g. `$q`. */
  wrong: string | null;
}

/** Reads the text of a string token; one that the lexer found unfinished is read to its end. */
export function readCharacterString(text: string): CharacterString {
  const mark = /^(\w*)#(?=['"])/.exec(text);
  const prefix = mark === null ? '' : mark[1]!.toUpperCase();
  const body = mark === null ? text : text.slice(mark[0].length);
  const quote = body[0] === '"' ? '"' : "'";
  const end = body.length > 1 && body.endsWith(quote) ? body.length - 1 : body.length;
  const digits = quote === '"' ? 4 : 2;
  let value = '';
  let wrong: string | null = null;
  for (let at = 1; at < end; at++) {
    const character = body[at]!;
    if (character !== '$') {
      value += character;
      continue;
    }
    const next = body[at + 1] ?? '';
    const named = Object.hasOwn(escapes, next.toUpperCase()) ? escapes[next.toUpperCase()]! : null;
    const code = body.slice(at + 1, Math.min(end, at + 1 + digits));
    if (named !== null && at + 1 < end) {
      value += named;
      at++;
    } else if (code.length === digits && /^[0-9A-Fa-f]+$/.test(code)) {
      value += String.fromCharCode(Number.parseInt(code, 16));
      at += digits;
    } else wrong ??= body.slice(at, at + 2);
  }
  return { prefix, quote, value, wrong };
}

/** `text` as a literal that reads as it again. */
export function writeCharacterString(text: string, quote: "'" | '"'): string {
  const digits = quote === '"' ? 4 : 2;
  let body = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    const code = text.charCodeAt(at);
    if (character === '$' || character === quote) body += `$${character}`;
    else if (character === '\n') body += '$L';
    else if (character === '\r') body += '$R';
    else if (character === '\t') body += '$T';
    else if (character === '\f') body += '$P';
    else if (code < 0x20 || code === 0x7f) body += `$${code.toString(16).toUpperCase().padStart(digits, '0')}`;
    else body += character;
  }
  return `${quote}${body}${quote}`;
}
