/** Terminals, wires and parameters fit the plant: names exist, types are equal, addresses do not overlap. */

import type { Lab } from './lab.ts';
import { definitionFile, lookUp, type Report, suggestEn, suggestZh } from './lint-report.ts';
import { lintValue } from './lint-value.ts';
import type { LabSignal } from './signals.ts';

export function lintWiring(lab: Lab, byName: ReadonlyMap<string, LabSignal>, report: Report): void {
  const driven = new Map<string, string>();
  for (const [name, controller] of Object.entries(lab.definition.rig.controllers)) {
    const base = `rig/controllers/${name}`;
    const taken: { terminal: string; area: string; from: number; to: number }[] = [];
    const place = (terminal: string, at: string, path: string): void => {
      const bits = bitsOf(at);
      const other = taken.find(({ area, from, to }) => area === bits.area && from < bits.to && bits.from < to);
      if (other) {
        report(definitionFile, path, {
          en: `\`${at}\` overlaps the address of ${other.terminal}. Give each terminal bits of its own.`,
          'zh-CN': `\`${at}\` 与 ${other.terminal} 的地址重叠。每个端子应有自己的地址。`,
        });
      }
      taken.push({ terminal, ...bits });
    };
    for (const [terminal, input] of Object.entries(controller.inputs)) {
      place(terminal, input.at, `${base}/inputs/${terminal}/at`);
      lintWire(`${name}.${terminal}`, input.from, `${base}/inputs/${terminal}/from`, byName, report);
    }
    for (const [terminal, output] of Object.entries(controller.outputs)) {
      const path = `${base}/outputs/${terminal}/to`;
      place(terminal, output.at, `${base}/outputs/${terminal}/at`);
      const signal = lintWire(`${name}.${terminal}`, output.to, path, byName, report);
      if (signal && signal.kind !== 'plant-input') {
        report(definitionFile, path, {
          en: `\`${signal.name}\` is no input of the plant, so nothing can drive it. Declare it under VAR_INPUT in ${lab.plant.name}.`,
          'zh-CN': `\`${signal.name}\` 不是被控对象的输入，无法驱动。请在 ${lab.plant.name} 的 VAR_INPUT 中声明它。`,
        });
      }
      const other = driven.get(output.to.toUpperCase());
      if (other !== undefined) {
        report(definitionFile, path, {
          en: `\`${output.to}\` is already driven by ${other}. One output per plant input.`,
          'zh-CN': `\`${output.to}\` 已由 ${other} 驱动。每个对象输入只能接一个输出。`,
        });
      }
      driven.set(output.to.toUpperCase(), `${name}.${terminal}`);
      if (output.safe !== undefined) {
        lintValue(`${name}.${terminal}`, output.safe, `${base}/outputs/${terminal}/safe`, byName, report);
      }
    }
  }
}

/** Half-open range of bits in its area. */
function bitsOf(at: string): { area: string; from: number; to: number } {
  const [, area = 'I', size = 'X', index = '0', bit = '0'] = /^%([IQ])([XBWDL])(\d+)(?:\.(\d))?$/.exec(at) ?? [];
  const width = { X: 1, B: 8, W: 16, D: 32, L: 64 }[size] ?? 1;
  const from = size === 'X' ? Number(index) * 8 + Number(bit) : Number(index) * width;
  return { area, from, to: from + width };
}

function lintWire(
  terminal: string,
  wired: string,
  path: string,
  byName: ReadonlyMap<string, LabSignal>,
  report: Report,
): LabSignal | null {
  const signal = lookUp(wired, path, byName, report, (candidate) => candidate.kind.startsWith('plant'));
  const own = byName.get(terminal.toUpperCase());
  if (signal && own && own.type !== signal.type) {
    report(definitionFile, path, {
      en: `The terminal ${terminal} is ${own.type}, but \`${signal.name}\` is ${signal.type}. Write \`type: ${signal.type}\` with an address of that size, or change the plant.`,
      'zh-CN': `端子 ${terminal} 的类型是 ${own.type}，而 \`${signal.name}\` 是 ${signal.type}。请写 \`type: ${signal.type}\` 并使用相应大小的地址，或修改被控对象。`,
    });
  }
  return signal;
}

export function lintParameters(lab: Lab, byName: ReadonlyMap<string, LabSignal>, report: Report): void {
  for (const [name, drawn] of Object.entries(lab.definition.parameters)) {
    if ('choose' in drawn) continue;
    const { from, to } = drawn;
    const path = `parameters/${name}`;
    const signal = byName.get(`PLANT.${name.toUpperCase()}`);
    if (signal?.kind !== 'plant-input') {
      const inputs = [...byName.values()]
        .filter(({ kind }) => kind === 'plant-input')
        .map((input) => input.name.slice('plant.'.length));
      report(definitionFile, path, {
        en: `The plant has no input \`${name}\`, so this parameter changes nothing.${suggestEn(name, inputs)}`,
        'zh-CN': `被控对象没有输入 \`${name}\`，此参数不起作用。${suggestZh(name, inputs)}`,
      });
      continue;
    }
    lintValue(signal.name, from, `${path}/from`, byName, report);
    lintValue(signal.name, to, `${path}/to`, byName, report);
  }
}
