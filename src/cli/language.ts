import type { Diagnostic, Locale } from '#sandbox/iec61131/diagnostics.ts';

/** The reader's language, from the environment as every command-line program takes it; an empty variable counts as absent. */
export const locale: Locale = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')
  ? 'zh-CN'
  : 'en';

/** `main.st:3:5: error ST2001: …`, as compilers and editors know it. */
export function formatDiagnostic({ code, severity, range, message }: Diagnostic): string {
  return `${range.file}:${range.line}:${range.column}: ${severity} ${code}: ${message[locale]}`;
}
