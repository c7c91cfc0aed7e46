/** Every mention of a name, each with what it means: the checker's references, taken apart where one covers several names. */
import type { SourceRange } from '../diagnostics.ts';
import { authoredExactly, type FilePlace } from '../diagrams/origin.ts';
import type { SymbolTarget } from '../semantics/workspace.ts';
import type { Analysis } from './analysis.ts';

/** Offsets in a file. */
export interface TextPlace {
  file: string;
  start: number;
  end: number;
}

export interface Mention extends TextPlace {
  target: SymbolTarget;
  /** Of a word that only the drawing has, and not what it becomes: the type of a box that has an instance. */
  authored?: FilePlace;
}

const known = new WeakMap<Analysis, Mention[]>();

/** All mentions in an author's files, by file and place; `Colour#Red` mentions the type and the value, `A.B.c` only `c`. */
export function mentionsOf(analysis: Analysis): Mention[] {
  const ready = known.get(analysis);
  if (ready !== undefined) return ready;
  const mentions: Mention[] = [];
  const seen = new Set<string>();
  const add = (mention: Mention): void => {
    const key = `${mention.file} ${mention.start} ${mention.target.kind}`;
    if (seen.has(key)) return;
    seen.add(key);
    mentions.push(mention);
  };
  for (const { file, start, end, target } of analysis.symbols.references) {
    const text = analysis.trees.get(file)?.tokens.file.text.slice(start, end) ?? '';
    const hash = text.indexOf('#');
    if (hash !== -1 && target.kind === 'enum value') {
      add({ file, start, end: start + hash, target: { kind: 'type', name: target.type.name, type: target.type } });
      add({ file, start: start + hash + 1, end, target });
    } else add({ file, start: start + text.lastIndexOf('.') + 1, end, target });
  }
  mentions.sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1));
  known.set(analysis, mentions);
  return mentions;
}

/**
 * The place of a mention in its author's file, which is another where that is a drawing; `null` where the drawing has not the word itself,
 * because only what it becomes has it.
 */
export function authoredPlace(
  analysis: Analysis,
  { file, start, end, authored }: TextPlace & { authored?: FilePlace },
): TextPlace | null {
  if (authored !== undefined) return { file, start: authored.start, end: authored.end };
  const origin = analysis.trees.get(file)?.tokens.file.origin;
  if (origin === undefined) return { file, start, end };
  const exact = authoredExactly(origin, { start, end });
  return exact === null ? null : { file, ...exact };
}

/** The mention that covers an offset of the author's file, or ends there. */
export function mentionAt(analysis: Analysis, file: string, offset: number): Mention | null {
  let found: Mention | null = null;
  const isDrawing = analysis.trees.get(file)?.tokens.file.origin !== undefined;
  for (const mention of mentionsOf(analysis)) {
    if (mention.file !== file) continue;
    if (isDrawing) {
      const place = authoredPlace(analysis, mention);
      if (place !== null && place.start <= offset && offset <= place.end) return mention;
      continue;
    }
    if (mention.end < offset) continue;
    if (mention.start > offset) break;
    // Of two neighbours the one that begins here.
    found = mention;
  }
  if (!isDrawing) return found;
  const isHere = ({ file: where, authored }: Mention): boolean =>
    where === file && authored !== undefined && authored.start <= offset && offset <= authored.end;
  return typesOfBoxes(analysis).find(isHere) ?? null;
}

function place({ file, start, end }: SourceRange): TextPlace {
  return { file, start, end };
}

/** Where a thing is declared in an author's text; `null` for what the language brings along. */
export function declarationOf(analysis: Analysis, target: SymbolTarget): TextPlace | null {
  const found = declaredAt(analysis, target);
  return found !== null && analysis.trees.has(found.file) ? found : null;
}

function declaredAt(analysis: Analysis, target: SymbolTarget): TextPlace | null {
  switch (target.kind) {
    case 'variable':
      return place(target.variable.range);
    case 'pou': {
      const { unit, declaration } = target.entity;
      return place(analysis.symbols.range(unit, declaration.name));
    }
    case 'method':
      return place(target.method.range);
    case 'interface':
      return place(target.interface.range);
    case 'type':
      return indexOf(analysis).types.get(target.name) ?? null;
    case 'enum value':
      if (target.declared !== undefined) return place(target.declared);
      return indexOf(analysis).members.get(memberKey(target)) ?? null;
    case 'field':
      return indexOf(analysis).members.get(memberKey(target)) ?? null;
    default:
      return null;
  }
}

interface TypeIndex {
  /** Names of declared types. */
  types: Map<string, TextPlace>;
  /** Fields by themselves; values by their type’s name and their own. */
  members: Map<object | string, TextPlace>;
}

const indices = new WeakMap<Analysis, TypeIndex>();

function memberKey(target: SymbolTarget & { kind: 'enum value' | 'field' }): object | string {
  return target.kind === 'field' ? target.field : `${target.type.name}#${target.name.toUpperCase()}`;
}

/** Values and fields carry no place of their own: theirs is the one mention inside the type that has them. */
function indexOf(analysis: Analysis): TypeIndex {
  const ready = indices.get(analysis);
  if (ready !== undefined) return ready;
  const index: TypeIndex = { types: new Map(), members: new Map() };
  const whole = new Map<string, TextPlace>();
  for (const entity of analysis.symbols.entities.values()) {
    if (entity.kind !== 'type') continue;
    index.types.set(entity.name, place(analysis.symbols.range(entity.unit, entity.declaration.name)));
    whole.set(entity.name, place(analysis.symbols.range(entity.unit, entity.declaration)));
  }
  for (const { target, file, start, end } of mentionsOf(analysis)) {
    if (target.kind !== 'field' && target.kind !== 'enum value') continue;
    const owner = whole.get(target.kind === 'field' ? target.owner : target.type.name);
    if (owner === undefined || owner.file !== file || start < owner.start || end > owner.end) continue;
    const key = memberKey(target);
    if (!index.members.has(key)) index.members.set(key, { file, start, end });
  }
  indices.set(analysis, index);
  return index;
}

/** Types of boxes: the statement that a box becomes names the instance alone. */
function typesOfBoxes(analysis: Analysis): Mention[] {
  return [...analysis.trees].flatMap(([file, { tokens }]) =>
    (tokens.file.origin?.types ?? []).flatMap(({ name, place: authored }): Mention[] => {
      const entity = analysis.symbols.entities.get(name.toUpperCase());
      return entity?.kind === 'pou' ? [{ file, start: 0, end: 0, target: { kind: 'pou', entity }, authored }] : [];
    }),
  );
}

/** Every mention of what is declared at a place, the declaration included. */
export function mentionsDeclaredAt(analysis: Analysis, declared: TextPlace): Mention[] {
  return [...mentionsOf(analysis), ...typesOfBoxes(analysis)].filter(({ target }) => {
    const at = declarationOf(analysis, target);
    return at !== null && at.file === declared.file && at.start === declared.start;
  });
}
