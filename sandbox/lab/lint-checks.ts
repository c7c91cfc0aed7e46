/** Checks can be run: scenarios operate what may be operated, expressions compile, windows fit into the run. */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { compileExpressions } from './expressions.ts';
import type { Lab, LabProblem } from './lab.ts';
import { definitionFile, lookUp, placeOf, type Report, suggestEn, suggestZh } from './lint-report.ts';
import { lintValue } from './lint-value.ts';
import type { LabCheck, SignalLiteral } from './schema.ts';
import type { LabSignal } from './signals.ts';

export function lintScenario(
  check: LabCheck,
  path: string,
  lab: Lab,
  byName: ReadonlyMap<string, LabSignal>,
  report: Report,
): void {
  const written = Object.keys(lab.places?.[definitionFile] ?? {});
  const assigned = new Map<string, SignalLiteral>();
  /** Tells a second value for `name` at the same time. */
  const assign = (name: string, at: bigint, value: SignalLiteral, place: string): void => {
    const key = `${at} ${name}`;
    const earlier = assigned.get(key);
    if (earlier !== undefined && earlier !== value) {
      report(definitionFile, place, {
        en: `\`${name}\` gets another value at this very time already: ${String(earlier)}, and here ${String(value)}. Keep one.`,
        'zh-CN': `\`${name}\` 在同一时刻已被赋予另一个值：先是 ${String(earlier)}，这里又是 ${String(value)}。请只保留一个。`,
      });
    }
    assigned.set(key, value);
  };
  check.scenario.forEach((event, index) => {
    if (check.run !== undefined && event.at > check.run) report(definitionFile, `${path}/scenario/${index}`, afterTheRun);
    for (const [name, value] of Object.entries(event.set)) {
      // Between the event and the signal stands the key "at 200ms", as the author spelt it.
      const start = `${path}/scenario/${index}/`;
      const place = written.find((key) => key.startsWith(start) && key.endsWith(`/${name}`)) ?? start.slice(0, -1);
      if (name.startsWith('fault.')) {
        lintFaultSwitch(name, place, lab, report);
        assign(name, event.at, value, place);
        continue;
      }
      const signal = lookUp(name, place, byName, report);
      if (!signal) continue;
      if (!signal.operable) {
        report(definitionFile, place, notOperable(signal.name));
        continue;
      }
      lintValue(signal.name, value, place, byName, report);
      assign(signal.name, event.at, value, place);
    }
  });
}

const afterTheRun: LocalizedText = {
  en: 'The run is over before this happens. Make `run` of this check longer, or the time of this line earlier.',
  'zh-CN': '运行在此之前就结束了，这一行不会发生。请延长此检查的 `run`，或把这一行的时间提前。',
};

function lintFaultSwitch(name: string, place: string, lab: Lab, report: Report): void {
  const ids = lab.definition.faults.map(({ id }) => id);
  const id = name.slice('fault.'.length);
  if (ids.includes(id)) return;
  report(definitionFile, place, {
    en: `There is no fault \`${id}\` in this lab.${suggestEn(id, ids)}`,
    'zh-CN': `此实验中没有故障 \`${id}\`。${suggestZh(id, ids)}`,
  });
}

/** What exploration operates can be operated, and a number has its range. */
export function lintExploration(
  check: LabCheck,
  path: string,
  lab: Lab,
  byName: ReadonlyMap<string, LabSignal>,
  report: Report,
): void {
  check.explore?.inputs.forEach((written, index) => {
    const place = `${path}/explore/inputs/${index}`;
    const input = typeof written === 'string' ? { signal: written } : written;
    if (input.signal.startsWith('fault.')) {
      lintFaultSwitch(input.signal, place, lab, report);
      return;
    }
    const signal = lookUp(input.signal, place, byName, report);
    if (!signal) return;
    if (!signal.operable) report(definitionFile, place, notOperable(signal.name));
    else if (signal.type !== 'BOOL' && !(Number(input.from) < Number(input.to))) {
      report(definitionFile, place, {
        en: `\`${signal.name}\` is ${signal.type}: write its range, e.g. { signal: ${signal.name}, from: 0, to: 10 }.`,
        'zh-CN': `\`${signal.name}\` 的类型是 ${signal.type}：请写明范围，例如 { signal: ${signal.name}, from: 0, to: 10 }。`,
      });
    }
  });
}

