/** A controller's files as they go out and come in. */
import type { LadderPou } from '../diagrams/ladder.ts';

export type ProjectFile =
  | { kind: 'st'; name: string; text: string }
  | { kind: 'ladder'; name: string; pou: LadderPou }
  | KeptFile;

/** A POU whose body is not edited here: its `<pou>` element as it was, which an export writes back letter for letter. */
export interface KeptFile {
  kind: 'kept';
  name: string;
  /** The element alone, with the namespaces that were in force where it stood. */
  xml: string;
}

export interface PlcopenProject {
  name: string;
  files: readonly ProjectFile[];
  /** `2026-11-23T07:00:00`; nothing here has a clock. */
  created: string;
}

/** How files of a kind end. */
export const ENDINGS = { st: '.st', ladder: '.ld', kept: '.plcopen.xml' } as const;

export const NAMESPACE = 'http://www.plcopen.org/xml/tc6_0201';
export const XHTML = 'http://www.w3.org/1999/xhtml';
