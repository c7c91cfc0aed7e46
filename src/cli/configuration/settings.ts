/**
 * Every variable of the environment that an operator may set, in one schema: its form, what holds unless it is set, what it means. The
 * reference page content/reference/configuration is generated from it (test/src/cli/configuration/page.test.ts). Whoever reads a new
 * variable adds it here; a test finds those that are read elsewhere.
 */
import { existsSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { root } from '../root.ts';

export const groups = {
  door: { en: 'Where it is reached', 'zh-CN': '访问入口' },
  data: { en: 'What it keeps', 'zh-CN': '数据' },
  size: { en: 'How much it runs', 'zh-CN': '运行规模' },
  watching: { en: 'Watching it', 'zh-CN': '运行监视' },
} as const satisfies Record<string, LocalizedText>;

export interface AboutSetting {
  group: keyof typeof groups;
  meaning: LocalizedText;
  /** Completes "Expected: …". */
  expected: LocalizedText;
  /** What holds when it is not set. */
  unless: LocalizedText;
  example: string;
  /** Never shown; may stand in a file that `NAME_FILE` names instead. */
  secret?: true;
}

export const about = z.registry<AboutSetting>();

const same = (text: string): LocalizedText => ({ en: text, 'zh-CN': text });

/** Says what was observed better than the value alone would. */
const observed = (en: string, zh: string) => ({ code: 'custom' as const, params: { observed: { en, 'zh-CN': zh } } });

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\s*\d{1,9}\s*$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const port = wholeNumber(0, 65_535)
  .default(4321)
  .register(about, {
    group: 'door',
    meaning: { en: 'The TCP port of the site. 0: any that is free.', 'zh-CN': '站点的 TCP 端口。0 表示任意空闲端口。' },
    expected: { en: 'a whole number from 0 to 65535', 'zh-CN': '0～65535 的整数' },
    unless: same('4321'),
    example: '8080',
  });

const host = z
  .string()
  .trim()
  .refine((text) => isIP(text) > 0 || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text))
  .default('127.0.0.1')
  .register(about, {
    group: 'door',
    meaning: {
      en: 'The address of this machine on which the site listens. 127.0.0.1: this machine only, as it should be behind a proxy; 0.0.0.0: every network that the machine is in.',
      'zh-CN': '站点监听的本机地址。127.0.0.1：仅本机可访问，置于反向代理之后时应如此；0.0.0.0：本机所在的所有网络。',
    },
    expected: { en: 'an IP address or a host name of this machine', 'zh-CN': '本机的 IP 地址或主机名' },
    unless: same('127.0.0.1'),
    example: '0.0.0.0',
  });

const publicUrl = z
  .string()
  .trim()
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username) {
      return url.origin;
    }
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  })
  .nullable()
  .default(null)
  .register(about, {
    group: 'door',
    meaning: {
      en: 'The address that people type when a proxy ends TLS in front. It stands in invitations and certificates; with https, cookies are sent over TLS only.',
      'zh-CN': '前面由反向代理终结 TLS 时，用户输入的地址。它会写入邀请和证书；使用 https 时，Cookie 只通过 TLS 发送。',
    },
    expected: {
      en: 'a scheme and a host, nothing behind it: https://academy.example',
      'zh-CN': '协议加主机名，后面不带其他内容：https://academy.example',
    },
    unless: { en: 'the address that the request was sent to', 'zh-CN': '请求所发往的地址' },
    example: 'https://academy.example',
  });

const network = /^(?<address>[^/]+)(?:\/(?<prefix>\d{1,3}))?$/;

