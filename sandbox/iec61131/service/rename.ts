/** A new name for a thing, everywhere at once or not at all. */
import type { LocalizedText, SourceFile } from '../diagnostics.ts';
import { authoredWhere, lineOf, lineStartsOf } from '../diagrams/origin.ts';
import type { FunctionBlock, Interface } from '../semantics/checked.ts';
import { isElementaryName } from '../semantics/elementary.ts';
import { findMethod, interfacesOf, lineage, methodKey, withBases } from '../semantics/inheritance.ts';
import { applyEdits, type TextEdit } from '../syntax/format.ts';
import { KEYWORDS } from '../syntax/keywords.ts';
import { rangeOfOffsets } from '../syntax/tokens.ts';
import { type Analysis, type AnalysisOptions, analyse, analyseAnew } from './analysis.ts';
import {
  authoredPlace,
  declarationOf,
  type Mention,
  mentionAt,
  mentionsDeclaredAt,
  mentionsOf,
  type TextPlace,
} from './mentions.ts';

export type Rename = { edits: (TextEdit & { file: string })[] } | { refused: LocalizedText };

const reserved: ReadonlySet<string> = new Set(KEYWORDS);

/** The name at an offset that could be renamed, or why not; `null` where no name is. */
export function renameable(
  files: readonly SourceFile[],
  file: string,
  offset: number,
  options: AnalysisOptions = {},
): TextPlace | { refused: LocalizedText } | null {
  const analysis = analyse(files, options);
  const mention = mentionAt(analysis, file, offset);
  if (mention === null) return null;
  if (declarationOf(analysis, mention.target) === null) return { refused: refusals.ofLanguage };
  return authoredPlace(analysis, mention);
}

const refusals = {
  nothing: { en: 'There is no name here that could be renamed.', 'zh-CN': '此处没有可以重命名的名称。' },
  ofLanguage: {
    en: 'This name belongs to the language and cannot be renamed.',
    'zh-CN': '此名称属于语言本身，不能重命名。',
  },
  noName: {
    en: 'A name begins with a letter or an underscore; letters, digits and underscores follow.',
    'zh-CN': '名称以字母或下划线开头，后面可以是字母、数字和下划线。',
  },
  isReserved: {
    en: 'This is a reserved word of the language. Choose another name.',
    'zh-CN': '这是语言的保留字，请换一个名称。',
  },
} satisfies Record<string, LocalizedText>;

/**
 * The edits that give the thing at an offset a new name, written as given at every mention. Refused where the program would then mean
 * something else: the renamed text is checked, and every name in it must still refer to what it referred to.
 */
export function rename(
  files: readonly SourceFile[],
  file: string,
  offset: number,
  name: string,
  options: AnalysisOptions = {},
): Rename {
  const analysis = analyse(files, options);
  const mention = mentionAt(analysis, file, offset);
  if (mention === null) return { refused: refusals.nothing };
  const declared = declarationOf(analysis, mention.target);
  if (declared === null) return { refused: refusals.ofLanguage };
  if (!/^[A-Za-z_]\w*$/.test(name)) return { refused: refusals.noName };
  if (reserved.has(name.toUpperCase()) || isElementaryName(name.toUpperCase())) return { refused: refusals.isReserved };
  const places = new Map<string, Mention>();
  for (const place of [declared, ...relatedDeclarations(analysis, mention)])
    for (const one of mentionsDeclaredAt(analysis, place))
      places.set(`${one.file} ${one.start} ${one.authored?.start ?? ''}`, one);
  const edits: (TextEdit & { file: string })[] = [];
  for (const mention of places.values()) {
    const place = authoredPlace(analysis, mention);
    if (place === null) return { refused: notWritten(analysis, mention) };
    // An element of a drawing may become several statements.
    const isKnown = edits.some(({ file: where, start }) => where === place.file && start === place.start);
    const text = files.find((one) => one.name === place.file)?.text.slice(place.start, place.end);
    if (!isKnown && text !== name) edits.push({ ...place, text: name });
  }
  edits.sort((a, b) => a.start - b.start);
  const renamed = files.map((one) => ({
    name: one.name,
    text: applyEdits(
      one.text,
      edits.filter((edit) => edit.file === one.name),
    ),
  }));
  const clash = firstDifference(analysis, analyseAnew(renamed, options), edits);
  return clash === null ? { edits } : { refused: clash };
}

