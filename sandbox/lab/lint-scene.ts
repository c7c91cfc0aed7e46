/** A scene and the names in the texts are bound to signals that exist and fit. */
import type { Locale, LocalizedText } from '../iec61131/diagnostics.ts';
import type { Lab, LabProblem } from './lab.ts';
import { type Report, suggestEn, suggestZh, unknownSignal } from './lint-report.ts';
import { bindingsOf, type FoundBinding } from './scene.ts';
import type { SceneBinding } from './scene-attributes.ts';
import { sceneSchemas } from './schema-scene.ts';
import { translateSchemaSentence } from './schema-sentences.ts';
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

/** Operated by the trainee. */
const operating: ReadonlySet<SceneBinding> = new Set<SceneBinding>(['press', 'toggle', 'set']);
const numberTypes = /^(U?[SLD]?INT|L?REAL)$/;

export function lintScene(lab: Lab, byName: ReadonlyMap<string, LabSignal>, problems: LabProblem[]): void {
  for (const found of bindingsOf(lab.scene)) {
    const { binding, line, column, symbol } = found;
    const report = (message: LocalizedText): void => {
      const within: LocalizedText = symbol
        ? { en: `In the symbol \`${symbol}\`: ${message.en}`, 'zh-CN': `图形符号 \`${symbol}\`：${message['zh-CN']}` }
        : message;
      const reference = `/reference/scene-format/#data-${binding}`;
      problems.push({ file: lab.definition.rig.scene, line, column, severity: 'error', message: within, reference });
    };
    if (!lintForm(found, report)) continue;
    if (binding === 'items') lintItems(found.signal, byName, report);
    else lintBinding(found, byName, report);
  }
}

/** The attributes that shape it: without this, a browser would read a wrong one as if it were not there. */
function lintForm({ binding, attributes }: FoundBinding, report: (message: LocalizedText) => void): boolean {
  // Of the signal itself more can be said: whether there is one, and which was meant.
  const issues = (sceneSchemas[binding].safeParse(attributes).error?.issues ?? []).filter(({ path }) => path[0] !== binding);
  for (const { path, message } of issues) {
    const name = `data-${String(path[0])}`;
    const written = attributes[String(path[0])];
    const advice = translateSchemaSentence(message);
    report(
      written === undefined
        ? { en: `data-${binding} needs ${name}. Add it.`, 'zh-CN': `data-${binding} 需要 ${name}，请补上。` }
        : {
            en: `\`${name}="${written}"\`: ${advice.en}.`,
            'zh-CN': `\`${name}="${written}"\`：${advice['zh-CN']}。`,
          },
    );
  }
  return issues.length === 0;
}

function lintBinding(
  { binding, signal: name, comparison }: FoundBinding,
  byName: ReadonlyMap<string, LabSignal>,
  report: (message: LocalizedText) => void,
): void {
  const operates = operating.has(binding);
  const signal = byName.get(name.toUpperCase());
  if (!signal) {
    const names = [...byName.values()].filter((candidate) => !operates || candidate.operable).map((candidate) => candidate.name);
    report(unknownSignal(name, names));
  } else if (operates && !signal.operable) {
    report({
      en: `data-${binding} needs an input of the plant that nothing else drives; \`${signal.name}\` is none.`,
      'zh-CN': `data-${binding} 需要一个未被其他来源驱动的对象输入；\`${signal.name}\` 不是。`,
    });
  } else if ((comparison || binding === 'set') && !numberTypes.test(signal.type)) {
    const what = comparison ? `\`${comparison.operator} ${comparison.value}\`` : `data-${binding}`;
    report({
      en: `${what} needs a number; \`${signal.name}\` is ${signal.type}.`,
      'zh-CN': `${what} 需要数值；\`${signal.name}\` 的类型是 ${signal.type}。`,
    });
  } else if (!comparison && ['press', 'toggle', 'on', 'show'].includes(binding) && signal.type !== 'BOOL') {
    // The other way round is fine: a BOOL turns, fills and moves as 0 and 1.
    report({
      en: `data-${binding} needs a BOOL; \`${signal.name}\` is ${signal.type}.`,
      'zh-CN': `data-${binding} 需要 BOOL；\`${signal.name}\` 的类型是 ${signal.type}。`,
    });
  }
}

/** A Conveyor, by what the scene reads of it. */
function lintItems(name: string, byName: ReadonlyMap<string, LabSignal>, report: (message: LocalizedText) => void): void {
  if (byName.has(`${name}.Item[1].Position`.toUpperCase()) && byName.has(`${name}.Count`.toUpperCase())) return;
  const belts = [...byName.values()].flatMap((signal) => /^(.+)\.Item\[1\]\.Position$/i.exec(signal.name)?.[1] ?? []);
  report({
    en: `data-items needs a Conveyor of the plant; \`${name}\` is none.${suggestEn(name, belts)}`,
    'zh-CN': `data-items 需要对象中的 Conveyor；\`${name}\` 不是。${suggestZh(name, belts)}`,
  });
}
