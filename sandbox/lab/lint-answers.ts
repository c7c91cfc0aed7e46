/** Questions and observations belong to something: each is asked in a step, sets what there is, and looks at what there is. */

import type { Lab } from './lab.ts';
import { definitionFile, lookUp, type Report, suggestEn, suggestZh } from './lint-report.ts';
import type { AnswerOfLab, Observation } from './schema-answers.ts';
import { linkProfiles } from './schema-network.ts';
import type { LabSignal } from './signals.ts';

export function lintQuestions(lab: Lab, byName: ReadonlyMap<string, LabSignal>, report: Report): void {
  const { answers, steps } = lab.definition;
  const names = Object.keys(answers);
  for (const [name, answer] of Object.entries(answers)) {
    const path = `answers/${name}`;
    if (!steps.some(({ asks }) => asks.includes(name))) {
      report(definitionFile, path, {
        en: `No step asks \`${name}\`, so nobody can answer it. Add \`asks: [${name}]\` to a step.`,
        'zh-CN': `没有步骤提出问题 \`${name}\`，无人能作答。请在某个步骤中加入 \`asks: [${name}]\`。`,
      });
    }
    if ('sets' in answer && answer.sets !== undefined) lintSets(answer.sets, answer, `${path}/sets`, byName, report);
    if (answer.kind === 'choice' && answer.profile_of !== undefined)
      lintProfile(lab, answer.profile_of, answer.options, path, report);
  }
  steps.forEach((step, index) => {
    for (const [place, name] of step.asks.entries()) {
      if (names.includes(name)) continue;
      report(definitionFile, `steps/${index}/asks/${place}`, {
        en: `There is no answer \`${name}\` under \`answers\`.${suggestEn(name, names)}`,
        'zh-CN': `\`answers\` 中没有 \`${name}\`。${suggestZh(name, names)}`,
      });
    }
  });
}

const numbers = new Set(['SINT', 'INT', 'DINT', 'LINT', 'USINT', 'UINT', 'UDINT', 'ULINT', 'REAL', 'LREAL']);

function lintSets(name: string, answer: AnswerOfLab, path: string, byName: ReadonlyMap<string, LabSignal>, report: Report): void {
  const signal = lookUp(name, path, byName, report);
  if (!signal) return;
  const fits = answer.kind === 'yes-no' ? signal.type === 'BOOL' : numbers.has(signal.type);
  if (signal.operable && fits) return;
  report(definitionFile, path, {
    en: `\`${signal.name}\` (${signal.type}) cannot take this answer: it needs an operable input of the plant, BOOL for yes-no and a number for the others.`,
    'zh-CN': `\`${signal.name}\`（${signal.type}）不能接收此答案：应为可操作的对象输入，yes-no 用 BOOL，其他用数值类型。`,
  });
}

function lintProfile(lab: Lab, link: string, options: readonly string[], path: string, report: Report): void {
  const links = linksOf(lab);
  if (!links.includes(link)) report(definitionFile, `${path}/profile_of`, noLink(link, links));
  options.forEach((option, index) => {
    if (linkProfiles.some((profile) => profile === option)) return;
    report(definitionFile, `${path}/options/${index}`, {
      en: `\`${option}\` is no profile of a link.${suggestEn(option, linkProfiles)}`,
      'zh-CN': `\`${option}\` 不是链路的类型。${suggestZh(option, linkProfiles)}`,
    });
  });
}

const linksOf = (lab: Lab): string[] =>
  lab.definition.rig.network?.links.map(({ id, between: [a, b] }) => id ?? `${a}-${b}`) ?? [];

const noLink = (link: string, links: readonly string[]) => ({
  en: `The network has no link \`${link}\`.${suggestEn(link, links)}`,
  'zh-CN': `网络中没有链路 \`${link}\`。${suggestZh(link, links)}`,
});

