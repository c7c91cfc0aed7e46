/** Variable lists as VAR sections of Structured Text. */

import type { FindingPlace, Report } from './finding.ts';
import { formattedText } from './formatted-text.ts';
import { variableLine } from './read-types.ts';
import { commentLines } from './source-text.ts';
import { LISTS } from './write-interface.ts';
import { child, elementsIn, type XmlDocument, type XmlElement } from './xml-tree.ts';

const keywords: ReadonlyMap<string, string> = new Map(Object.entries(LISTS).map(([keyword, list]) => [list, keyword]));

export interface Reading {
  document: XmlDocument;
  report: Report;
}

/** Every list that stands directly in `holder`, in its order. */
export function sectionsText(holder: XmlElement | null, place: FindingPlace, { document, report }: Reading, indent = ''): string {
  return elementsIn(holder)
    .map((list) => {
      const at = { ...place, line: document.lineOf(list) };
      const keyword = keywords.get(list.name);
      if (keyword === undefined) {
        if (!['returnType', 'addData', 'documentation'].includes(list.name))
          report('warning', at, `<${list.name}> is not read.`, `未读取 <${list.name}>。`);
        return '';
      }
      const { constant, retain, nonretain, persistent } = list.attributes;
      if (persistent === 'true' && retain !== 'true')
        report(
          'warning',
          at,
          'PERSISTENT is no word of the standard; these variables became RETAIN.',
          'PERSISTENT 不是标准关键字；这些变量已改为 RETAIN。',
        );
      const qualifiers = [
        constant === 'true' ? ' CONSTANT' : '',
        retain === 'true' || persistent === 'true' ? ' RETAIN' : '',
        nonretain === 'true' ? ' NON_RETAIN' : '',
      ].join('');
      const lines = elementsIn(list, 'variable').map((variable) => {
        const line = variableLine(variable, `${indent}  `);
        if (line !== null) return line;
        const name = variable.attributes.name ?? '';
        report(
          'error',
          { ...place, line: document.lineOf(variable) },
          `The declaration of "${name}" has no name or no type that could be read; it was left out.`,
          `变量“${name}”的声明缺少名称或可识别的类型，已略去。`,
        );
        return '';
      });
      const documentation = formattedText(child(list, 'documentation')).trim();
      const above = documentation === '' ? '' : `${commentLines(documentation, indent)}\n`;
      return `${above}${indent}${keyword}${qualifiers}\n${lines.join('')}${indent}END_VAR\n`;
    })
    .join('');
}