const notOperable = (name: string): LocalizedText => ({
  en: `\`${name}\` cannot be operated: a scenario sets inputs of the plant that no controller drives and that are no parameters.`,
  'zh-CN': `\`${name}\` 不能操作：场景只能设置未被控制器驱动且不是参数的对象输入。`,
});

export function lintExpressions(check: LabCheck, path: string, signals: LabSignal[], lab: Lab, problems: LabProblem[]): void {
  const texts: { text: string; path: string }[] = [];
  check.require.forEach((requirement, index) => {
    for (const word of expressionWords) {
      const text = word in requirement ? (requirement as Partial<Record<typeof word, string>>)[word] : undefined;
      if (text !== undefined) texts.push({ text, path: `${path}/require/${index}/${word}` });
    }
  });
  check.ways.forEach((way, index) => {
    if ('if' in way) texts.push({ text: way.if, path: `${path}/ways/${index}/if` });
  });
  const { diagnostics } = compileExpressions(
    signals,
    texts.map(({ text }) => text),
  );
  diagnostics.forEach((found, index) => {
    const { text, path: at } = texts[index]!;
    const place = placeOf(lab, definitionFile, at);
    for (const { range, message } of found) {
      // A mistake behind the end of the text (a missing operand) is told at its last character.
      const lines = text.split('\n');
      const line = Math.min(range.line, lines.length);
      const inLine = line < range.line ? (lines[line - 1]?.length ?? 1) : range.column;
      problems.push({
        file: definitionFile,
        line: place.line + line - 1,
        column: line === 1 ? place.column + inLine - 1 : inLine,
        severity: 'error',
        message: { en: `In \`${text}\`: ${message.en}`, 'zh-CN': `在 \`${text}\` 中：${message['zh-CN']}` },
      });
    }
  });
}

const expressionWords = ['expect', 'always', 'never', 'when', 'then', 'hold', 'until'] as const;

const longestRun = 1_200_000_000_000n;
const tooLong: LocalizedText = {
  en: 'A run lasts at most 20 min of logical time, so that people need not wait for its verdict. Shorten it.',
  'zh-CN': '一次运行的逻辑时间最长 20 min，以免学员久等结论。请缩短。',
};

/** Windows that hold no sample, or that the run cuts off for certain. */
export function lintWindows(check: LabCheck, path: string, report: Report): void {
  if (check.run !== undefined && check.run > longestRun) report(definitionFile, `${path}/run`, tooLong);
  check.require.forEach((requirement, index) => {
    const at = `${path}/require/${index}`;
    if ('to' in requirement && requirement.to !== undefined && requirement.to < requirement.from) {
      report(definitionFile, `${at}/to`, {
        en: 'The window ends before it begins: `to` is earlier than `from`.',
        'zh-CN': '窗口在开始之前就结束了：`to` 早于 `from`。',
      });
    }
    if (('always' in requirement || 'never' in requirement) && requirement.to === undefined && check.run === undefined) {
      report(
        definitionFile,
        at,
        {
          en: 'This lasts to the end of the run, but the check does not say how long that is. Write `run: 10s` at the check, or `to:` here.',
          'zh-CN': '此要求持续到运行结束，但检查没有写明运行多久。请在检查中写 `run: 10s`，或在此写 `to:`。',
        },
        'warning',
      );
    }
    const needed =
      'expect' in requirement
        ? requirement.after + requirement.within + requirement.for
        : 'when' in requirement
          ? requirement.within + requirement.for
          : 'hold' in requirement
            ? requirement.from + (requirement.within ?? 0n)
            : (requirement.to ?? requirement.from);
    if (needed > longestRun) report(definitionFile, at, tooLong);
    if (check.run !== undefined && needed > check.run) {
      report(definitionFile, `${path}/run`, {
        en: 'The run ends before the window of a requirement does, so the check could only "run too short". Make `run` longer.',
        'zh-CN': '运行在某条要求的窗口结束之前就结束了，检查只会得到“运行太短”。请延长 `run`。',
      });
    }
  });
}
