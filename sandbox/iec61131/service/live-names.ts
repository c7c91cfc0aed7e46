/** The variables that each line of a running program mentions, so that an editor can show their values there. */
import type { SourceFile } from '../diagnostics.ts';
import type { Place } from '../semantics/checked.ts';
import { type AnalysisOptions, analyse } from './analysis.ts';

/** `path` as a layout knows it: `main.timer.ET`, a global's own name, `%IX0.0`. Lines and columns from 1. */
export interface LiveName {
  path: string;
  file: string;
  line: number;
  column: number;
  endColumn: number;
}

/** Per line and path the first mention, in the order of the text. Bodies of blocks have many instances, so only programs count. */
export function liveNames(files: readonly SourceFile[], options: AnalysisOptions = {}): LiveName[] {
  const { symbols } = analyse(files, options);
  const names: LiveName[] = [];
  const seen = new Set<string>();
  for (const instance of symbols.instances) {
    for (const { owner, place } of symbols.placeUses) {
      if (owner.pou !== instance.program) continue;
      const path = pathOf(place);
      if (path === null || !isScalar(place)) continue;
      const { file, line, column, endColumn, endLine } = place.range;
      const full = path.own ? `${instance.name}.${path.text}` : path.text;
      const key = `${file}:${line}:${full}`;
      if (seen.has(key) || line !== endLine) continue;
      seen.add(key);
      names.push({ path: full, file, line, column, endColumn });
    }
  }
  return names.sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
}

function isScalar({ type }: Place): boolean {
  return type.kind === 'elementary' || type.kind === 'string' || type.kind === 'enum' || type.kind === 'subrange';
}

/** `null` where the path depends on a value, or is a single bit. `own`: it begins at the program's own variables. */
function pathOf(place: Place): { text: string; own: boolean } | null {
  switch (place.kind) {
    case 'variable': {
      const { section, name } = place.variable;
      if (section === 'in_out' || section === 'temp') return null;
      return { text: name, own: section !== 'global' };
    }
    case 'self':
      return null;
    case 'direct':
      return { text: place.address.text, own: false };
    case 'bit':
    case 'part':
    case 'dereference':
      return null;
    case 'index': {
      const base = pathOf(place.base);
      const constants = place.indices.map((index) => (index.kind === 'constant' ? String(index.value) : null));
      return base === null || constants.includes(null) ? null : { ...base, text: `${base.text}[${constants.join(',')}]` };
    }
    case 'field': {
      const base = pathOf(place.base);
      const { type } = place.base;
      return base === null || type.kind !== 'struct' ? null : { ...base, text: `${base.text}.${type.fields[place.field]!.name}` };
    }
    case 'member': {
      const base = pathOf(place.base);
      return base === null ? null : { ...base, text: `${base.text}.${place.member.name}` };
    }
  }
}
