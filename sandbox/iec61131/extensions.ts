/**
 * What IEC 61131-3 does not have, but many tools do. Programs that use it run here; a word says that it may not run elsewhere, and
 * `strict` refuses it.
 */
import { diagnose, type MessageValue } from './diagnostic-catalogue.ts';
import type { Diagnostic, SourceRange } from './diagnostics.ts';

/** The diagnostic about one use of an extension: ST6160 as information, ST1060 as an error under `strict`. */
export function extensionDiagnostic(strict: boolean, range: SourceRange, what: MessageValue): Diagnostic {
  return diagnose(strict ? 'ST1060' : 'ST6160', range, { what });
}