/** Each looks at a part that the lab has. */
export function lintObservations(lab: Lab, report: Report): void {
  for (const [name, seen] of Object.entries(lab.definition.observations))
    lintObservation(lab, `observations/${name}`, seen, report);
}

function lintObservation(lab: Lab, path: string, seen: Observation, report: Report): void {
  const { devices, gateway, terminal } = lab.definition.rig;
  if ('topic' in seen) {
    const brokers = Object.entries(devices).flatMap(([name, { broker }]) => (broker ? [name] : []));
    if (!brokers.includes(seen.broker)) {
      report(definitionFile, `${path}/broker`, {
        en: `There is no device \`${seen.broker}\` with a broker.${suggestEn(seen.broker, brokers)}`,
        'zh-CN': `没有带 broker 的设备 \`${seen.broker}\`。${suggestZh(seen.broker, brokers)}`,
      });
    }
    if (seen.pointer !== '' && !/^(\/([^~/]|~[01])*)+$/.test(seen.pointer)) {
      report(definitionFile, `${path}/pointer`, {
        en: `\`${seen.pointer}\` is no JSON pointer (RFC 6901). Write it as /value or /data/0/value.`,
        'zh-CN': `\`${seen.pointer}\` 不是 JSON 指针（RFC 6901）。请写作 /value 或 /data/0/value。`,
      });
    }
  } else if ('packets' in seen) {
    const links = linksOf(lab);
    if (!links.includes(seen.link)) report(definitionFile, `${path}/link`, noLink(seen.link, links));
    if (seen.function !== undefined && seen.packets !== 'modbus') {
      report(definitionFile, `${path}/function`, {
        en: 'Only Modbus packets have a function code here. Write `packets: modbus`, or leave `function` out.',
        'zh-CN': '此处只有 Modbus 报文有功能码。请写 `packets: modbus`，或去掉 `function`。',
      });
    }
    if (seen.what === 'dropped' && seen.packets !== 'any') {
      report(definitionFile, `${path}/packets`, {
        en: 'A link does not tell what it has lost by protocol. Write `packets: any`.',
        'zh-CN': '链路不按协议统计丢失的报文。请写 `packets: any`。',
      });
    }
  } else if ('file' in seen) {
    if (!terminal) report(definitionFile, path, needs('terminal', '终端'));
  } else if ('drawn' in seen) {
    lintDrawn(lab, seen, path, report);
  } else if (!gateway) report(definitionFile, path, needs('gateway', '网关'));
}

/** The words of the definition are replaced already, so a name that is left is one that nobody draws. */
function lintDrawn(lab: Lab, { drawn, what }: Extract<Observation, { drawn: unknown }>, path: string, report: Report): void {
  if (!lab.definition.rig.network) report(definitionFile, path, needs('network', '网络'));
  const left = /\$\{(\w+)\}/.exec(String(drawn))?.[1];
  const names = Object.entries(lab.definition.parameters).flatMap(([name, one]) => ('choose' in one ? [name] : []));
  if (left !== undefined) {
    report(definitionFile, `${path}/drawn`, {
      en: `No parameter \`${left}\` with \`choose\` is drawn.${suggestEn(left, names)}`,
      'zh-CN': `没有带 \`choose\` 的参数 \`${left}\`。${suggestZh(left, names)}`,
    });
  } else if (what === 'number' && Number.isNaN(Number(drawn))) {
    report(definitionFile, `${path}/what`, {
      en: `\`${drawn}\` is drawn, which is no number. Write \`what: text\`.`,
      'zh-CN': `抽取到的 \`${drawn}\` 不是数。请写 \`what: text\`。`,
    });
  }
}

const needs = (part: string, chinese: string) => ({
  en: `This lab has no ${part} to look at. Add \`${part}\` under \`rig\`, or take the observation out.`,
  'zh-CN': `此实验没有可供观察的${chinese}。请在 \`rig\` 下加入 \`${part}\`，或去掉此观察。`,
});
