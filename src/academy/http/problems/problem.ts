import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';

/** Refusals by code: the status of the answer and what the reader is told. A `{name}` in it is filled in by who refuses. */
export type Problems = Readonly<Record<string, { readonly status: number; readonly message: LocalizedText }>>;
