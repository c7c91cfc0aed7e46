/**
 * A document of PLCopen TC6 XML as files. Never throws, whatever the text: what can be read is read, what cannot is kept or listed with
 * its place. POUs and types are found wherever they stand, because some tools put them below devices of their own.
 */
import { parse } from '../syntax/parse.ts';
import { isKnownData, ownData } from './additional-data.ts';
import { collect, type ImportFinding } from './finding.ts';
import { formattedText } from './formatted-text.ts';
import { ENDINGS, NAMESPACE, type ProjectFile } from './project.ts';
import { configurationText, fileGlobals } from './read-configuration.ts';
import { type Reading, sectionsText } from './read-interface.ts';
import { fileName, type ImportedPou, readPou } from './read-pou.ts';
import { typeText, valueText } from './read-types.ts';
import { commentLines } from './source-text.ts';
import { child, descendants, elementsIn, isElement, readXml, textIn, type XmlElement } from './xml-tree.ts';

export interface PlcopenImport {
  /** Of the project, as its author called it; '' where the file does not say. */
  name: string;
  files: ProjectFile[];
  pous: ImportedPou[];
  findings: ImportFinding[];
}

export function readPlcopen(xml: string): PlcopenImport {
  const findings: ImportFinding[] = [];
  const report = collect(findings);
  const document = readXml(xml, report);
  const result: PlcopenImport = { name: '', files: [], pous: [], findings };
  const { root } = document;
  if (root === null || (root.name !== 'project' && root.name !== 'pou')) {
    if (!findings.some(({ severity }) => severity === 'error') || root !== null)
      report(
        'error',
        { line: root === null ? 1 : document.lineOf(root) },
        `This is no PLCopen project: the outermost element is ${root === null ? 'missing' : `<${root.name}>`}, not <project>.`,
        `这不是 PLCopen 项目：最外层元素${root === null ? '缺失' : `是 <${root.name}>`}，而不是 <project>。`,
      );
    return result;
  }
  const reading: Reading = { document, report };
  const namespace = document.namespacesAt(root).get(/^<([^\s:>]+):/.exec(document.text.slice(root.start))?.[1] ?? '') ?? '';
  if (namespace !== NAMESPACE)
    report(
      'info',
      { line: document.lineOf(root) },
      `The file is of another version of the format (${namespace || 'no namespace'}); it is read like ${NAMESPACE}.`,
      `该文件使用格式的另一版本（${namespace || '没有命名空间'}），按 ${NAMESPACE} 读取。`,
    );
  result.name = child(root, 'contentHeader')?.attributes.name ?? '';
  const all = root.name === 'pou' ? [root] : [...descendants(root)];
  const files: ProjectFile[] = [];
  const types = all
    .filter(({ name, attributes }) => name === 'dataType' && attributes.name !== undefined)
    .map((type) => dataType(type, reading));
  if (types.some((text) => text !== ''))
    files.push({ kind: 'st', name: `types${ENDINGS.st}`, text: `TYPE\n${types.join('')}END_TYPE\n` });
  const configurations = all.filter(({ name }) => name === 'configuration');
  // Lists that belong to no configuration stand in the data of tools that hang them below devices.
  const lists = [
    ...configurations.flatMap(fileGlobals),
    ...all.filter(({ name }) => name === 'data').flatMap((entry) => elementsIn(entry, 'globalVars')),
  ];
  const globals = lists.map((list) => sectionsText({ ...list, children: [list] }, {}, reading)).join('');
  if (globals !== '') files.push({ kind: 'st', name: `globals${ENDINGS.st}`, text: globals });
  const seen = new Set<string>();
  for (const element of all) {
    if (element.name !== 'pou') continue;
    const pou = readPou(element, reading);
    if (pou === null) continue;
    if (seen.has(pou.pou.toUpperCase()))
      report(
        'error',
        { pou: pou.pou, line: document.lineOf(element) },
        'A second POU has this name.',
        '另有一个 POU 使用了相同的名称。',
      );
    seen.add(pou.pou.toUpperCase());
    result.pous.push(pou);
    files.push(pou.file);
  }
  const sources = ownData(root, 'source');
  const whole = new Set(sources.map(({ attributes }) => attributes.configuration?.toUpperCase()));
  const texts = configurations
    .filter(({ attributes }) => !whole.has(attributes.name?.toUpperCase() ?? ''))
    .map((configuration) => configurationText(configuration, reading))
    .filter((text) => text !== null);
  if (texts.length > 0) files.push({ kind: 'st', name: `configuration${ENDINGS.st}`, text: texts.join('\n') });
  for (const source of sources) {
    const name = (source.attributes.file ?? 'objects').replace(/^.*[\\/]/, '').replace(/\.st$/i, '');
    files.push({ kind: 'st', name: `${fileName(name)}${ENDINGS.st}`, text: textIn(source) });
  }
  result.files = withNamesOfTheirOwn(files);
  for (const pou of result.pous) {
    const at = files.indexOf(pou.file);
    if (at !== -1) pou.file = result.files[at]!;
  }
  listStrays(all, reading);
  listUnreadData(all, reading);
  for (const file of result.files) check(file, reading);
  return result;
}

