/** A mistake in a course, lesson or reference page, at the place where its author can mend it. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';

export interface ContentProblem {
  /** Relative to its content root: `first-scan/01-what-a-plc-does/index.en.md`. */
  file: string;
  line: number;
  column: number;
  /** What has an error is not served; what has only warnings is. */
  severity: 'error' | 'warning';
  message: LocalizedText;
  /** Where the reference explains it, on the site without its language: `/reference/lab-format/#steps-hints`. */
  reference?: string;
}

/** Where something stands in Markdown; the root's position is missing only for nodes that we made ourselves. */
export interface Placed {
  position?: { start: { line: number; column: number } } | undefined;
}

/** Collects the problems of one file. `lineOffset` lines (its frontmatter) stand before the text that positions count in. */
export class ProblemList {
  readonly file: string;
  readonly lineOffset: number;
  readonly problems: ContentProblem[] = [];

  constructor(file: string, lineOffset: number) {
    this.file = file;
    this.lineOffset = lineOffset;
  }

  error(at: Placed, en: string, chinese: string, reference?: string): void {
    this.add('error', at, en, chinese, reference);
  }

  warn(at: Placed, en: string, chinese: string): void {
    this.add('warning', at, en, chinese);
  }

  private add(severity: ContentProblem['severity'], at: Placed, en: string, chinese: string, reference?: string): void {
    const start = at.position?.start;
    this.problems.push({
      file: this.file,
      line: (start?.line ?? 1) + this.lineOffset,
      column: start?.column ?? 1,
      severity,
      message: { en, 'zh-CN': chinese },
      ...(reference === undefined ? {} : { reference }),
    });
  }
}
