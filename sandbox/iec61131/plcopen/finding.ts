/** What an export could not say or an import could not read: with its place, in both languages. Nothing is changed without one. */
import type { LocalizedText, Severity } from '../diagnostics.ts';

/** Where: as much of it as is known. */
export interface FindingPlace {
  /** A POU, data type or other named thing of the project. */
  pou?: string;
  /** Of a ladder body, from 1. */
  network?: number;
  /** Of an element in a graphical body. */
  localId?: string;
  /** Of the XML file when reading, of the source file when writing; from 1. */
  line?: number;
  /** Source file, when writing. */
  file?: string;
}

export interface ImportFinding {
  severity: Severity;
  message: LocalizedText;
  place: FindingPlace;
}

export type Report = (severity: Severity, place: FindingPlace, en: string, zh: string) => void;

/** Collects findings; a damaged file may have thousands, and nobody reads more than this many. */
export const MOST_FINDINGS = 500;

export function collect(findings: ImportFinding[]): Report {
  return (severity, place, en, zh) => {
    if (findings.length < MOST_FINDINGS) findings.push({ severity, message: { en, 'zh-CN': zh }, place });
    else if (findings.length === MOST_FINDINGS)
      findings.push({
        severity: 'error',
        message: {
          en: `There is more: only the first ${MOST_FINDINGS} findings are listed. Mend these and read the file again.`,
          'zh-CN': `还有更多问题：只列出前 ${MOST_FINDINGS} 条。修正后请重新读取文件。`,
        },
        place: {},
      });
  };
}
