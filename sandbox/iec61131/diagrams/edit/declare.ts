/** A variable declared while its name is typed. */
import type { LadderPou } from '../ladder.ts';

/** In the first section of that kind; a new one where there is none. */
export const declare = (pou: LadderPou, name: string, type: string, section = 'VAR'): LadderPou => ({
  ...pou,
  declarations: putInSection(pou.declarations, section, `${name} : ${type};`),
});

/** The declarations with one line more, at the end of the first section of that kind (`VAR_INPUT`, `VAR CONSTANT`); of a new one where there is none. */
export function putInSection(text: string, section: string, written: string): string {
  const line = `  ${written}\n`;
  const begin = new RegExp(`^[ \\t]*${section.replaceAll(' ', '[ \\t]+')}[ \\t]*$`, 'im').exec(text);
  const end = begin ? /^[ \t]*END_VAR\b/im.exec(text.slice(begin.index)) : null;
  if (begin && end) {
    const at = begin.index + end.index;
    return text.slice(0, at) + line + text.slice(at);
  }
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return `${before}${section}\n${line}END_VAR\n`;
}
