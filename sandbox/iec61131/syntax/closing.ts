/** The end of everything that a keyword opens. */
import type { Cursor } from './cursor.ts';
import type { Keyword } from './keywords.ts';

/** Takes `closing`, or says what opened and was not closed. */
export function close(cursor: Cursor, opening: number, closing: Keyword): void {
  if (cursor.accept(closing)) {
    cursor.accept(';');
    return;
  }
  const place = cursor.afterPrevious();
  cursor.report(
    'ST1012',
    cursor.range(opening),
    { opening: cursor.text(opening).toUpperCase(), line: cursor.tokens.lines[opening]!, closing, found: cursor.describe() },
    [{ title: { en: `Insert ${closing}`, 'zh-CN': `插入 ${closing}` }, range: place, text: `\n${closing}\n` }],
  );
}
