/** A controller's files as one document of PLCopen TC6 XML 2.01. What the schema cannot say is listed, and kept in `addData`. */
import type { Declaration, TypeDeclaration } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import { data, dataEntry } from './additional-data.ts';
import { collect, type ImportFinding, type Report } from './finding.ts';
import { NAMESPACE, type PlcopenProject, XHTML } from './project.ts';
import { SourceText } from './source-text.ts';
import { configurationElement, globalsElement, programsSayMore } from './write-configuration.ts';
import { beyondSchema, ladderPou, stPou } from './write-pou.ts';
import { initialValue, saysMore, typeElement } from './write-types.ts';
import { element, formatted, printXml, UNWRITABLE, verbatim, type XmlNode } from './xml-text.ts';

interface Parts {
  types: XmlNode[];
  pous: XmlNode[];
  configurations: ((globals: readonly XmlNode[]) => XmlNode)[];
  globals: XmlNode[];
  /** Entries for what the schema cannot hold. */
  sources: XmlNode[];
}

export function writePlcopen(project: PlcopenProject): { xml: string; findings: ImportFinding[] } {
  const findings: ImportFinding[] = [];
  const report = collect(findings);
  const parts: Parts = { types: [], pous: [], configurations: [], globals: [], sources: [] };
  for (const file of project.files) {
    if (textsOf(file).some((text) => text.search(UNWRITABLE) !== -1))
      report(
        'warning',
        { file: file.name },
        'The file has control characters, which XML cannot hold; � was written in their place.',
        '文件中有 XML 无法容纳的控制字符，已写为 �。',
      );
    if (file.kind === 'kept') parts.pous.push(verbatim(file.xml.trim()));
    else if (file.kind === 'ladder') parts.pous.push(ladderPou(file.pou, file.name, report));
    else structuredText(file.name, file.text, parts, report);
  }
  const [first, ...others] = parts.configurations;
  const configurations =
    first === undefined
      ? parts.globals.length === 0
        ? []
        : [element('configuration', { name: 'Config' }, [...parts.globals, data('globals', '')])]
      : [first(parts.globals), ...others.map((write) => write([]))];
  const document = element('project', { xmlns: NAMESPACE, 'xmlns:xhtml': XHTML }, [
    element('fileHeader', {
      companyName: '',
      productName: 'Millwright',
      productVersion: '1',
      creationDateTime: project.created,
    }),
    element('contentHeader', { name: project.name }, [
      element(
        'coordinateInfo',
        {},
        ['fbd', 'ld', 'sfc'].map((language) => element(language, {}, [element('scaling', { x: 1, y: 1 })])),
      ),
    ]),
    element('types', {}, [element('dataTypes', {}, parts.types), element('pous', {}, parts.pous)]),
    element('instances', {}, [element('configurations', {}, configurations)]),
    parts.sources.length === 0 ? null : element('addData', {}, parts.sources),
  ]);
  return { xml: `<?xml version="1.0" encoding="utf-8"?>\n${printXml(document)}`, findings };
}

/** Every text in a file, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function structuredText(name: string, text: string, parts: Parts, report: Report): void {
  // A byte order mark and carriage returns are the file's, not the program's.
  const { unit, diagnostics } = parse({ name, text: text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n') });
  const source = new SourceText(unit.tokens);
  const whole = unit.tokens.file.text;
  const [mistake] = diagnostics.filter(({ severity }) => severity === 'error');
  if (mistake !== undefined || (unit.usings?.length ?? 0) > 0) {
    parts.sources.push(dataEntry('source', whole, { file: name }));
    report(
      mistake === undefined ? 'warning' : 'error',
      { file: name, line: mistake?.range.line ?? 1 },
      `${mistake === undefined ? 'USING has no place in the exchange file.' : `${mistake.message.en}`} The file went along as text that only Millwright reads.`,
      `${mistake === undefined ? 'USING 在交换文件中没有对应的位置。' : `${mistake.message['zh-CN']}`}该文件以只有 Millwright 能读取的文本形式写入。`,
    );
    return;
  }
  let from = 0;
  for (const [position, declaration] of unit.declarations.entries()) {
    const start = source.startOf(declaration);
    const isLast = position === unit.declarations.length - 1;
    const comments = [
      ...source.commentsIn(from, start),
      ...(isLast ? source.commentsIn(source.endOf(declaration), whole.length + 1) : []),
    ].map((comment) => comment.text);
    const documentation = comments.filter((comment) => comment !== '').join('\n') || undefined;
    const reason = declare(source, declaration, from, documentation, parts, report);
    if (reason !== null) {
      const opening = declaration.kind === 'type' ? 'TYPE\n' : '';
      const kept = `${opening}${source.between(from, source.endOf(declaration)).trim()}${opening === '' ? '' : '\nEND_TYPE'}\n`;
      parts.sources.push(dataEntry('source', kept, { file: name }));
      const what = 'name' in declaration ? declaration.name.text : declaration.kind;
      report(
        'warning',
        { file: name, line: source.lineOf(declaration), pou: what },
        `${what} is ${reason.en}, for which TC6 XML 2.01 has no element: it went along as text that only Millwright reads.`,
        `${what} 属于${reason.zh}，TC6 XML 2.01 没有对应元素：以只有 Millwright 能读取的文本形式写入。`,
      );
    }
    from = source.endOf(declaration);
  }
}

/** Writes one declaration, or says what it is that cannot be written. */
function declare(
  source: SourceText,
  declaration: Declaration,
  from: number,
  documentation: string | undefined,
  parts: Parts,
  report: Report,
): { en: string; zh: string } | null {
  switch (declaration.kind) {
    case 'program':
    case 'function':
    case 'function_block':
    case 'class': {
      const beyond = beyondSchema(declaration);
      if (beyond === null) parts.pous.push(stPou(source, declaration, documentation, report));
      return beyond;
    }
    case 'type':
      if (declaration.internal === true) return { en: 'an internal type', zh: '内部类型' };
      parts.types.push(dataType(source, declaration, documentation));
      return null;
    case 'globals':
      parts.globals.push(globalsElement(source, declaration, from, report));
      return null;
    case 'configuration':
      parts.configurations.push((globals) => configurationElement(source, declaration, globals, documentation, report));
      if (programsSayMore(declaration)) {
        const text = source.between(from, source.endOf(declaration)).trim();
        parts.sources.push(
          dataEntry('source', `${text}\n`, { file: source.tokens.file.name, configuration: declaration.name.text }),
        );
        report(
          'warning',
          { file: source.tokens.file.name, line: source.lineOf(declaration) },
          'Connections, RETAIN and block tasks of programs in a configuration have no element; other tools will not see them.',
          '配置中程序的参数连接、RETAIN 和功能块任务没有对应元素；其他工具看不到它们。',
        );
      }
      return null;
    case 'interface':
      return { en: 'an interface', zh: '接口' };
    case 'namespace':
      return { en: 'a namespace', zh: '命名空间' };
    default:
      return { en: 'a test', zh: '测试' };
  }
}

function dataType(source: SourceText, { name, type, initializer }: TypeDeclaration, documentation: string | undefined): XmlNode {
  return element('dataType', { name: name.text }, [
    element('baseType', {}, [typeElement(source, type)]),
    initialValue(source, initializer),
    saysMore(type) ? data('type', source.of(type)) : null,
    documentation === undefined ? null : formatted('documentation', documentation),
  ]);
}
