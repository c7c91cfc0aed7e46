/** A POU of the tree, or a ladder, as a `pou` element. */
import type { LadderPou } from '../diagrams/ladder.ts';
import type { PouDeclaration } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import type { Report } from './finding.ts';
import { SourceText } from './source-text.ts';
import { variableLists } from './write-interface.ts';
import { ladderBody } from './write-ladder.ts';
import { typeElement } from './write-types.ts';
import { element, formatted, type XmlNode } from './xml-text.ts';

const pouTypes = { program: 'program', function: 'function', function_block: 'functionBlock' } as const;

/** What TC6 2.01 has no words for: `null` when there is nothing. */
export function beyondSchema(pou: PouDeclaration): { en: string; zh: string } | null {
  const { object } = pou;
  if (pou.kind === 'class') return { en: 'a class', zh: '类' };
  if (object !== undefined) {
    const { extends: base, implements: contracts, methods, properties, modifiers } = object;
    if (methods.length + properties.length + contracts.length > 0 || base !== null || modifiers.abstract || modifiers.final)
      return { en: 'an object with methods or inheritance', zh: '带方法或继承的对象' };
  }
  if (pou.chart !== undefined || pou.actions?.some(({ chart }) => chart !== undefined))
    return { en: 'a sequential function chart in text form', zh: '文本形式的顺序功能图' };
  if ((pou.access?.length ?? 0) > 0) return { en: 'VAR_ACCESS in a program', zh: '程序中的 VAR_ACCESS' };
  if ((pou.usings?.length ?? 0) > 0) return { en: 'USING', zh: 'USING' };
  if (pou.sections.some(({ access }) => access !== undefined))
    return { en: 'sections with PUBLIC, PROTECTED or PRIVATE', zh: '带 PUBLIC、PROTECTED 或 PRIVATE 的声明段' };
  return null;
}

export function stPou(source: SourceText, pou: PouDeclaration, documentation: string | undefined, report: Report): XmlNode {
  const { tokens } = source;
  const actions = pou.actions ?? [];
  const lastOfHead = Math.max(pou.name.last, pou.result?.last ?? 0, ...pou.sections.map(({ last }) => last));
  const closing = closingToken(tokens.kinds, pou.first, pou.last);
  const bodyEnd = actions[0]?.first ?? closing;
  const body = source.between(tokens.ends[lastOfHead]!, tokens.starts[bodyEnd]!);
  return pouElement(
    pou.name.text,
    pouTypes[pou.kind as keyof typeof pouTypes],
    [
      pou.result === null ? null : element('returnType', {}, [typeElement(source, pou.result)]),
      ...variableLists(source, pou.sections, source.startOf(pou), report, pou.name.text),
    ],
    actions.map((action) => {
      const end = closingToken(tokens.kinds, action.first, action.last);
      // Behind the name stands a colon.
      const start = tokens.kinds[action.name.last + 1] === ':' ? action.name.last + 1 : action.name.last;
      const text = source.between(tokens.ends[start]!, tokens.starts[end]!);
      return element('action', { name: action.name.text }, [element('body', {}, [formatted('ST', trimmed(text))])]);
    }),
    formatted('ST', trimmed(body)),
    documentation,
  );
}

/** Without the lines that are empty before and behind. */
const trimmed = (text: string): string => text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();

function closingToken(kinds: readonly string[], first: number, last: number): number {
  for (let at = last; at > first; at--) if (kinds[at]!.startsWith('END_')) return at;
  return last;
}

export function ladderPou(pou: LadderPou, file: string, report: Report): XmlNode {
  const head = `${pou.pou} ${pou.name}${pou.result === undefined ? '' : ` : ${pou.result}`}`;
  const { unit, diagnostics } = parse({ name: file, text: `${head}\n${pou.declarations}\nEND_${pou.pou}\n` });
  const [declared, ...others] = unit.declarations;
  const [mistake] = diagnostics.filter(({ severity }) => severity === 'error');
  const source = new SourceText(unit.tokens);
  const place = { file, pou: pou.name };
  for (const [position, { unread }] of pou.networks.entries())
    if (unread !== undefined)
      report(
        'error',
        { ...place, network: position + 1 },
        'This network could not be read from its file, and goes out empty. Mend the file first.',
        '无法从文件中读取此网络，导出后为空。请先修正该文件。',
      );
  if (mistake !== undefined)
    report(
      'error',
      place,
      `The declarations have a mistake, and what follows it may be missing in the export: ${mistake.message.en}`,
      `声明中有错误，其后的内容可能未能导出：${mistake.message['zh-CN']}`,
    );
  if (declared?.kind !== 'program' && declared?.kind !== 'function_block' && declared?.kind !== 'function')
    return pouElement(pou.name, 'program', [], [], ladderBody(pou.networks), undefined);
  if (others.length > 0 || declared.body.length > 0)
    report('error', place, 'Statements among the declarations were left out.', '声明中的语句已略去。');
  return pouElement(
    pou.name,
    pouTypes[declared.kind],
    [
      declared.result === null ? null : element('returnType', {}, [typeElement(source, declared.result)]),
      ...variableLists(source, declared.sections, source.endOf(declared.name), report, pou.name),
    ],
    [],
    ladderBody(pou.networks),
    undefined,
  );
}

function pouElement(
  name: string,
  pouType: string,
  interfaces: (XmlNode | null)[],
  actions: XmlNode[],
  body: XmlNode,
  documentation: string | undefined,
): XmlNode {
  return element('pou', { name, pouType }, [
    element('interface', {}, interfaces),
    actions.length === 0 ? null : element('actions', {}, actions),
    element('body', {}, [body]),
    documentation === undefined ? null : formatted('documentation', documentation),
  ]);
}