/** Where else the same method is declared: what an interface promises and what overrides it bear one name. */
function relatedDeclarations(analysis: Analysis, { target }: Mention): TextPlace[] {
  const method = target.kind === 'method' ? target.method.method : undefined;
  if (target.kind !== 'method' || method === undefined) return [];
  const key = methodKey(method.role, target.method.name.slice(target.method.name.lastIndexOf('.') + 1));
  const owners = new Set<FunctionBlock | Interface>([method.owner]);
  const all: (FunctionBlock | Interface)[] = [];
  for (const entity of analysis.symbols.entities.values()) {
    if (entity.kind === 'interface') all.push(entity.interface);
    else if (entity.kind === 'pou' && entity.pou.kind === 'function_block') all.push(entity.pou);
  }
  // Whoever has the method, or promises it, and is above or below somebody who is known already.
  for (let before = -1; before !== owners.size; ) {
    before = owners.size;
    for (const one of all) {
      if (owners.has(one) || findMethod(one, key) === null) continue;
      const above = ancestorsOf(one);
      if ([...owners].some((other) => above.has(other) || ancestorsOf(other).has(one))) owners.add(one);
    }
  }
  const found: TextPlace[] = [];
  for (const owner of owners) {
    const own = owner.kind === 'interface' ? owner.methods.get(key) : owner.object?.methods.get(key);
    if (own !== undefined && own !== target.method)
      found.push({ file: own.range.file, start: own.range.start, end: own.range.end });
  }
  return found;
}

function ancestorsOf(owner: FunctionBlock | Interface): Set<FunctionBlock | Interface> {
  return owner.kind === 'interface' ? withBases(owner) : new Set([...lineage(owner), ...interfacesOf(owner)]);
}

/** What would be different after the rename, or `null` when every name still means the same. */
function firstDifference(
  before: Analysis,
  after: Analysis,
  edits: readonly (TextEdit & { file: string })[],
): LocalizedText | null {
  /** An offset of the old text in the new one. */
  const moved = (file: string, offset: number): number => {
    let shift = 0;
    for (const edit of edits) {
      if (edit.file === file && edit.start < offset) shift += edit.text.length - (edit.end - edit.start);
    }
    return offset + shift;
  };
  // At the author's places: what a drawing becomes has names of its own, which tell of the author's.
  type Moving = (file: string, offset: number) => number;
  const byPlace = (analysis: Analysis, moving: Moving): Map<string, Mention> =>
    new Map(
      mentionsOf(analysis).flatMap((mention) => {
        const place = authoredPlace(analysis, mention);
        return place === null
          ? []
          : [[`${place.file} ${moving(place.file, place.start)} ${mention.target.kind}`, mention] as const];
      }),
    );
  const where = (analysis: Analysis, mention: Mention, moving: Moving): string => {
    const declared = declarationOf(analysis, mention.target);
    const place = declared === null ? null : authoredPlace(analysis, declared);
    return place === null ? '' : `${place.file} ${moving(place.file, place.start)}`;
  };
  const stays: Moving = (_, offset) => offset;
  const list = byPlace(before, moved);
  const found = byPlace(after, stays);
  for (const [place, mention] of list) {
    const twin = found.get(place);
    if (twin === undefined || where(after, twin, stays) !== where(before, mention, moved)) return clashAt(before, mention);
  }
  if (found.size !== list.size || errorsIn(after) > errorsIn(before)) {
    const error = after.diagnostics.find(({ severity }) => severity === 'error');
    return error === undefined
      ? refusals.isReserved
      : { en: `Refused: ${error.message.en}`, 'zh-CN': `无法重命名：${error.message['zh-CN']}` };
  }
  return null;
}

function errorsIn(analysis: Analysis): number {
  return analysis.diagnostics.filter(({ severity }) => severity === 'error').length;
}

function clashAt(analysis: Analysis, mention: Mention): LocalizedText {
  const { text, where } = told(analysis, mention);
  return {
    en: `\`${text}\` ${where.en} of ${mention.file} would then mean something else. Choose another name.`,
    'zh-CN': `${mention.file} ${where['zh-CN']}的 \`${text}\` 的含义会因此改变。请换一个名称。`,
  };
}

/** A drawing's file spells the name in a way of its own, with escapes. */
function notWritten(analysis: Analysis, place: TextPlace): LocalizedText {
  const { text, where } = told(analysis, place);
  return {
    en: `\`${text}\` ${where.en} of ${place.file} is not written letter for letter, so that it cannot be renamed. Write it there by hand first.`,
    'zh-CN': `${place.file} ${where['zh-CN']}的 \`${text}\` 不是逐字写出的，无法重命名。请先在该处手动改写。`,
  };
}

function told(analysis: Analysis, { file, start, end }: TextPlace): { text: string; where: LocalizedText } {
  const { tokens } = analysis.trees.get(file)!;
  const { origin } = tokens.file;
  const range = rangeOfOffsets(tokens.file, lineStartsOf(tokens.file.text), start, end);
  return { text: tokens.file.text.slice(start, end), where: origin === undefined ? lineOf(range) : authoredWhere(origin, range) };
}
