/** Text of what the schema calls formattedText: XHTML, of which tools write one paragraph, several, or a bare element with the text. */
import { elementsIn, isElement, textIn, type XmlElement } from './xml-tree.ts';

export function formattedText(holder: XmlElement | null): string {
  if (holder === null) return '';
  const blocks = elementsIn(holder);
  // Text without the element round it is against the schema, and is what some write.
  if (blocks.length === 0) return textIn(holder);
  return blocks.map(withBreaks).join('\n');
}

function withBreaks(element: XmlElement): string {
  const parts = element.children.map((part) => {
    if (!isElement(part)) return part;
    if (part.name === 'br') return '\n';
    return part.name === 'p' || part.name === 'div' ? `${withBreaks(part)}\n` : withBreaks(part);
  });
  // Indentation between paragraphs is the file's, not the text's.
  const inBlocks = elementsIn(element).some(({ name }) => name === 'p' || name === 'div');
  return (inBlocks ? parts.filter((part) => part.trim() !== '') : parts).join('').replace(inBlocks ? /\n$/ : /(?!)/, '');
}
