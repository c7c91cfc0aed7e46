/**
 * `text.<locale>.md`: all words of a lab under fixed headings.
 *
 *     # Title
 *     ## Summary            one paragraph
 *     ## Step <id>          first line: the step's title; then Markdown
 *     ### Hint <n>          1, 2, 3 … in order
 *     ### Check <id>        first line: the check's title; then `- key: message`, `default` always
 *     ## Annotations        `- contactor: The contactor K1 switches the motor`
 *     ## Signals            `- plant.StartButton: Start button S2`
 *     ## Faults             `- bowl-leak: The bowl of the lubricator leaks`
 *     ## Tests              `- listen-bowl: Listen at the bowl`
 *     ## Answers
 *     ### Answer <name>     the question, as the form asks it; of a choice then `- option: its words`
 */
import type { Locale, LocalizedText } from '../iec61131/diagnostics.ts';
import type { LabProblem, LabText, Place } from './lab.ts';

export interface ReadText {
  text: LabText;
  problems: LabProblem[];
  /** `Step seal-in`, `Step seal-in/Hint 1`, `Check starts`, `Check starts/default`, `Signals/plant.Motor`. */
  places: Record<string, Place>;
}

/** Sections that give names to things, one a line. */
const named = { Annotations: 'annotations', Signals: 'signals', Faults: 'faults', Tests: 'tests' } as const;

interface Section {
  level: number;
  heading: string;
  line: number;
  body: { text: string; line: number }[];
}

export function textFile(locale: Locale): string {
  return `text.${locale}.md`;
}

/** Reads the words; what a lab needs beyond that (is every step there?) is the lint's business. */
export function readText(file: string, source: string): ReadText {
  const text: LabText = {
    title: '',
    summary: '',
    steps: {},
    checks: {},
    annotations: {},
    signals: {},
    faults: {},
    tests: {},
    answers: {},
  };
  const problems: LabProblem[] = [];
  const places: Record<string, Place> = {};
  const report = (line: number, message: LocalizedText, column = 1): void => {
    problems.push({ file, line, column, severity: 'error', message });
  };
  const put = (key: string, line: number): boolean => {
    if (places[key]) {
      report(line, {
        en: `\`${key}\` stands twice; the first is on line ${places[key].line}. Keep one.`,
        'zh-CN': `\`${key}\` 出现了两次，第一次在第 ${places[key].line} 行。请只保留一处。`,
      });
      return false;
    }
    places[key] = { line, column: 1 };
    return true;
  };

  let step: string | null = null;
  let answering = false;
  for (const section of sections(source)) {
    const { level, heading, line } = section;
    const words = heading.split(/\s+/);
    const [kind = '', name = ''] = words;
    if (level === 1 || level === 2) answering = false;
    if (level === 0) {
      if (bodyText(section) !== '') {
        report(line, {
          en: 'Text before the title. Begin the file with `# Title`.',
          'zh-CN': '标题之前有文字。文件应以 `# 标题` 开头。',
        });
      }
    } else if (level === 1) {
      if (put('Title', line)) text.title = heading;
    } else if (level === 2 && heading === 'Summary') {
      step = null;
      if (put('Summary', line)) text.summary = bodyText(section);
    } else if (level === 2 && heading === 'Answers') {
      step = null;
      answering = put('Answers', line);
    } else if (level === 3 && kind === 'Answer' && answering && words.length === 2) {
      if (put(`Answer ${name}`, line)) {
        const { title, rest } = splitTitle(section);
        const options: Record<string, string> = {};
        for (const entry of entries({ ...section, body: rest }, report))
          if (put(`Answer ${name}/${entry.key}`, entry.line)) options[entry.key] = entry.text;
        text.answers[name] = { label: title, options };
      }
    } else if (level === 2 && heading in named) {
      step = null;
      const words = text[named[heading as keyof typeof named]];
      if (put(heading, line)) {
        for (const entry of entries(section, report))
          if (put(`${heading}/${entry.key}`, entry.line)) words[entry.key] = entry.text;
      }
    } else if (level === 2 && kind === 'Step' && words.length === 2) {
      step = name;
      if (put(`Step ${name}`, line)) text.steps[name] = { ...titleAndRest(section), hints: [] };
    } else if (level === 3 && kind === 'Hint' && step !== null && words.length === 2) {
      const hints = text.steps[step]?.hints;
      if (hints && put(`Step ${step}/Hint ${name}`, line)) {
        if (Number(name) !== hints.length + 1) {
          report(line, {
            en: `Hint ${hints.length + 1} should come next, but this is \`Hint ${name}\`. Number the hints 1, 2, 3 in order.`,
            'zh-CN': `此处应为第 ${hints.length + 1} 条提示，却写着 \`Hint ${name}\`。提示按 1、2、3 顺序编号。`,
          });
        }
        hints.push(bodyText(section));
      }
    } else if (level === 3 && kind === 'Check' && step !== null && words.length === 2) {
      if (put(`Check ${name}`, line)) {
        const messages: Record<string, string> = {};
        const { title, rest } = splitTitle(section);
        for (const entry of entries({ ...section, body: rest }, report)) {
          if (put(`Check ${name}/${entry.key}`, entry.line)) messages[entry.key] = entry.text;
        }
        text.checks[name] = { title, messages };
      }
    } else {
      report(line, {
        en: `\`${'#'.repeat(level)} ${heading}\` is no heading of a lab's text here. Use \`# Title\`, \`## Summary\`, \`## Step <id>\` with \`### Hint <n>\` and \`### Check <id>\` below it, \`## Annotations\`, \`## Signals\`, \`## Faults\`, \`## Tests\`, \`## Answers\` with \`### Answer <name>\` below it; inside a step, \`####\` and deeper are free.`,
        'zh-CN': `\`${'#'.repeat(level)} ${heading}\` 不是此处可用的标题。可用：\`# 标题\`、\`## Summary\`、\`## Step <id>\` 及其下的 \`### Hint <n>\` 与 \`### Check <id>\`、\`## Annotations\`、\`## Signals\`、\`## Faults\`、\`## Tests\`、\`## Answers\` 及其下的 \`### Answer <name>\`；步骤内可自由使用 \`####\` 及更深的标题。`,
      });
    }
  }
  return { text, problems, places };
}

