/**
 * `start/` in the other language, `start.zh-CN/`: the same programs with other comments. A rig runs `start/` whatever the reader's
 * language is, so both must have the same code on the same lines.
 */
import type { SourceFile } from '../iec61131/diagnostics.ts';
import { codeOf, hasComments } from '../iec61131/syntax/code-of.ts';
import type { Lab, LabProblem } from './lab.ts';

export const translatedStart = 'start.zh-CN';

export function lintStart(lab: Lab, problems: LabProblem[]): void {
  compare(lab.start, lab.startIn?.['zh-CN'], problems);
  compare(lab.ladders ?? {}, lab.laddersIn?.['zh-CN'], problems);
}

function compare(start: Lab['start'], startIn: Lab['start'] | undefined, problems: LabProblem[]): void {
  for (const [controller, files] of Object.entries(start)) {
    for (const file of files) {
      const other = startIn?.[controller]?.find(({ name }) => name === file.name);
      if (other === undefined || other.text === file.text) {
        if (isCommented(file)) problems.push(untranslated(file.name));
        continue;
      }
      const line = firstDifference(file, other);
      if (line !== null) problems.push(differs(file.name, line));
    }
  }
}

/** The line in `other` on which its code is not that of `file`. */
function firstDifference(file: SourceFile, other: SourceFile): number | null {
  const [own, others] = [linesOf(file), linesOf(other)];
  for (let index = 0; index < Math.max(own.length, others.length); index += 1) {
    const [one, two] = [own[index], others[index]];
    if (one?.text !== two?.text || one?.line !== two?.line) return two?.line ?? others.at(-1)?.line ?? 1;
  }
  return null;
}

const isYaml = ({ name }: SourceFile): boolean => name.endsWith('.yaml');

/** In the gateway's file a comment begins with # at the start of a line or behind a space. */
const yamlComment = /(^|\s)#.*$/;

function isCommented(file: SourceFile): boolean {
  return isYaml(file) ? file.text.split('\n').some((line) => yamlComment.test(line)) : hasComments(file);
}

function linesOf(file: SourceFile): readonly { text: string; line: number }[] {
  if (!isYaml(file)) return codeOf(file);
  return file.text
    .split('\n')
    .map((text, index) => ({ text: text.replace(yamlComment, '').trimEnd(), line: index + 1 }))
    .filter(({ text }) => text !== '');
}

const untranslated = (file: string): LabProblem => ({
  file: `${translatedStart}/${file}`,
  line: 1,
  column: 1,
  severity: 'warning',
  message: {
    en: `start/${file} has comments, and a Chinese page would show them in English. Write ${translatedStart}/${file}: the same text with its comments in Chinese.`,
    'zh-CN': `start/${file} 中有注释，中文页面会显示英文注释。请编写 ${translatedStart}/${file}：程序相同，注释为中文。`,
  },
});

const differs = (file: string, line: number): LabProblem => ({
  file: `${translatedStart}/${file}`,
  line,
  column: 1,
  severity: 'error',
  message: {
    en: `From this line on the code is not that of start/${file}. Only comments may differ, and every statement stands on the same line.`,
    'zh-CN': `从这一行起，代码与 start/${file} 不同。只有注释可以不同，而且每条语句都要在同一行。`,
  },
});
