/** The words of a lab are complete in both languages: every step, hint, check and message, and nothing that belongs to none. */
import type { Locale, LocalizedText } from '../iec61131/diagnostics.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Lab } from './lab.ts';
import type { Report } from './lint-report.ts';
import { textFile } from './text.ts';

export function lintTexts(lab: Lab, report: Report): void {
  for (const locale of Object.keys(lab.text) as Locale[]) lintText(lab, locale, report);
  // A control that has a name in one language has it in the other.
  const [en, chinese] = [lab.text.en.signals, lab.text['zh-CN'].signals];
  for (const name of Object.keys(en))
    if (!(name in chinese)) report(textFile('zh-CN'), 'Signals', missing(`- ${name}: …`, 'Signals'));
  for (const name of Object.keys(chinese))
    if (!(name in en)) report(textFile('en'), 'Signals', missing(`- ${name}: …`, 'Signals'));
}

function lintText(lab: Lab, locale: Locale, report: Report): void {
  const file = textFile(locale);
  const text = lab.text[locale];
  if (text.title === '') report(file, '', missing('# Title', 'this file'));
  if (text.summary === '') report(file, 'Summary', missing('## Summary', 'this file'));

  const { steps } = lab.definition;
  for (const step of steps) {
    const words = text.steps[step.id];
    if (!words) {
      report(file, '', missing(`## Step ${step.id}`, 'this file'));
      continue;
    }
    if (words.title === '') report(file, `Step ${step.id}`, empty(`## Step ${step.id}`));
    if (words.hints.length !== step.hints) {
      report(file, `Step ${step.id}`, {
        en: `lab.yaml promises ${step.hints} hints for this step, and here are ${words.hints.length}. Add \`### Hint ${words.hints.length + 1}\`, or correct \`hints\`.`,
        'zh-CN': `lab.yaml 为此步骤写明 ${step.hints} 条提示，这里有 ${words.hints.length} 条。请补上 \`### Hint ${words.hints.length + 1}\`，或改正 \`hints\`。`,
      });
    }
    words.hints.forEach((hint, index) => {
      if (hint === '') report(file, `Step ${step.id}/Hint ${index + 1}`, empty(`### Hint ${index + 1}`));
    });
    for (const check of step.checks) {
      const told = text.checks[check.id];
      if (!told) {
        report(file, `Step ${step.id}`, missing(`### Check ${check.id}`, `## Step ${step.id}`));
        continue;
      }
      if (told.title === '') report(file, `Check ${check.id}`, empty(`### Check ${check.id}`));
      const keys = ['default', ...check.ways.map(({ key }) => key)];
      for (const key of keys) {
        if (!told.messages[key]) report(file, `Check ${check.id}`, missing(`- ${key}: …`, `### Check ${check.id}`));
      }
      for (const key of Object.keys(told.messages)) {
        if (!keys.includes(key)) report(file, `Check ${check.id}/${key}`, belongsToNone(`- ${key}`, key, keys));
      }
    }
  }
  const annotations = lab.definition.annotations.map(({ id }) => id);
  lintNames(text.annotations, annotations, annotations, 'Annotations', file, report);
  lintNames(text.faults, lab.definition.troubleshooting?.draw ?? [], faultIds(lab), 'Faults', file, report);
  const tests = lab.definition.troubleshooting?.tests.map(({ id }) => id) ?? [];
  lintNames(text.tests, tests, tests, 'Tests', file, report);
  lintQuestions(lab, locale, report);
  const stepIds = steps.map(({ id }) => id);
  const checkIds = steps.flatMap(({ checks }) => checks.map(({ id }) => id));
  for (const id of Object.keys(text.steps)) {
    if (!stepIds.includes(id)) report(file, `Step ${id}`, belongsToNone(`## Step ${id}`, id, stepIds));
  }
  for (const id of Object.keys(text.checks)) {
    if (!checkIds.includes(id)) report(file, `Check ${id}`, belongsToNone(`### Check ${id}`, id, checkIds));
  }
}

/** Every question has its label, and every option of a choice its words. */
function lintQuestions(lab: Lab, locale: Locale, report: Report): void {
  const file = textFile(locale);
  const { answers } = lab.definition;
  const told = lab.text[locale].answers;
  for (const [name, answer] of Object.entries(answers)) {
    const words = told[name];
    if (!words) {
      report(file, 'Answers', missing(`### Answer ${name}`, '## Answers'));
      continue;
    }
    if (words.label === '') report(file, `Answer ${name}`, empty(`### Answer ${name}`));
    const options = answer.kind === 'choice' ? answer.options : [];
    for (const option of options)
      if (!words.options[option]) report(file, `Answer ${name}`, missing(`- ${option}: …`, `### Answer ${name}`));
    for (const option of Object.keys(words.options))
      if (!options.includes(option)) report(file, `Answer ${name}/${option}`, belongsToNone(`- ${option}`, option, options));
  }
  for (const name of Object.keys(told))
    if (!Object.hasOwn(answers, name))
      report(file, `Answer ${name}`, belongsToNone(`### Answer ${name}`, name, Object.keys(answers)));
}

const faultIds = (lab: Lab): string[] => lab.definition.faults.map(({ id }) => id);

/** Every one of `needed` has its line, and every line one of `known`. */
function lintNames(
  words: Record<string, string>,
  needed: readonly string[],
  known: readonly string[],
  section: string,
  file: string,
  report: Report,
): void {
  for (const id of needed) if (!words[id]) report(file, section, missing(`- ${id}: …`, `## ${section}`));
  for (const id of Object.keys(words)) {
    if (!known.includes(id)) report(file, `${section}/${id}`, belongsToNone(`- ${id}`, id, known));
  }
}

function missing(what: string, where: string): LocalizedText {
  return {
    en: `\`${what}\` is missing in ${where}. Write it.`,
    'zh-CN': `${where === 'this file' ? '此文件' : where}中缺少 \`${what}\`，请补上。`,
  };
}

function empty(heading: string): LocalizedText {
  return { en: `There is no text under \`${heading}\`. Write it.`, 'zh-CN': `\`${heading}\` 下没有文字，请补上。` };
}

function belongsToNone(what: string, id: string, known: readonly string[]): LocalizedText {
  const near = didYouMean(id, known);
  return {
    en: `\`${what}\` belongs to nothing in lab.yaml.${near ? ` Did you mean \`${near}\`?` : ''}`,
    'zh-CN': `lab.yaml 中没有 \`${what}\` 对应的内容。${near ? `是否想写 \`${near}\`？` : ''}`,
  };
}