function dataType(type: XmlElement, { document, report }: Reading): string {
  const { name = '' } = type.attributes;
  const own = ownData(type, 'type')[0];
  const text = own === undefined ? typeText(child(type, 'baseType')) : textIn(own);
  if (text === null) {
    report(
      'error',
      { pou: name, line: document.lineOf(type) },
      'The data type could not be read and was left out.',
      '无法读取该数据类型，已略去。',
    );
    return '';
  }
  const initial = valueText(child(type, 'initialValue'));
  const documentation = formattedText(child(type, 'documentation')).trim();
  const above = documentation === '' ? '' : `${commentLines(documentation, '  ')}\n`;
  return `${above}  ${name} : ${text}${initial === null ? '' : ` := ${initial}`};\n`;
}

/** File systems do not tell A from a. */
function withNamesOfTheirOwn(files: readonly ProjectFile[]): ProjectFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const ending = ENDINGS[file.kind];
    const stem = file.name.slice(0, -ending.length);
    let name = file.name;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${stem}_${count}${ending}`;
    taken.add(name.toLowerCase());
    return { ...file, name };
  });
}

/** What stands among POUs and types and is none: a damaged file's, whose opening tag is lost. */
function listStrays(all: readonly XmlElement[], { document, report }: Reading): void {
  for (const list of all) {
    const wanted = list.name === 'pous' ? 'pou' : list.name === 'dataTypes' ? 'dataType' : null;
    if (wanted === null) continue;
    for (const stray of elementsIn(list).filter(({ name }) => name !== wanted))
      report(
        'error',
        { line: document.lineOf(stray) },
        `<${stray.name}> stands where only <${wanted}> may; it was not read. The tag before it may be damaged.`,
        `此处只能出现 <${wanted}>，<${stray.name}> 未读取。它前面的标签可能已损坏。`,
      );
  }
}

/** Entries of `addData` that nothing here reads, by name: what they mean is between the tool and itself. */
function listUnreadData(all: readonly XmlElement[], { document, report }: Reading): void {
  const found = new Map<string, { first: XmlElement; count: number }>();
  for (const element of all) {
    const { name } = element.attributes;
    if (element.name !== 'data' || name === undefined || isKnownData(name)) continue;
    if (elementsIn(element).some((inner) => /^(?:pou|dataType|globalVars)$/.test(inner.name))) continue;
    const before = found.get(name);
    found.set(name, { first: before?.first ?? element, count: (before?.count ?? 0) + 1 });
  }
  for (const [name, { first, count }] of found) {
    const matters = elementsIn(first).some(({ children }) => children.some((inner) => isElement(inner)));
    report(
      matters ? 'warning' : 'info',
      { line: document.lineOf(first) },
      `${count} × data of the tool's own, ${name}, was not read.`,
      `有 ${count} 处该工具自有的数据 ${name} 未读取。`,
    );
  }
}

/** Names and values are taken as they stand; whether they make sense in the language is said here. */
function check(file: ProjectFile, { report }: Reading): void {
  if (file.kind === 'kept') return;
  const text = file.kind === 'st' ? file.text : `PROGRAM declarations\n${file.pou.declarations}\nEND_PROGRAM`;
  const [mistake] = parse({ name: file.name, text }).diagnostics.filter(({ severity }) => severity === 'error');
  if (mistake === undefined) return;
  const line = file.kind === 'st' ? mistake.range.line : mistake.range.line - 1;
  report(
    'warning',
    { file: file.name, line },
    `What came out has a mistake, as the file had: ${mistake.message.en}`,
    `导入结果中有错误，与原文件一致：${mistake.message['zh-CN']}`,
  );
}
