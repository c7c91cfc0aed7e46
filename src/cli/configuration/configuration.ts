/** Reads the settings from an environment: all that is wrong is told at once, with what was observed and what was expected. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { didYouMean } from '#sandbox/lab/did-you-mean.ts';
import { UsageError } from '../command.ts';
import { locale } from '../language.ts';
import { aboutSetting, type Configuration, type SettingName, settingNames, settings } from './settings.ts';

/** Options of the command line, by the variable that they go before. */
export type GivenOptions = Partial<Record<SettingName, { option: string; value: string | undefined }>>;

/** Settings that cannot be used; the message is for whoever starts the server. */
export class ConfigurationError extends UsageError {
  override readonly next = null;
  readonly problems: readonly LocalizedText[];
  constructor(problems: readonly LocalizedText[]) {
    super(messageOf(problems));
    this.problems = problems;
  }
}

function messageOf(problems: readonly LocalizedText[]): string {
  const many = problems.length;
  const head = {
    en: `Millwright does not start: ${many === 1 ? 'one setting is' : `${many} settings are`} wrong.`,
    'zh-CN': `Millwright 没有启动：有 ${many} 项设置不正确。`,
  };
  const tail = {
    en: 'Every setting, with its meaning and an example: content/reference/configuration.en.md',
    'zh-CN': '全部设置及其含义和示例：content/reference/configuration.zh-CN.md',
  };
  return [head[locale], ...problems.map((problem) => `  ${problem[locale]}`), tail[locale]].join('\n');
}

const observation = z.object({ observed: z.object({ en: z.string(), 'zh-CN': z.string() }) });

const fileOf = (name: string): string => `${name}_FILE`;
const isSecret = (name: SettingName): boolean => aboutSetting(name).secret === true;

/**
 * Options go before the environment, which goes before the defaults; a variable that is set to nothing is not set. The value of a secret
 * may stand in the file that `NAME_FILE` names.
 * @throws ConfigurationError that tells everything that is wrong.
 */
export function readConfiguration(environment: NodeJS.ProcessEnv, options: GivenOptions = {}): Configuration {
  const problems: LocalizedText[] = [];
  const given: Partial<Record<SettingName, string>> = {};
  for (const name of settingNames) {
    const value = options[name]?.value ?? (environment[name] || undefined);
    const file = isSecret(name) ? environment[fileOf(name)] || undefined : undefined;
    if (file !== undefined && value !== undefined) problems.push(setTwice(name));
    else if (file !== undefined) {
      const read = readSecretFile(name, file);
      if (typeof read === 'string') given[name] = read;
      else problems.push(read);
    } else if (value !== undefined) given[name] = value;
  }
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const told = new Set<string>();
    for (const issue of parsed.error.issues) {
      const name = settings.keyof().parse(issue.path[0]);
      if (told.has(name)) continue;
      told.add(name);
      const better = issue.code === 'custom' ? observation.safeParse(issue.params) : null;
      const called = options[name]?.value === undefined ? name : options[name].option;
      problems.push(wrong(name, called, given[name] ?? '', better?.success ? better.data.observed : null));
    }
  }
  if (problems.length > 0 || !parsed.success) throw new ConfigurationError(problems);
  return parsed.data;
}

function wrong(name: SettingName, called: string, value: string, observed: LocalizedText | null): LocalizedText {
  const { expected, example } = aboutSetting(name);
  const shown = isSecret(name)
    ? { en: `a secret of ${value.length} characters`, 'zh-CN': `长度为 ${value.length} 个字符的机密值` }
    : (observed ?? { en: `"${value}"`, 'zh-CN': `“${value}”` });
  return {
    en: `${called} is ${shown.en}. Expected: ${expected.en}. Example: ${example}`,
    'zh-CN': `${called} 的值是${shown['zh-CN']}。应为：${expected['zh-CN']}。例如：${example}`,
  };
}

const setTwice = (name: SettingName): LocalizedText => ({
  en: `${name} and ${fileOf(name)} are both set. Expected: one of them.`,
  'zh-CN': `${name} 和 ${fileOf(name)} 同时设置了。应为：只设置其中之一。`,
});

/** The value, or what stands in its way. */
function readSecretFile(name: SettingName, path: string): string | LocalizedText {
  try {
    const value = readFileSync(path, 'utf8').trim();
    if (value !== '') return value;
    return {
      en: `${fileOf(name)} names ${path}, which is empty. Expected: a file with the value of ${name}.`,
      'zh-CN': `${fileOf(name)} 指向 ${path}，而该文件为空。应为：内容是 ${name} 的值的文件。`,
    };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return {
      en: `${fileOf(name)} names ${path}, which cannot be read (${reason}). Expected: a file that this user may read.`,
      'zh-CN': `${fileOf(name)} 指向 ${path}，但无法读取（${reason}）。应为：当前用户可读的文件。`,
    };
  }
}

/**
 * Not settings of the server: MILLWRIGHT_TOKEN is `millwright connect`'s, the others are read by tests that start one. What the
 * supervisor tells its children (MILLWRIGHT_LOG_LEVEL, MILLWRIGHT_PROCESS) is not among them: set by hand it does nothing.
 */
const elsewhere = /^MILLWRIGHT_(TOKEN|BROWSER|WRITE|FUZZ|SEED|RUNS|PICTURES|TEST_DATABASE|TEST_LOG)$/;

/** One warning for each variable that looks like a setting and is none: a slip would else pass in silence. */
export function unknownSettings(environment: NodeJS.ProcessEnv): LocalizedText[] {
  const known = settingNames.flatMap((name): string[] => (isSecret(name) ? [name, fileOf(name)] : [name]));
  return Object.keys(environment)
    .filter((name) => name.startsWith('MILLWRIGHT_') && !known.includes(name) && !elsewhere.test(name))
    .sort()
    .map((name) => {
      const near = nearest(name, known);
      return {
        en: `${name} is set, but there is no such setting${near === null ? '.' : `; did you mean ${near}?`}`,
        'zh-CN': `设置了 ${name}，但没有这项设置${near === null ? '。' : `；您是否想用 ${near}？`}`,
      };
    });
}

/** Compared without the prefix that all share: it would make any two of them alike. */
function nearest(name: string, known: readonly string[]): string | null {
  const bare = (word: string): string => word.replace(/^MILLWRIGHT_/, '');
  const near = didYouMean(bare(name), known.map(bare));
  return known.find((one) => bare(one) === near) ?? known.find((one) => bare(name).startsWith(`${bare(one)}_`)) ?? null;
}

/**
 * Takes the secrets out of an environment and answers them: only the process that needs them shall have them, and the others are started
 * from this environment.
 */
export function takeSecrets(environment: NodeJS.ProcessEnv): Record<string, string> {
  const taken: Record<string, string> = {};
  for (const name of settingNames.filter(isSecret).flatMap((one) => [one, fileOf(one)])) {
    const value = environment[name];
    if (value !== undefined) taken[name] = value;
    delete environment[name];
  }
  return taken;
}
