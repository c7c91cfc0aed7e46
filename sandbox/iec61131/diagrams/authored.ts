/** Everything that leaves the language is told at the author's places: in the drawing's file, not in the text that it became. */
import type { CompiledProgram, Node } from '../codegen/compiled.ts';
import type { Diagnostic, SourceFile, SourceRange } from '../diagnostics.ts';
import { authoredDiagnostic, authoredRange, type Origin } from './origin.ts';

export interface Authored {
  range(range: SourceRange): SourceRange;
  diagnostic(diagnostic: Diagnostic): Diagnostic;
  program(program: CompiledProgram): CompiledProgram;
}

/** For these files, of which some may be lowered; other ranges stay as they are. */
export function authored(files: readonly SourceFile[]): Authored {
  const origins = new Map(files.flatMap(({ name, origin }) => (origin === undefined ? [] : [[name, origin] as const])));
  const range = (given: SourceRange): SourceRange => {
    const origin = origins.get(given.file);
    return origin === undefined ? given : authoredRange(origin, given);
  };
  const node = (given: Node): Node => ({
    ...given,
    range: given.range && range(given.range),
    children: given.children.map(node),
  });
  return {
    range,
    diagnostic: (diagnostic) => {
      const origin = origins.get(diagnostic.range.file);
      return origin === undefined ? diagnostic : authoredDiagnostic(origin, diagnostic);
    },
    program: (program) => {
      if (origins.size === 0) return program;
      return {
        ...program,
        layout: { ...program.layout, roots: program.layout.roots.map(node) },
        sites: program.sites.map((site) => {
          const origin = origins.get(site.range.file);
          return origin === undefined ? site : { ...site, range: range(site.range), text: textAt(origin, range(site.range)) };
        }),
        ...(program.points && { points: program.points.map((point) => ({ ...point, range: range(point.range) })) }),
      };
    },
  };
}

function textAt({ file }: Origin, { start, end }: SourceRange): string {
  return file.text.slice(start, end).split('\n', 1)[0]!.trim();
}
