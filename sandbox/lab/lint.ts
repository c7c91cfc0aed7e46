/**
 * What only the whole lab shows: words that are missing, names that nothing bears, wires between different types, expressions that
 * do not compile. Each at its file, line and column, in both languages.
 */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { checkSignals } from './check-signals.ts';
import { labExplained } from './json-schema.ts';
import { explainedAt } from './key-anchor.ts';
import type { Lab, LabProblem } from './lab.ts';
import { lintAnnotations } from './lint-annotations.ts';
import { lintObservations, lintQuestions } from './lint-answers.ts';
import { lintExploration, lintExpressions, lintScenario, lintWindows } from './lint-checks.ts';
import { lintDevices } from './lint-devices.ts';
import { lintFaults } from './lint-faults.ts';
import { lintGatewayFiles } from './lint-gateway.ts';
import { lintNetwork } from './lint-network.ts';
import { lintPlant } from './lint-plant.ts';
import { definitionFile, placeOf, type Report, suggestEn, suggestZh } from './lint-report.ts';
import { lintScene, lintSignalNames } from './lint-scene.ts';
import { lintStart } from './lint-start.ts';
import { lintTexts } from './lint-texts.ts';
import { lintParameters, lintWiring } from './lint-wiring.ts';
import { labSignals } from './signals.ts';

export function lintLab(lab: Lab): LabProblem[] {
  const problems: LabProblem[] = [];
  const report: Report = (file, path, message, severity = 'error') => {
    const reference = file === definitionFile ? { reference: explainedAt(labExplained, pathOf(path)) } : {};
    problems.push({ file, ...placeOf(lab, file, path), severity, message, ...reference });
  };
  const { signals, byName, diagnostics, plantCompiles } = labSignals(lab);

  lintPlant(lab, diagnostics, problems);
  lintIds(lab, report);
  lintTexts(lab, report);
  lintAnnotations(lab, report);
  lintStart(lab, problems);
  lintAnswers(lab, report);
  lintObservations(lab, report);
  lintNetwork(lab, report);
  lintGatewayFiles(lab, problems);
  // Without a plant every name would be unknown: one cause, one message.
  if (!plantCompiles) return problems;
  if (![...byName.values()].some(({ kind }) => kind === 'plant-input' || kind === 'plant-output')) {
    problems.push({ file: lab.plant.name, line: 1, column: 1, severity: 'error', message: noPlantProgram });
    return problems;
  }
  lintDevices(lab, byName, report);
  lintWiring(lab, byName, report);
  lintParameters(lab, byName, report);
  lintSignalNames(lab, byName, report);
  lintScene(lab, byName, problems);
  lintQuestions(lab, byName, report);
  lintFaults(lab, byName, signals, report);
  lab.definition.steps.forEach((step, s) => {
    step.checks.forEach((check, c) => {
      lintScenario(check, `steps/${s}/checks/${c}`, lab, byName, report);
      lintExploration(check, `steps/${s}/checks/${c}`, lab, byName, report);
      lintExpressions(check, `steps/${s}/checks/${c}`, checkSignals(lab), lab, problems);
      lintWindows(check, `steps/${s}/checks/${c}`, report);
    });
  });
  return problems;
}

/** `steps/0/hints`, as reports name places. */
const pathOf = (path: string): (string | number)[] => path.split('/').map((step) => (/^\d+$/.test(step) ? Number(step) : step));

const noPlantProgram: LocalizedText = {
  en: 'This file has no PROGRAM called plant with VAR_INPUT or VAR_OUTPUT. Begin it with PROGRAM plant.',
  'zh-CN': '此文件中没有名为 plant 且带 VAR_INPUT 或 VAR_OUTPUT 的 PROGRAM。请以 PROGRAM plant 开头。',
};

function lintIds(lab: Lab, report: Report): void {
  const seen = new Set<string>();
  const once = (id: string, kind: LocalizedText, path: string): void => {
    if (seen.has(`${kind.en} ${id}`)) {
      report(definitionFile, path, {
        en: `The id \`${id}\` belongs to another ${kind.en} already. Ids name texts and progress, so each needs its own.`,
        'zh-CN': `id \`${id}\` 已属于另一个${kind['zh-CN']}。id 用于查找文字与进度，必须各不相同。`,
      });
    }
    seen.add(`${kind.en} ${id}`);
  };
  lab.definition.annotations.forEach(({ id }, a) => {
    once(id, { en: 'annotation', 'zh-CN': '图注' }, `annotations/${a}/id`);
  });
  lab.definition.steps.forEach((step, s) => {
    once(step.id, { en: 'step', 'zh-CN': '步骤' }, `steps/${s}/id`);
    step.checks.forEach((check, c) => {
      once(check.id, { en: 'check', 'zh-CN': '检查' }, `steps/${s}/checks/${c}/id`);
      check.ways.forEach((way, w) => {
        once(`${check.id}/${way.key}`, { en: 'way to fail', 'zh-CN': '失败方式' }, `steps/${s}/checks/${c}/ways/${w}/key`);
      });
    });
  });
}

function lintAnswers(lab: Lab, report: Report): void {
  if (Object.keys(lab.solutions).length === 0) {
    report(definitionFile, '', {
      en: 'There is no reference solution. Put one into solution/<name>/, with the files of start/.',
      'zh-CN': '没有参考解。请在 solution/<名称>/ 中放入一个，文件与 start/ 相同。',
    });
  }
  const checks = lab.definition.steps.flatMap((step) => step.checks);
  for (const [name, wanted] of Object.entries(lab.definition.wrong)) {
    if (!lab.wrong[name]) {
      report(definitionFile, `wrong/${name}`, {
        en: `There is no folder wrong/${name}/.${suggestEn(name, Object.keys(lab.wrong))}`,
        'zh-CN': `没有文件夹 wrong/${name}/。${suggestZh(name, Object.keys(lab.wrong))}`,
      });
    }
    const ids = checks.map(({ id }) => id);
    const check = checks.find(({ id }) => id === wanted.check);
    if (!check) {
      report(definitionFile, `wrong/${name}/check`, {
        en: `This lab has no check \`${wanted.check}\`.${suggestEn(wanted.check, ids)}`,
        'zh-CN': `此实验没有检查 \`${wanted.check}\`。${suggestZh(wanted.check, ids)}`,
      });
    } else if (wanted.message !== 'default' && !check.ways.some(({ key }) => key === wanted.message)) {
      const keys = ['default', ...check.ways.map(({ key }) => key)];
      report(definitionFile, `wrong/${name}/message`, {
        en: `The check \`${check.id}\` has no message \`${wanted.message}\`; it has ${keys.join(', ')}.`,
        'zh-CN': `检查 \`${check.id}\` 没有消息 \`${wanted.message}\`；它有 ${keys.join('、')}。`,
      });
    }
  }
  for (const name of Object.keys(lab.wrong)) {
    if (lab.definition.wrong[name]) continue;
    report(definitionFile, 'wrong', {
      en: `The folder wrong/${name}/ is not listed here. Add \`${name}: { check: …, message: … }\`.`,
      'zh-CN': `文件夹 wrong/${name}/ 未在此列出。请加入 \`${name}: { check: …, message: … }\`。`,
    });
  }
}
