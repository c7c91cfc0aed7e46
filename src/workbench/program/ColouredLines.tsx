import { useMemo } from 'react';
import './coloured-lines.css';
import { colourText } from './colour-text.ts';

/** Structured Text to read, its lines numbered; some of them may be marked. Stands within `code`. */
export function ColouredLines({ text, marked }: { text: string; marked?: { first: number; last: number } | undefined }) {
  const lines = useMemo(() => colourText(text), [text]);
  return lines.map((parts, at) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that is only read
      key={at}
      className="wb-reading-line"
      data-line={at + 1}
      data-marked={marked !== undefined && at + 1 >= marked.first && at + 1 <= marked.last}
    >
      {parts.map(({ text: words, token }, part) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a line that is only read
        <span key={part} className={token ?? undefined}>
          {words}
        </span>
      ))}
      {'\n'}
    </span>
  ));
}
