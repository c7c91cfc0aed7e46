/**
 * Every message of the language, once: code, severity and both languages. ST1… are of syntax, ST2… of names and types, ST3… of
 * values, ST4… of calls, ST5… of configuration and addresses, ST6… are advice, ST7… of size, ST9… our own mistakes,
 * LD… of ladder diagrams. A code never changes its
 * meaning. A file of `messages/` for each area.
 */
import type { Diagnostic, LocalizedText, Severity, SourceRange, SuggestedEdit } from './diagnostics.ts';
import { adviceMessages } from './messages/advice.ts';
import { callsMessages } from './messages/calls.ts';
import { chartsMessages } from './messages/charts.ts';
import { configurationMessages } from './messages/configuration.ts';
import { ladderMessages } from './messages/ladder.ts';
import { limitsMessages } from './messages/limits.ts';
import type { Message } from './messages/message.ts';
import { namesMessages } from './messages/names.ts';
import { objectsMessages } from './messages/objects.ts';
import { referencesMessages } from './messages/references.ts';
import { syntaxMessages } from './messages/syntax.ts';
import { testsMessages } from './messages/tests.ts';
import { valuesMessages } from './messages/values.ts';

const catalogue = {
  ...syntaxMessages,
  ...namesMessages,
  ...referencesMessages,
  ...objectsMessages,
  ...valuesMessages,
  ...callsMessages,
  ...configurationMessages,
  ...chartsMessages,
  ...testsMessages,
  ...adviceMessages,
  ...ladderMessages,
  ...limitsMessages,
} as const;

export type DiagnosticCode = keyof typeof catalogue;

/** What fills a `{name}`: the same text in both languages, or one for each. */
export type MessageValue = string | number | bigint | LocalizedText;

function fill(template: string, values: Record<string, MessageValue>, locale: 'en' | 'zh-CN'): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = values[key];
    if (value === undefined) return whole;
    return typeof value === 'object' ? value[locale] : String(value);
  });
}

/** Builds one diagnostic from its code, place and values. */
export function diagnose(
  code: DiagnosticCode,
  range: SourceRange,
  values: Record<string, MessageValue> = {},
  edits?: SuggestedEdit[],
): Diagnostic {
  const [severity, en, zh] = catalogue[code] as Message;
  const diagnostic: Diagnostic = {
    code,
    severity,
    range,
    message: { en: fill(en, values, 'en'), 'zh-CN': fill(zh, values, 'zh-CN') },
  };
  if (edits !== undefined && edits.length > 0) diagnostic.edits = edits;
  return diagnostic;
}

/** All codes with their severity, for the reference pages. */
export function diagnosticCodes(): { code: string; severity: Severity; template: LocalizedText }[] {
  return Object.entries(catalogue).map(([code, [severity, en, zh]]) => ({ code, severity, template: { en, 'zh-CN': zh } }));
}
