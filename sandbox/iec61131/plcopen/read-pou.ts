/** A `pou` element as a file: Structured Text, a ladder, or kept as it is with the reason told. */
import type { LadderPou } from '../diagrams/ladder.ts';
import { formattedText } from './formatted-text.ts';
import { ENDINGS, type KeptFile, type ProjectFile } from './project.ts';
import { type Reading, sectionsText } from './read-interface.ts';
import { readLadderBody } from './read-ladder-body.ts';
import { typeText } from './read-types.ts';
import { commentLines } from './source-text.ts';
import { escapeAttribute } from './xml-text.ts';
import { child, elementsIn, type XmlDocument, type XmlElement } from './xml-tree.ts';

const kinds: Readonly<Record<string, LadderPou['pou']>> = {
  program: 'PROGRAM',
  functionBlock: 'FUNCTION_BLOCK',
  function: 'FUNCTION',
};

/** A POU of the import. What is kept has an interface that can be read all the same. */
export type ImportedPou = { pou: string; file: ProjectFile; language: string; declarations: string };

/** `null` for what has not even a name and a kind. */
export function readPou(pou: XmlElement, reading: Reading): ImportedPou | null {
  const { document, report } = reading;
  const name = pou.attributes.name?.trim() ?? '';
  const kind = kinds[pou.attributes.pouType ?? ''];
  const place = { pou: name, line: document.lineOf(pou) };
  if (name === '' || kind === undefined) {
    report(
      'error',
      place,
      'A POU without a name, or of a kind that is not program, functionBlock or function, was left out.',
      '缺少名称或类型不是 program、functionBlock、function 的 POU 已略去。',
    );
    return null;
  }
  const contents = child(pou, 'interface');
  const declarations = sectionsText(contents, { pou: name }, reading);
  const result = kind === 'FUNCTION' ? typeText(child(contents, 'returnType')) : null;
  if (kind === 'FUNCTION' && result === null)
    report('error', place, 'The function has no type of its result.', '函数缺少返回值类型。');
  const bodies = elementsIn(pou, 'body');
  const body = elementsIn(bodies[0]).find(({ name: language }) => /^(?:IL|ST|FBD|LD|SFC)$/.test(language)) ?? null;
  const language = body?.name ?? '';
  const kept = (en: string, zh: string, severity: 'warning' | 'error' = 'warning'): ImportedPou => {
    report(severity, { pou: name, line: document.lineOf(body ?? pou) }, en, zh);
    return { pou: name, language, declarations, file: keptFile(name, pou, document) };
  };
  if (!pou.sound)
    return kept(
      'The POU is damaged in the file: it is kept as text, with its variables readable. Export it again from the tool that wrote it.',
      '文件中的该 POU 已损坏：按原文保留，变量可读。请从原工具重新导出。',
      'error',
    );
  if (bodies.length > 1)
    return kept(
      `It has ${bodies.length} worksheets; here a POU has one body. It is kept as it is.`,
      `它有 ${bodies.length} 个工作表；此处每个 POU 只有一个程序体。按原样保留。`,
    );
  const others = elementsIn(pou).filter(({ name: part }) => part === 'transitions' || part === 'actions');
  const actions = elementsIn(child(pou, 'actions'), 'action').map((action) => ({
    name: action.attributes.name ?? '',
    body: child(action, 'body', 'ST'),
  }));
  const documentation = formattedText(child(pou, 'documentation')).trim();
  const onlyText = others.every(({ name: part }) => part === 'actions') && actions.every((action) => action.body !== null);
  switch (language) {
    case 'ST':
    case '': {
      if (!onlyText)
        return kept(
          'It has transitions or actions in a graphic language; it is kept as it is.',
          '它带有图形语言的转换或动作，按原样保留。',
        );
      if (body === null) report('warning', place, 'The POU has no body.', '该 POU 没有程序体。');
      const text = [
        documentation === '' ? '' : `${commentLines(documentation)}\n`,
        `${kind} ${name}${result === null ? '' : ` : ${result}`}\n`,
        declarations,
        bodyText(body),
        ...actions.map((action) => `ACTION ${action.name}:\n${bodyText(action.body)}END_ACTION\n`),
        `END_${kind}\n`,
      ].join('');
      return { pou: name, language, declarations, file: { kind: 'st', name: `${fileName(name)}${ENDINGS.st}`, text } };
    }
    case 'LD': {
      if (others.length > 0)
        return kept('A ladder with actions or transitions is kept as it is.', '带动作或转换的梯形图按原样保留。');
      const networks = readLadderBody(body!, name, reading);
      if (networks === null)
        return kept(
          'The ladder has something that is listed above and cannot be edited here: its body is kept as it is.',
          '梯形图中有上面列出的、此处无法编辑的内容：程序体按原样保留。',
        );
      const above = documentation === '' ? '' : `${commentLines(documentation)}\n`;
      const ladder: LadderPou = {
        pou: kind,
        name,
        ...(kind === 'FUNCTION' && { result: result ?? '' }),
        declarations: `${above}${declarations}`,
        networks,
      };
      return {
        pou: name,
        language,
        declarations,
        file: { kind: 'ladder', name: `${fileName(name)}${ENDINGS.ladder}`, pou: ladder },
      };
    }
    case 'IL':
      return kept(
        'Instruction List was taken out of the standard with Edition 4; the body is kept as it is. Write it anew in Structured Text or ladder.',
        '指令表（IL）已在标准第 4 版中删除；程序体按原样保留。请改用结构化文本或梯形图重写。',
      );
    default:
      return kept(
        `Bodies in ${language} are not edited here: it is kept as it is.`,
        `此处不编辑 ${language} 程序体：按原样保留。`,
      );
  }
}

/** Statements, with a line break at their end. */
function bodyText(body: XmlElement | null): string {
  const text = formattedText(body)
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  return text === '' ? '' : `${text}\n`;
}

/** The element alone is a document of its own: namespaces that were declared above it are declared on it. */
export function keptFile(name: string, pou: XmlElement, document: XmlDocument): KeptFile {
  const xml = document.text.slice(pou.start, pou.end);
  const missing = [...document.namespacesAt(pou)]
    .filter(([prefix]) => pou.attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`] === undefined)
    .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`)
    .join('');
  return { kind: 'kept', name: `${fileName(name)}${ENDINGS.kept}`, xml: xml.replace(/^<[^\s/>]+/, (tag) => `${tag}${missing}`) };
}

/** A POU's name as a file's: nothing that leads out of a folder. */
export function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]/gu, '_').slice(0, 80) || 'unnamed';
}
