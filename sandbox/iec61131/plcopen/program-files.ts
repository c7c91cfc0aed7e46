/** The files of a controller and those of a project: a drawing and a kept POU are texts there. */
import type { Diagnostic, SourceFile } from '../diagnostics.ts';
import { isDiagram, isKept } from '../diagrams/diagram-files.ts';
import { printLadder } from '../diagrams/print-ladder.ts';
import { readLadder } from '../diagrams/read-ladder.ts';
import type { ProjectFile } from './project.ts';

/** The file as it stands on disk. */
export function programFile(file: ProjectFile): SourceFile {
  const { name } = file;
  if (file.kind === 'st') return { name, text: file.text };
  return { name, text: file.kind === 'ladder' ? printLadder(file.pou) : `${file.xml}\n` };
}

/** What an export is made of. A drawing that cannot be read at all is left out; the diagnostics say why, and of others what they lack. */
export function projectFiles(files: readonly SourceFile[]): { files: ProjectFile[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const found = files.flatMap(({ name, text }): ProjectFile[] => {
    if (isKept(name)) return [{ kind: 'kept', name, xml: text }];
    if (!isDiagram(name)) return [{ kind: 'st', name, text }];
    const reading = readLadder({ name, text });
    diagnostics.push(...reading.diagnostics.filter(({ severity }) => severity === 'error'));
    return reading.pou === null ? [] : [{ kind: 'ladder', name, pou: reading.pou }];
  });
  return { files: found, diagnostics };
}
