/** Colours by meaning: what each name is, once the checker knows. */
import type { SourceFile } from '../diagnostics.ts';
import { type AnalysisOptions, analyse } from './analysis.ts';
import { declarationOf, mentionsOf } from './mentions.ts';

export const semanticTokenTypes = [
  'variable',
  'parameter',
  'property',
  'function',
  'method',
  'class',
  'interface',
  'type',
  'enumMember',
  'namespace',
] as const;
export const semanticTokenModifiers = ['declaration', 'readonly', 'defaultLibrary'] as const;

export interface SemanticToken {
  start: number;
  end: number;
  type: (typeof semanticTokenTypes)[number];
  modifiers: (typeof semanticTokenModifiers)[number][];
}

/** The names of a file that mean something, by place. */
export function semanticTokens(files: readonly SourceFile[], file: string, options: AnalysisOptions = {}): SemanticToken[] {
  const analysis = analyse(files, options);
  const found: SemanticToken[] = [];
  let end = 0;
  for (const mention of mentionsOf(analysis)) {
    if (mention.file !== file || mention.start < end || mention.end <= mention.start) continue;
    end = mention.end;
    const { target } = mention;
    const declared = declarationOf(analysis, target);
    const modifiers: SemanticToken['modifiers'] = [];
    if (declared === null) modifiers.push('defaultLibrary');
    else if (declared.file === file && declared.start === mention.start) modifiers.push('declaration');
    let type: SemanticToken['type'];
    switch (target.kind) {
      case 'variable': {
        const { section, constant } = target.variable;
        type = section === 'input' || section === 'output' || section === 'in_out' ? 'parameter' : 'variable';
        if (constant) modifiers.push('readonly');
        break;
      }
      case 'pou':
        type = target.entity.declaration.kind === 'function' ? 'function' : 'class';
        break;
      case 'enum value':
        type = 'enumMember';
        modifiers.push('readonly');
        break;
      case 'field':
        type = 'property';
        break;
      case 'standard function':
        type = 'function';
        break;
      default:
        type = target.kind;
    }
    found.push({ start: mention.start, end: mention.end, type, modifiers });
  }
  return found;
}