/** Cuts at headings of level 1 to 3; what stands in a code fence is no heading. */
function sections(source: string): Section[] {
  const all: Section[] = [{ level: 0, heading: '', line: 1, body: [] }];
  let fence: string | null = null;
  source.split(/\r?\n/).forEach((text, index) => {
    const line = index + 1;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1] ?? null;
    if (fence === null && mark !== null) fence = mark;
    else if (fence !== null && mark !== null && mark[0] === fence[0] && mark.length >= fence.length) fence = null;
    const heading = fence === null && mark === null ? /^(#{1,3})\s+(.*?)\s*#*\s*$/.exec(text) : null;
    if (heading) all.push({ level: heading[1]!.length, heading: heading[2]!, line, body: [] });
    else all.at(-1)!.body.push({ text, line });
  });
  return all;
}

const bodyText = (section: Section): string =>
  section.body
    .map((line) => line.text)
    .join('\n')
    .trim();

function splitTitle(section: Section): { title: string; rest: Section['body'] } {
  const first = section.body.findIndex((line) => line.text.trim() !== '');
  if (first < 0 || section.body[first]!.text.startsWith('- ')) return { title: '', rest: section.body };
  return { title: section.body[first]!.text.trim(), rest: section.body.slice(first + 1) };
}

function titleAndRest(section: Section): { title: string; markdown: string } {
  const { title, rest } = splitTitle(section);
  return { title, markdown: bodyText({ ...section, body: rest }) };
}

/** `- key: text`; indented lines go on. A full-width colon is as good. */
function entries(
  section: Section,
  report: (line: number, message: LocalizedText) => void,
): { key: string; text: string; line: number }[] {
  const found: { key: string; text: string; line: number }[] = [];
  for (const { text, line } of section.body) {
    if (text.trim() === '') continue;
    const entry = /^[-*]\s+([\w.-]+)\s*[:：]\s*(.*)$/.exec(text);
    const last = found.at(-1);
    if (entry) found.push({ key: entry[1]!, text: entry[2]!.trim(), line });
    else if (/^\s+\S/.test(text) && last) last.text = `${last.text} ${text.trim()}`.trim();
    else {
      report(line, {
        en: 'This line should read `- key: text`, e.g. `- default: The motor did not start.`',
        'zh-CN': '此行应写作 `- 键: 文字`，例如 `- default: 电动机没有启动。`',
      });
    }
  }
  return found;
}
