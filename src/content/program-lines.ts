/** A program as lines of HTML, coloured: for pages that show one beside numbers, marks or remarks. */
import type { ElementContent } from 'hast';
import { highlight } from './highlight.ts';
import { toHtml } from './tree.ts';

/** `file` says the language: `main.st`, `gateway.yaml`. Every line of the text, also an empty one. */
export function programLines(text: string, file: string): string[] {
  const code = highlight(text, file.split('.').at(-1) ?? null).children[0];
  const lines: ElementContent[][] = [[]];
  for (const part of code?.type === 'element' ? code.children : []) {
    if (part.type !== 'text') {
      lines.at(-1)?.push(part);
      continue;
    }
    const [first = '', ...rest] = part.value.split('\n');
    lines.at(-1)?.push({ type: 'text', value: first });
    for (const value of rest) lines.push([{ type: 'text', value }]);
  }
  return lines.map(toHtml);
}
