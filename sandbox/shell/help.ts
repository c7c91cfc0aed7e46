/** `help`, and `--help` of each command. */
import type { Locale, Text } from './messages.ts';
import type { Option } from './options.ts';

export interface Explained {
  name: string;
  synopsis: readonly string[];
  about: Text;
  options: readonly Option[];
  examples: readonly string[];
}

const words = {
  usage: { en: 'Usage', 'zh-CN': '用法' },
  options: { en: 'Options', 'zh-CN': '选项' },
  examples: { en: 'Examples', 'zh-CN': '示例' },
  network: { en: 'On the network of this rig', 'zh-CN': '用于本实训台网络的命令' },
  others: {
    en: 'Besides: cat, grep, head, tail, sed, awk, jq, for, while and most of what a shell has. Files in your home directory are kept.',
    'zh-CN': '此外还有：cat、grep、head、tail、sed、awk、jq、for、while 等常用 shell 功能。主目录中的文件会被保存。',
  },
  more: { en: 'NAME --help says more. Ctrl-C ends a command.', 'zh-CN': '用 命令 --help 查看详情。按 Ctrl-C 结束命令。' },
  names: { en: 'Who is there: cat /etc/hosts', 'zh-CN': '网络中有哪些主机：cat /etc/hosts' },
} satisfies Record<string, Text>;

export function explain({ synopsis, about, options, examples }: Explained, locale: Locale): string {
  const left = options.map(({ names, value }) => `${names.join(', ')}${value === undefined ? '' : ` ${value}`}`);
  const width = Math.min(30, Math.max(0, ...left.map(({ length }) => length)));
  const rows = options.map(({ help }, index) => {
    const name = left[index]!;
    const gap = name.length > width ? `\n${' '.repeat(width + 4)}` : ' '.repeat(width + 2 - name.length);
    return `  ${name}${gap}${help[locale]}\n`;
  });
  return [
    `${about[locale]}\n\n`,
    `${words.usage[locale]}:\n${synopsis.map((line) => `  ${line}\n`).join('')}`,
    ...(rows.length > 0 ? [`\n${words.options[locale]}:\n${rows.join('')}`] : []),
    `\n${words.examples[locale]}:\n${examples.map((line) => `  ${line}\n`).join('')}`,
  ].join('');
}

export function overview(commands: readonly Explained[], locale: Locale): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, about }) => `  ${name.padEnd(width)}  ${about[locale]}\n`).join('');
  return `${words.network[locale]}:\n${rows}\n${words.names[locale]}\n${words.others[locale]}\n${words.more[locale]}\n`;
}
