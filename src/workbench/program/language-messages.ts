/** What the page and its language worker say to each other. */
import type { Diagnostic, Locale, SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { CompletionOffer } from '#sandbox/iec61131/service/complete.ts';
import type { Fold } from '#sandbox/iec61131/service/folding.ts';
import type { TextEdit } from '#sandbox/iec61131/service/format.ts';
import type { Hover } from '#sandbox/iec61131/service/hover.ts';
import type { LiveName } from '#sandbox/iec61131/service/live-names.ts';
import type { TextPlace } from '#sandbox/iec61131/service/navigate.ts';
import type { OutlineItem } from '#sandbox/iec61131/service/outline.ts';
import type { Rename, renameable } from '#sandbox/iec61131/service/rename.ts';
import type { SemanticToken } from '#sandbox/iec61131/service/semantic-tokens.ts';
import type { SignatureHelp } from '#sandbox/iec61131/service/signature-help.ts';

export type LanguageRequest = { id: number; files: SourceFile[]; cycleNs: string } & (
  | { ask: 'diagnose' }
  | { ask: 'complete'; file: string; offset: number }
  | { ask: 'hover'; file: string; offset: number; locale: Locale }
  | { ask: 'live-names' }
  | { ask: 'signature' | 'definition' | 'references' | 'renameable'; file: string; offset: number }
  | { ask: 'rename'; file: string; offset: number; name: string }
  | { ask: 'outline' | 'folds' | 'colours' | 'statement-lines'; file: string }
  /** `range`: a part of the file, by offsets. */
  | { ask: 'format'; file: string; range: { start: number; end: number } | null }
);

export type LanguageAnswer = { id: number } & (
  | { ask: 'diagnose'; diagnostics: Diagnostic[] }
  | { ask: 'complete'; offers: CompletionOffer[] }
  | { ask: 'hover'; hover: Hover | null }
  | { ask: 'live-names'; names: LiveName[] }
  | { ask: 'signature'; help: SignatureHelp | null }
  | { ask: 'definition'; place: TextPlace | null }
  | { ask: 'references'; places: TextPlace[] }
  | { ask: 'renameable'; place: ReturnType<typeof renameable> }
  | { ask: 'rename'; rename: Rename }
  | { ask: 'outline'; items: OutlineItem[] }
  | { ask: 'folds'; folds: Fold[] }
  | { ask: 'statement-lines'; lines: number[] }
  | { ask: 'colours'; tokens: SemanticToken[] }
  | { ask: 'format'; edits: TextEdit[] }
  /** The language service itself broke; the editor goes on without it. */
  | { ask: 'failed'; reason: string }
);

export type { CompletionOffer, Hover, LiveName };
