/** Faults act on what exists and can take them; tests of a troubleshooting lab read and set what exists. */
import { compileExpressions } from './expressions.ts';
import type { Lab } from './lab.ts';
import { lintNetworkEffect } from './lint-network-faults.ts';
import { definitionFile, lookUp, type Report } from './lint-report.ts';
import { lintValue } from './lint-value.ts';
import type { LabFault, Troubleshooting } from './schema.ts';
import type { NetworkEffect } from './schema-network-faults.ts';
import type { LabSignal } from './signals.ts';

type Names = ReadonlyMap<string, LabSignal>;

export function lintFaults(lab: Lab, byName: Names, signals: LabSignal[], report: Report): void {
  const { faults, troubleshooting } = lab.definition;
  const seen = new Set<string>();
  faults.forEach((fault, f) => {
    const path = `faults/${f}`;
    if (seen.has(fault.id)) {
      report(definitionFile, `${path}/id`, {
        en: `There are two faults called \`${fault.id}\`. Give one another id.`,
        'zh-CN': `有两个名为 \`${fault.id}\` 的故障。请给其中一个改名。`,
      });
    }
    seen.add(fault.id);
    fault.effects.forEach((effect, e) => {
      const at = `${path}/effects/${e}`;
      if ('set' in effect || 'signal' in effect) lintEffect(effect, at, byName, report);
      else lintNetworkEffect(effect, at, lab, report);
    });
    const { trigger } = fault;
    if (trigger !== 'instructor' && 'when' in trigger) {
      const found = compileExpressions(signals, [trigger.when]).diagnostics[0]?.[0];
      if (found) {
        report(definitionFile, `${path}/trigger/when`, {
          en: `In \`${trigger.when}\`: ${found.message.en}`,
          'zh-CN': `在 \`${trigger.when}\` 中：${found.message['zh-CN']}`,
        });
      }
    }
  });
  if (troubleshooting) lintTroubleshooting(lab, troubleshooting, seen, byName, report);
}

const needNumber = new Set(['offset', 'drift', 'noise', 'wrong-range']);

type InRig = Exclude<LabFault['effects'][number], NetworkEffect>;

function lintEffect(effect: InRig, path: string, byName: Names, report: Report): void {
  if ('set' in effect) {
    for (const [name, value] of Object.entries(effect.set)) {
      const signal = lookUp(name, `${path}/set/${name}`, byName, report);
      if (signal) lintValue(signal.name, value, `${path}/set/${name}`, byName, report);
      if (signal && !signal.kind.startsWith('plant')) {
        report(definitionFile, `${path}/set/${name}`, {
          en: `\`set\` acts inside the plant, and \`${signal.name}\` is a terminal. Write \`signal: ${signal.name}\` with a mode.`,
          'zh-CN': `\`set\` 作用于被控对象内部，而 \`${signal.name}\` 是端子。请写 \`signal: ${signal.name}\` 并给出 mode。`,
        });
      }
    }
    return;
  }
  const ends =
    effect.mode === 'swapped'
      ? ([
          ['signal', effect.signal],
          ['with', effect.with],
        ] as const)
      : ([['signal', effect.signal]] as const);
  const found = ends.map(([key, name]) => lintTerminal(name, `${path}/${key}`, byName, report));
  const [signal, other] = found;
  if (signal && needNumber.has(effect.mode) && signal.type === 'BOOL') {
    report(definitionFile, `${path}/mode`, {
      en: `\`${effect.mode}\` needs a number, and \`${signal.name}\` is BOOL. Use stuck, broken-wire, short, delay or dropout.`,
      'zh-CN': `\`${effect.mode}\` 需要数值，而 \`${signal.name}\` 是 BOOL。请用 stuck、broken-wire、short、delay 或 dropout。`,
    });
  }
  if (effect.mode === 'stuck' && effect.at !== undefined && signal)
    lintValue(signal.name, effect.at, `${path}/at`, byName, report);
  if (signal && other && (signal.type !== other.type || signal.kind !== other.kind)) {
    report(definitionFile, `${path}/with`, {
      en: `\`${signal.name}\` and \`${other.name}\` cannot be swapped: they differ in type or direction.`,
      'zh-CN': `\`${signal.name}\` 与 \`${other.name}\` 不能互换：类型或方向不同。`,
    });
  }
}

function lintTerminal(name: string, path: string, byName: Names, report: Report): LabSignal | null {
  const signal = lookUp(name, path, byName, report);
  if (!signal) return null;
  if (signal.kind === 'input-terminal' || signal.kind === 'output-terminal') return signal;
  report(definitionFile, path, {
    en: `\`${signal.name}\` is no terminal: this fault sits on the wire of one, e.g. plc.Start. For a component, write \`set:\`.`,
    'zh-CN': `\`${signal.name}\` 不是端子：此故障作用于端子的接线，例如 plc.Start。作用于部件请写 \`set:\`。`,
  });
  return null;
}

function lintTroubleshooting(
  lab: Lab,
  { draw, tests }: Troubleshooting,
  faults: ReadonlySet<string>,
  byName: Names,
  report: Report,
): void {
  const known = (id: string, path: string, among: readonly string[]): void => {
    if (among.includes(id)) return;
    report(definitionFile, path, {
      en: `There is no fault \`${id}\` here. Known: ${among.join(', ')}.`,
      'zh-CN': `这里没有故障 \`${id}\`。可用：${among.join('、')}。`,
    });
  };
  draw.forEach((id, index) => {
    known(id, `troubleshooting/draw/${index}`, [...faults]);
  });
  const ids = new Set<string>();
  tests.forEach((test, index) => {
    const path = `troubleshooting/tests/${index}`;
    if (ids.has(test.id)) {
      report(definitionFile, `${path}/id`, {
        en: `There are two tests called \`${test.id}\`. Give one another id.`,
        'zh-CN': `有两个名为 \`${test.id}\` 的测试。请给其中一个改名。`,
      });
    }
    ids.add(test.id);
    test.tells.forEach((id, at) => {
      known(id, `${path}/tells/${at}`, draw);
    });
    if (test.kind === 'exchange') {
      test.repairs.forEach((id, at) => {
        known(id, `${path}/repairs/${at}`, [...faults]);
      });
    }
    for (const name of test.signals) lookUp(name, `${path}/signals`, byName, report);
    const set = test.kind === 'measure' ? (test.operate ?? {}) : test.kind === 'force' ? test.force : {};
    for (const [name, value] of Object.entries(set)) {
      const signal = lookUp(name, `${path}/${test.kind === 'force' ? 'force' : 'operate'}/${name}`, byName, report);
      if (signal) lintValue(signal.name, value, `${path}/${test.kind === 'force' ? 'force' : 'operate'}/${name}`, byName, report);
    }
  });
  const asked = lab.definition.steps.some(({ checks }) => checks.some(({ diagnosis }) => diagnosis));
  if (!asked) {
    report(definitionFile, 'troubleshooting', {
      en: 'No check asks for the diagnosis. Add one with `diagnosis: {}`.',
      'zh-CN': '没有检查要求给出诊断。请添加一项带 `diagnosis: {}` 的检查。',
    });
  }
}
