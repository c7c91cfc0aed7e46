/** Where a name is declared, and where it is mentioned. */
import type { SourceFile } from '../diagnostics.ts';
import { type AnalysisOptions, analyse } from './analysis.ts';
import { authoredPlace, declarationOf, mentionAt, mentionsDeclaredAt, mentionsOf, type TextPlace } from './mentions.ts';

export type { TextPlace };

/** The declaration of the name at an offset; `null` where there is none, and for what the language brings along. */
export function definition(
  files: readonly SourceFile[],
  file: string,
  offset: number,
  options: AnalysisOptions = {},
): TextPlace | null {
  const analysis = analyse(files, options);
  const mention = mentionAt(analysis, file, offset);
  const declared = mention === null ? null : declarationOf(analysis, mention.target);
  return declared === null ? null : authoredPlace(analysis, declared);
}

/** All mentions of the name at an offset, its declaration among them, by file and place. */
export function references(
  files: readonly SourceFile[],
  file: string,
  offset: number,
  options: AnalysisOptions = {},
): TextPlace[] {
  const analysis = analyse(files, options);
  const mention = mentionAt(analysis, file, offset);
  if (mention === null) return [];
  const declared = declarationOf(analysis, mention.target);
  const { target } = mention;
  const all =
    declared !== null
      ? mentionsDeclaredAt(analysis, declared)
      : // What the language brings along has no declaration here: the same function, the same block.
        mentionsOf(analysis).filter((one) =>
          target.kind === 'standard function'
            ? one.target.kind === 'standard function' && one.target.name === target.name
            : target.kind === 'pou'
              ? one.target.kind === 'pou' && one.target.entity === target.entity
              : one === mention,
        );
  // An element of a drawing may become several statements.
  const places = all.flatMap((one) => authoredPlace(analysis, one) ?? []);
  return places.filter(
    (one, at) => places.findIndex(({ file: where, start }) => where === one.file && start === one.start) === at,
  );
}
