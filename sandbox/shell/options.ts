/** Options as getopt reads them: `-c 3`, `-c3`, `-zv`, `--count 3`, `--count=3`, and `--` before what only looks like one. */
import type { Text } from './messages.ts';
import { Teach } from './teach.ts';

export interface Option {
  /** `-c`, `--count`; the first is its name in `Given`. */
  names: readonly [string, ...string[]];
  /** What its value is called in the help; without it, it is a switch. */
  value?: string;
  /** Of how many words the value is made (1); they come joined by line ends. */
  words?: number;
  help: Text;
}

export class Given {
  readonly operands: string[] = [];
  readonly #values = new Map<string, string[]>();

  add(name: string, value: string): void {
    this.#values.set(name, [...this.all(name), value]);
  }
  has(name: string): boolean {
    return this.#values.has(name);
  }
  /** The last wins, as everywhere. */
  one(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }
  all(name: string): string[] {
    return this.#values.get(name) ?? [];
  }

  /** @throws Teach when it is no number between the bounds. */
  number(name: string, unless: number, { least, most, whole = true }: { least: number; most: number; whole?: boolean }): number {
    const text = this.one(name);
    if (text === undefined) return unless;
    const value = Number(text);
    if (/^[-+]?[\d.]+(e\d+)?$/i.test(text) && value >= least && value <= most && (!whole || Number.isInteger(value)))
      return value;
    throw new Teach(
      `${name} takes ${whole ? 'a whole number' : 'a number'} from ${least} to ${most}, not "${text}".`,
      `${name} 需要 ${least} 到 ${most} 之间的${whole ? '整数' : '数'}，而不是“${text}”。`,
    );
  }

  /** The operand in this place. @throws Teach when there is none. */
  operand(index: number, en: string, chinese: string): string {
    const word = this.operands[index];
    if (word === undefined) throw new Teach(`${en} is missing.`, `缺少${chinese}。`);
    return word;
  }
}

/** @throws Teach for an option that the command does not have, or one without its value. */
export function readOptions(command: string, options: readonly Option[], words: readonly string[]): Given {
  const given = new Given();
  const find = (name: string): Option => {
    const option = options.find(({ names }) => names.includes(name));
    if (option) return option;
    const known = options.map(({ names }) => names[0]).join(' ');
    throw new Teach(
      `${command} has no option ${name} here. It has ${known || 'none'}; \`${command} --help\` explains them.`,
      `此处的 ${command} 没有选项 ${name}。可用选项：${known || '无'}；用 \`${command} --help\` 查看说明。`,
    );
  };
  const noValue = (name: string, option: Option): Teach =>
    new Teach(`${name} needs a value: ${name} ${option.value}.`, `${name} 需要一个值：${name} ${option.value}。`);
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    const next = (count = 1): string | undefined => {
      const taken = words.slice(index + 1, index + 1 + count);
      index += count;
      return taken.length === count ? taken.join('\n') : undefined;
    };
    if (word === '--') {
      given.operands.push(...words.slice(index + 1));
      break;
    }
    if (word.startsWith('--')) {
      const [name = word, ...rest] = word.split('=');
      const option = find(name);
      if (option.value === undefined) given.add(option.names[0], '');
      else {
        const value = rest.length > 0 ? rest.join('=') : next(option.words);
        if (value === undefined) throw noValue(name, option);
        given.add(option.names[0], value);
      }
    } else if (/^-.+/.test(word)) readShort(word);
    else given.operands.push(word);

    function readShort(cluster: string): void {
      for (let at = 1; at < cluster.length; at += 1) {
        const name = `-${cluster[at]}`;
        const option = find(name);
        if (option.value === undefined) {
          given.add(option.names[0], '');
          continue;
        }
        const value = at + 1 < cluster.length ? cluster.slice(at + 1) : next(option.words);
        if (value === undefined) throw noValue(name, option);
        given.add(option.names[0], value);
        return;
      }
    }
  }
  return given;
}
