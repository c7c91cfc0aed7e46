import type { Severity } from '../diagnostics.ts';

export type Message = readonly [severity: Severity, en: string, zh: string];

/** Messages by code. `{name}` is filled in by the reporter. */
export type Messages = Readonly<Record<string, Message>>;
