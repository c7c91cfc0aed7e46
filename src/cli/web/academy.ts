/** Composes the academy for the web process: its own database, and what the rest of the house lends it. */
import { openServices, type Services, type ServicesOptions } from '#academy/services.ts';
import { isReading } from '#content/lessons.ts';
import { renderMarkdown } from '#content/markdown.ts';
import { judgeAnswer } from '#content/quiz.ts';
import { findSolution } from '#content/solutions.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import { labRoots } from '../roots.ts';

export function openAcademy(
  options: Pick<ServicesOptions, 'dataDir' | 'host' | 'log' | 'author' | 'workbenchFiles'>,
): Promise<Services> {
  const roots = labRoots();
  return openServices({
    ...options,
    labs: () => loadLabs(roots).labs,
    labProblems: () => loadLabs(roots).problems,
    judgeAnswer,
    solution: findSolution,
    isReading,
    renderMarkdown: (text, locale) => renderMarkdown({ file: 'text', text, locale }).html,
    publicUrl: process.env.MILLWRIGHT_URL ?? null,
  });
}
