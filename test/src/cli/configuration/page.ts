/** The generated end of the page on settings: every variable with its default, its meaning and an example. */
import { aboutSetting, groups, settingNames } from '../../../../src/cli/configuration/settings.ts';

type Locale = 'en' | 'zh-CN';

const words = {
  en: {
    all: 'Every setting',
    generated: 'From here on this page is generated from the schema of the settings.',
    head: ['Variable', 'Unless set', 'Expected', 'Example'],
    orFile: (name: string) => `\`${name}\` or \`${name}_FILE\``,
    of: (name: string, meaning: string) => `- \`${name}\`: ${meaning}`,
  },
  'zh-CN': {
    all: '全部设置',
    generated: '以下由设置的 schema 生成。',
    head: ['变量', '不设置时', '应为', '示例'],
    orFile: (name: string) => `\`${name}\` 或 \`${name}_FILE\``,
    of: (name: string, meaning: string) => `- \`${name}\`：${meaning}`,
  },
} as const;

/** The heading from which on a page is generated. */
export const generatedFrom = (locale: Locale): string => `## ${words[locale].all}\n`;

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

export function generatedPart(locale: Locale): string {
  const say = words[locale];
  const sections = Object.entries(groups).map(([group, title]) => {
    const names = settingNames.filter((name) => aboutSetting(name).group === group);
    const table = names.map((name) => {
      const { expected, unless, example, secret } = aboutSetting(name);
      return row([secret ? say.orFile(name) : `\`${name}\``, unless[locale], expected[locale], `\`${example}\``]);
    });
    const meanings = names.map((name) => say.of(name, aboutSetting(name).meaning[locale]));
    return [`### ${title[locale]}`, '', row(say.head), '|---|---|---|---|', ...table, '', ...meanings, ''].join('\n');
  });
  return [generatedFrom(locale), say.generated, '', sections.join('\n')].join('\n');
}
