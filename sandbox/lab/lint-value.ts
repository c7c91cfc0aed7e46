/** Values that a lab writes fit their signals: the compiler of the language decides, as for an assignment. */
import { checkAssignments } from './expressions.ts';
import { definitionFile, type Report } from './lint-report.ts';
import type { SignalLiteral } from './schema.ts';
import type { LabSignal } from './signals.ts';

export function lintValue(
  name: string,
  value: SignalLiteral,
  path: string,
  byName: ReadonlyMap<string, LabSignal>,
  report: Report,
): void {
  const signal = byName.get(name.toUpperCase());
  if (!signal) return;
  const [found] = checkAssignments([{ signal, literal: literalText(value) }]);
  const [first] = found ?? [];
  if (!first) return;
  report(definitionFile, path, {
    en: `\`${String(value)}\` is no value for \`${signal.name}\`, which is ${signal.type}. ${first.message.en}`,
    'zh-CN': `\`${String(value)}\` 不能作为 \`${signal.name}\`（${signal.type}）的值。${first.message['zh-CN']}`,
  });
}

/** YAML's `TRUE`, `1.5`, `800ms` as Structured Text. */
function literalText(value: SignalLiteral): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return String(value);
  return /^-?\d+(\.\d+)?(us|ms|s|m|min|h|d)$/.test(value) ? `T#${value.replace('min', 'm')}` : value;
}
