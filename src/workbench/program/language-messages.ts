/** What the page and its language worker say to each other. */
import type { Diagnostic, Locale, SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { DrawingRefusal } from '#sandbox/iec61131/diagrams/bridges/refusals.ts';
import type { WrittenLadder } from '#sandbox/iec61131/diagrams/bridges/to-structured-text.ts';
import type { BoxPins } from '#sandbox/iec61131/diagrams/edit/elements.ts';
import type { ImportFinding } from '#sandbox/iec61131/plcopen/finding.ts';
import type { CompletionOffer } from '#sandbox/iec61131/service/complete.ts';
import type { Drawn } from '#sandbox/iec61131/service/draw.ts';
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
  /** At an element of a diagram, where this much is typed. */
  | { ask: 'complete-in'; file: string; text: string }
  | { ask: 'hover'; file: string; offset: number; locale: Locale }
  | { ask: 'live-names' }
  | { ask: 'signature' | 'definition' | 'references' | 'renameable'; file: string; offset: number }
  | { ask: 'rename'; file: string; offset: number; name: string }
  | { ask: 'outline' | 'folds' | 'colours' | 'statement-lines'; file: string }
  /** The file in the other language. */
  | { ask: 'as-ladder' | 'as-text'; file: string }
  | { ask: 'box-pins'; type: string }
  /** A project of another tool, and the files as one. */
  | { ask: 'read-plcopen'; xml: string }
  | { ask: 'write-plcopen'; name: string; created: string }
  /** Where the file's program or block runs. */
  | { ask: 'instances'; file: string }
  /** `range`: a part of the file, by offsets. */
  | { ask: 'format'; file: string; range: { start: number; end: number } | null }
);

export type LanguageAnswer = { id: number } & (
  | { ask: 'diagnose'; diagnostics: Diagnostic[] }
  | { ask: 'complete'; offers: CompletionOffer[] }
  | { ask: 'complete-in'; offers: CompletionOffer[] }
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
  | { ask: 'instances'; paths: string[] }
  | { ask: 'as-ladder'; drawn: Drawn | { refused: DrawingRefusal } }
  | { ask: 'box-pins'; pins: BoxPins | null }
  /** `language`: of a POU that is kept as it is. */
  | { ask: 'read-plcopen'; files: { file: SourceFile; language: string }[]; findings: ImportFinding[] }
  | { ask: 'write-plcopen'; xml: string; findings: ImportFinding[] }
  /** `null`: the drawing has mistakes. */
  | { ask: 'as-text'; written: WrittenLadder | null }
  | { ask: 'format'; edits: TextEdit[] }
  /** The language service itself broke; the editor goes on without it. */
  | { ask: 'failed'; reason: string }
);

export type { CompletionOffer, Hover, LiveName };
