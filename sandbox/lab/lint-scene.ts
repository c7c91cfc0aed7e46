/** A scene and the names in the texts are bound to signals that exist and fit. */
import type { Locale, LocalizedText } from '../iec61131/diagnostics.ts';
import type { Lab, LabProblem } from './lab.ts';
import { type Report, unknownSignal } from './lint-report.ts';
import { bindingsOf } from './scene.ts';
import type { LabSignal } from './signals.ts';
import { textFile } from './text.ts';

/** The names in `## Signals` of the texts. */
export function lintSignalNames(lab: Lab, byName: ReadonlyMap<string, LabSignal>, report: Report): void {
  for (const locale of Object.keys(lab.text) as Locale[]) {
    for (const name of Object.keys(lab.text[locale].signals)) {
      if (byName.has(name.toUpperCase())) continue;
      const names = [...byName.values()].map((signal) => signal.name);
      report(textFile(locale), `Signals/${name}`, unknownSignal(name, names));
    }
  }
}

export function lintScene(lab: Lab, byName: ReadonlyMap<string, LabSignal>, problems: LabProblem[]): void {
  for (const { binding, signal: name, line, column } of bindingsOf(lab.scene)) {
    const operates = binding === 'press' || binding === 'toggle';
    const boolean = operates || binding === 'on' || binding === 'show';
    const report = (message: LocalizedText): void => {
      problems.push({ file: lab.definition.rig.scene, line, column, severity: 'error', message });
    };
    const signal = byName.get(name.toUpperCase());
    if (!signal) {
      const names = [...byName.values()]
        .filter((candidate) => !operates || candidate.operable)
        .map((candidate) => candidate.name);
      report(unknownSignal(name, names));
    } else if (operates && !signal.operable) {
      report({
        en: `data-${binding} needs an input of the plant that nothing else drives; \`${signal.name}\` is none.`,
        'zh-CN': `data-${binding} 需要一个未被其他来源驱动的对象输入；\`${signal.name}\` 不是。`,
      });
    } else if (boolean && signal.type !== 'BOOL') {
      // The other way round is fine: a BOOL turns, fills and moves as 0 and 1.
      report({
        en: `data-${binding} needs a BOOL; \`${signal.name}\` is ${signal.type}.`,
        'zh-CN': `data-${binding} 需要 BOOL；\`${signal.name}\` 的类型是 ${signal.type}。`,
      });
    }
  }
}
