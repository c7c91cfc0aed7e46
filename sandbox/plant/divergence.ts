/** Physics that left the numbers: told with the component in which it shows, because that is where its author looks. */
import type { LocalizedText } from '../iec61131/diagnostics.ts';

export interface Diverged {
  kind: 'diverged';
  tick: number;
  file: string;
  line: number;
  column: number;
  message: LocalizedText;
}

/** `path` of the variable, e.g. `plant.T101.Level`: its component is what stands before the last point. */
export function tellDivergence(path: string, value: number, tick: number): Diverged {
  const component = path.slice(0, path.lastIndexOf('.'));
  const shown = Number.isNaN(value) ? 'NaN' : String(value);
  return {
    kind: 'diverged',
    tick,
    file: '',
    line: 0,
    column: 0,
    message: {
      en: `The plant diverged: ${path} is ${shown}. The plant stands still. This is a mistake of the lab: look at what is given to ${component}, for a division by a small number, a time constant shorter than two steps, or a parameter out of its range.`,
      'zh-CN': `被控对象的计算发散：${path} 的值为 ${shown}，被控对象已停止。这是实验本身的错误：请检查传给 ${component} 的值，例如除以很小的数、时间常数小于两个步长，或参数超出范围。`,
    },
  };
}