/** An address, or a network as `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const { address = '', prefix } = network.exec(text)?.groups ?? {};
  const family = isIP(address);
  return family > 0 && (prefix === undefined || Number(prefix) <= (family === 4 ? 32 : 128));
}

const trustProxy = z
  .string()
  .transform((text) =>
    text
      .split(/[\s,]+/)
      .filter((word) => word !== '')
      .flatMap((word) => (word === 'loopback' ? ['127.0.0.0/8', '::1'] : [word])),
  )
  .superRefine((words, context) => {
    const bad = words.filter((word) => !isNetwork(word));
    if (bad.length > 0) context.addIssue(observed(`"${bad.join('", "')}" in it`, `其中的“${bad.join('”“')}”`));
  })
  .default([])
  .register(about, {
    group: 'door',
    meaning: {
      en: 'The proxies in front whose X-Forwarded-For is believed. Without it every client behind a proxy has the proxy’s address, and limits on tries count them as one.',
      'zh-CN':
        '前端代理的地址，只采信来自它们的 X-Forwarded-For。不设置时，代理之后的所有客户端都显示为代理的地址，尝试次数限制会把它们算作一个。',
    },
    expected: {
      en: 'addresses or networks, separated by commas; loopback for this machine',
      'zh-CN': '以逗号分隔的地址或网段；本机可写 loopback',
    },
    unless: { en: 'no proxy: the address of the connection counts', 'zh-CN': '无代理：以连接的地址为准' },
    example: 'loopback, 10.20.0.0/16',
  });

const data = z
  .string()
  .transform((text) => resolve(text))
  .superRefine((path, context) => {
    if (statSync(path, { throwIfNoEntry: false })?.isFile())
      context.addIssue(observed(`${path}, which is a file`, `${path}，而它是一个文件`));
  })
  .default(join(root, 'data'))
  .register(about, {
    group: 'data',
    meaning: {
      en: 'The folder with everything that must outlive a restart. Made when it is missing; one server per folder.',
      'zh-CN': '存放所有须在重启后保留的内容的文件夹。不存在时自动创建；一个文件夹只供一个服务器使用。',
    },
    expected: { en: 'a folder that this user may write to', 'zh-CN': '当前用户可写的文件夹' },
    unless: { en: '`data` in the clone', 'zh-CN': '克隆目录中的 `data`' },
    example: '/var/lib/millwright',
  });

const database = z
  .string()
  .trim()
  .refine((text) => text === 'sqlite' || (/^postgres(ql)?:\/\/[^/\s]*\/[^/\s?]+/.test(text) && URL.canParse(text)))
  .default('sqlite')
  .register(about, {
    group: 'data',
    meaning: {
      en: 'Where people and their work are kept: `sqlite` is a file in the data folder; a PostgreSQL address may carry a password, so it may stand in a file.',
      'zh-CN': '人员及其学习记录存放在何处：`sqlite` 为数据文件夹中的一个文件；PostgreSQL 地址可能带口令，因此也可写在文件中。',
    },
    expected: {
      en: 'sqlite or postgres://user:password@host:5432/name',
      'zh-CN': 'sqlite 或 postgres://用户:口令@主机:5432/库名',
    },
    unless: same('`sqlite`'),
    example: 'postgres://millwright:…@db.example/millwright',
    secret: true,
  });

const content = z
  .string()
  .transform((text) => text.split(delimiter).filter((path) => path !== ''))
  .superRefine((paths, context) => {
    const bad = paths.filter((path) => !existsSync(path) || !statSync(path).isDirectory());
    if (bad.length > 0) {
      context.addIssue(observed(`${bad.join(', ')}, where there is no folder`, `${bad.join('、')}，该处没有文件夹`));
    }
  })
  .default([])
  .register(about, {
    group: 'data',
    meaning: {
      en: 'More folders with labs/ and content/ in them. They go over the built-in ones, later ones over earlier ones.',
      'zh-CN': '更多含有 labs/ 和 content/ 的文件夹。它们覆盖内置内容，靠后的覆盖靠前的。',
    },
    expected: {
      en: `folders that exist, separated by "${delimiter}"`,
      'zh-CN': `已存在的文件夹，以“${delimiter}”分隔`,
    },
    unless: { en: 'the built-in labs and courses only', 'zh-CN': '仅内置的实验和课程' },
    example: '/srv/academy/own',
  });

const secret = z
  .string()
  .trim()
  .min(32)
  .nullable()
  .default(null)
  .register(about, {
    group: 'data',
    meaning: {
      en: 'Signs sessions and what else is handed out. Another value signs everybody out. Set it when the data folder does not outlive the machine, or is shared.',
      'zh-CN': '用于签名会话及其他发出的凭据。更换后所有人须重新登录。数据文件夹不随机器保留或为共享时请设置。',
    },
    expected: { en: 'at least 32 characters drawn at random', 'zh-CN': '至少 32 个随机字符' },
    unless: { en: 'drawn on the first start, kept in the data folder', 'zh-CN': '首次启动时生成，保存在数据文件夹中' },
    example: 'openssl rand -base64 32',
    secret: true,
  });

const labHosts = wholeNumber(1, 256)
  .nullable()
  .default(null)
  .register(about, {
    group: 'size',
    meaning: {
      en: 'Processes that run rigs. More than there are cores brings nothing.',
      'zh-CN': '运行实训台的进程数。超过 CPU 核数没有好处。',
    },
    expected: { en: 'a whole number from 1 to 256', 'zh-CN': '1～256 的整数' },
    unless: { en: 'one per core', 'zh-CN': '每个 CPU 核一个' },
    example: '4',
  });

const graders = wholeNumber(1, 64)
  .default(1)
  .register(about, {
    group: 'size',
    meaning: {
      en: 'Processes that grade checks. Checks wait in one queue for them; watch millwright_grading_waiting.',
      'zh-CN': '评判检查项的进程数。检查在同一队列中等待；请观察 millwright_grading_waiting。',
    },
    expected: { en: 'a whole number from 1 to 64', 'zh-CN': '1～64 的整数' },
    unless: same('1'),
    example: '2',
  });

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

const log = z
  .enum(logLevels)
  .default('warn')
  .register(about, {
    group: 'watching',
    meaning: {
      en: 'The least level that is written to the log. `info` writes a line for each request.',
      'zh-CN': '写入日志的最低级别。`info` 会为每个请求写一行。',
    },
    expected: { en: `one of ${logLevels.join(', ')}`, 'zh-CN': `以下之一：${logLevels.join('、')}` },
    unless: same('`warn`'),
    example: 'info',
  });

const metricsToken = z
  .string()
  .trim()
  .min(16)
  .nullable()
  .default(null)
  .register(about, {
    group: 'watching',
    meaning: {
      en: 'Who asks for /metrics from another machine shows this (Authorization: Bearer …). Without it /metrics answers on this machine only.',
      'zh-CN': '从其他机器读取 /metrics 时须出示的令牌（Authorization: Bearer …）。不设置时 /metrics 只应答本机。',
    },
    expected: { en: 'at least 16 characters', 'zh-CN': '至少 16 个字符' },
    unless: { en: 'no token', 'zh-CN': '无令牌' },
    example: 'openssl rand -hex 24',
    secret: true,
  });

/** Keys are the variables' names: what stands in a message, in the page and in the code is one word. */
export const settings = z.object({
  HOST: host,
  PORT: port,
  MILLWRIGHT_URL: publicUrl,
  MILLWRIGHT_TRUST_PROXY: trustProxy,
  MILLWRIGHT_DATA: data,
  MILLWRIGHT_DATABASE: database,
  MILLWRIGHT_CONTENT: content,
  MILLWRIGHT_SECRET: secret,
  MILLWRIGHT_LAB_HOSTS: labHosts,
  MILLWRIGHT_GRADERS: graders,
  MILLWRIGHT_LOG: log,
  MILLWRIGHT_METRICS_TOKEN: metricsToken,
});

export type Configuration = z.output<typeof settings>;
export type SettingName = keyof Configuration;

/** Names of all settings, in the order of the page. */
export const settingNames = z.array(settings.keyof()).parse(Object.keys(settings.shape));

/** What the schema says about a setting. */
export function aboutSetting(name: SettingName): AboutSetting {
  const found = about.get(settings.shape[name]);
  if (!found) throw new Error(`${name} stands in the schema without a meaning.`);
  return found;
}
