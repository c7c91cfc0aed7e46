/** What a rig answers to an input that it cannot apply: what was observed, and what to try, in both languages (law 9). */
import type { Refusal } from '../controller/region.ts';
import { nearestName } from '../iec61131/semantics/did-you-mean.ts';

export function unknownSignal(name: string, names: Iterable<string>): Refusal {
  const near = nearestName(name, names);
  return {
    code: 'unknown-signal',
    message: {
      en: near
        ? `There is no signal "${name}". Did you mean ${near}?`
        : `There is no signal "${name}". Signals are named part.Name, e.g. plant.StartButton or plc.Motor; the watch pane lists them all.`,
      'zh-CN': near
        ? `没有名为“${name}”的信号。您是指 ${near} 吗？`
        : `没有名为“${name}”的信号。信号写作“部件.名称”，例如 plant.StartButton 或 plc.Motor；监视窗格列出了全部信号。`,
    },
  };
}

export function notOperable(name: string): Refusal {
  return {
    code: 'not-operable',
    message: {
      en: `${name} cannot be operated by hand: only the plant's own controls can, those that no controller drives. Force it, or write it in the watch pane, if that is what you want.`,
      'zh-CN': `${name} 不能手动操作：只有被控对象自己的、不受控制器驱动的操作件才能操作。如有需要，请在监视窗格中强制或写入它。`,
    },
  };
}

export function notForceable(name: string): Refusal {
  return {
    code: 'not-forceable',
    message: {
      en: `${name} belongs to the plant and cannot be forced. Force the controller's terminal that is wired to it instead.`,
      'zh-CN': `${name} 属于被控对象，不能强制。请改为强制与它相连的控制器端子。`,
    },
  };
}

export function notWritable(name: string): Refusal {
  return {
    code: 'not-writable',
    message: {
      en: `${name} cannot be written: the next tick would overwrite it, or it is a constant. Operate the plant's control, or force the terminal.`,
      'zh-CN': `${name} 不能写入：下一个节拍会覆盖它，或者它是常量。请操作被控对象的操作件，或强制该端子。`,
    },
  };
}

export function notForced(name: string): Refusal {
  return {
    code: 'not-forced',
    message: { en: `${name} is not forced, so there is nothing to release.`, 'zh-CN': `${name} 没有被强制，无需取消。` },
  };
}

export function unknownController(name: string, names: readonly string[]): Refusal {
  return {
    code: 'unknown-controller',
    message: {
      en: `There is no controller "${name}" in this rig. It has: ${names.join(', ')}.`,
      'zh-CN': `此实训台中没有控制器“${name}”。现有：${names.join('、')}。`,
    },
  };
}

export function doesNotCompile(name: string, errors: number): Refusal {
  return {
    code: 'does-not-compile',
    message: {
      en: `The program for ${name} was not downloaded: it has ${errors} ${errors === 1 ? 'error' : 'errors'}. Mend what the editor marks and download again; what ran before still runs.`,
      'zh-CN': `${name} 的程序没有下载：存在 ${errors} 个错误。请修改编辑器标出的地方后重新下载；原来的程序仍在运行。`,
    },
  };
}

export function noProgram(name: string): Refusal {
  return {
    code: 'no-program',
    message: {
      en: `${name} has no program that compiles, so it cannot run. Mend what the editor marks and download.`,
      'zh-CN': `${name} 还没有可编译的程序，因此不能运行。请修改编辑器标出的地方并下载。`,
    },
  };
}

export function tickTooShort(tickNs: bigint, shortestNs: bigint): Refusal {
  const us = (ns: bigint) => Number(ns) / 1000;
  return {
    code: 'tick-too-short',
    message: {
      en: `The task intervals and the plant's step have a common step of only ${us(tickNs)} µs; the shortest is ${us(shortestNs)} µs. Choose intervals that are multiples of one another, e.g. 10 ms and 100 ms.`,
      'zh-CN': `各任务周期与对象步长的公共步长只有 ${us(tickNs)} µs，最短为 ${us(shortestNs)} µs。请选择互为倍数的周期，例如 10 ms 和 100 ms。`,
    },
  };
}
