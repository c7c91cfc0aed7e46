/** VAR sections as the schema's variable lists. */
import type { VariableSection } from '../syntax/ast.ts';
import type { Report } from './finding.ts';
import type { SourceText } from './source-text.ts';
import { variableElements } from './write-types.ts';
import { element, type XmlNode } from './xml-text.ts';

export const LISTS = {
  VAR: 'localVars',
  VAR_TEMP: 'tempVars',
  VAR_INPUT: 'inputVars',
  VAR_OUTPUT: 'outputVars',
  VAR_IN_OUT: 'inOutVars',
  VAR_EXTERNAL: 'externalVars',
  VAR_GLOBAL: 'globalVars',
} as const;

/** One list a section, in their order. Comments from `start` on document the variables they stand at. */
export function variableLists(
  source: SourceText,
  sections: readonly VariableSection[],
  start: number,
  report: Report,
  pou?: string,
): XmlNode[] {
  let from = start;
  return sections.map((section) => {
    const end = source.endOf(section);
    const list = variableElements(source, section.declarations, from, end);
    const place = { ...(pou !== undefined && { pou }), file: source.tokens.file.name, line: source.lineOf(section) };
    if (source.hasPragmas(from, end))
      report(
        'warning',
        place,
        'Pragmas ({…}) among declarations have no place in the exchange file and were left out.',
        '声明中的编译指示（{…}）在交换文件中没有对应的位置，已略去。',
      );
    if (section.declarations.length === 0 && source.commentsIn(from, end).length > 0)
      report('warning', place, 'The comment of a section without variables was left out.', '没有变量的声明段中的注释已略去。');
    from = end;
    return element(
      LISTS[section.keyword],
      {
        constant: section.constant ? 'true' : undefined,
        retain: section.retain ? 'true' : undefined,
        nonretain: section.nonRetain ? 'true' : undefined,
      },
      list,
    );
  });
}
