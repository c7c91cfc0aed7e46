/** `gateway status|show|logs|validate|reload`: the edge gateway, as `npx millwright gateway` is used beside a real one. */
import type { GatewayProblem, GatewayReport } from '../../wire/gateway.ts';
import type { GatewayAnswer, GatewayQuestion, Locale, Text } from '../messages.ts';
import type { Given, Option } from '../options.ts';
import { Teach } from '../teach.ts';
import type { Desk, Said } from './command.ts';

export const gatewayCommand = {
  name: 'gateway',
  synopsis: ['gateway status', 'gateway show', 'gateway logs [-n LINES]', 'gateway validate FILE', 'gateway reload FILE'],
  about: {
    en: 'Looks at the edge gateway of the rig, and gives it another gateway.yaml.',
    'zh-CN': '查看实训台的边缘网关，并可为其换上新的 gateway.yaml。',
  } satisfies Text,
  options: [
    { names: ['-n'], value: 'LINES', help: { en: 'of the log the last so many lines (20)', 'zh-CN': '日志的最后若干行（20）' } },
  ] satisfies Option[],
  examples: ['gateway show > gateway.yaml', 'gateway validate gateway.yaml', 'gateway reload gateway.yaml'],
  subcommands: ['status', 'show', 'logs', 'validate', 'reload'],
};

/** @throws Teach when it is no question. */
export async function gatewayQuestion(given: Given, desk: Desk): Promise<GatewayQuestion> {
  const [what = 'status', file] = given.operands;
  if (what === 'status' || what === 'show' || what === 'logs') return { do: what };
  if (what !== 'validate' && what !== 'reload') {
    throw new Teach(
      `gateway ${what} does not exist: status, show, logs, validate FILE or reload FILE.`,
      `没有 gateway ${what}：可用 status、show、logs、validate 文件、reload 文件。`,
    );
  }
  if (file === undefined && desk.input === '') {
    throw new Teach(
      `The file is missing: gateway ${what} gateway.yaml. \`gateway show > gateway.yaml\` writes the running one into a file.`,
      `缺少文件：gateway ${what} gateway.yaml。用 \`gateway show > gateway.yaml\` 可把正在运行的配置写入文件。`,
    );
  }
  return { do: what, text: file === undefined || file === '-' ? desk.input : await desk.read(file) };
}

export function wordAnswer(answer: GatewayAnswer, question: GatewayQuestion, given: Given, locale: Locale): Said {
  if (answer.kind === 'none') return { err: `gateway: ${answer.message[locale]}\n`, exit: 1 };
  if (answer.kind === 'text') return { out: answer.text };
  if (answer.kind === 'report') {
    return {
      out:
        question.do === 'logs'
          ? wordLogs(answer.report, given.number('-n', 20, { least: 1, most: 500 }), locale)
          : wordStatus(answer.report, locale),
    };
  }
  const file = given.operands[1] ?? 'gateway.yaml';
  const lines = answer.problems.map((problem) => wordProblem(file, problem, locale)).join('');
  if (!answer.taken) {
    const still = { en: 'The running configuration stays in place.', 'zh-CN': '正在运行的配置保持不变。' }[locale];
    return { err: `${lines}${question.do === 'reload' ? `${still}\n` : ''}`, exit: 1 };
  }
  const done = {
    validate: { en: `${file}: no mistakes.`, 'zh-CN': `${file}：没有错误。` },
    reload: { en: `${file} is taken; what did not change goes on.`, 'zh-CN': `${file} 已生效；未改动的部分继续运行。` },
  }[question.do === 'reload' ? 'reload' : 'validate'];
  return { err: lines, out: `${done[locale]}\n` };
}

const wordProblem = (file: string, { line, column, severity, message }: GatewayProblem, locale: Locale): string =>
  `${file}:${line}:${column}: ${{ error: { en: 'error', 'zh-CN': '错误' }, warning: { en: 'warning', 'zh-CN': '警告' } }[severity][locale]}: ${message[locale]}\n`;

function wordLogs({ logs }: GatewayReport, most: number, locale: Locale): string {
  return logs
    .slice(-most)
    .map(
      ({ time, level, about, message, times }) =>
        `${time} ${level.padEnd(7)} ${about}: ${message[locale]}${times > 1 ? ` (x${times})` : ''}\n`,
    )
    .join('');
}

function wordStatus({ status, alarms, problems }: GatewayReport, locale: Locale): string {
  if (status === null) {
    const text = {
      en: 'The gateway does not run: its file has mistakes.',
      'zh-CN': '网关没有运行：其文件有错误。',
    }[locale];
    return `${text}\n${problems.map((problem) => wordProblem('gateway.yaml', problem, locale)).join('')}`;
  }
  const { connections, northbound, store, tags } = status;
  const rows = [
    ['CONNECTION', 'PROTOCOL', 'ADDRESS', 'LINK', 'TAGS', 'BAD', 'REQUESTS', 'TIMEOUTS', 'RECONNECTS'],
    ...connections.map((one) => [
      one.name,
      one.protocol,
      `${one.host}:${one.port}`,
      one.link,
      ...[one.tags, one.bad, one.requests, one.timeouts, one.reconnects].map(String),
    ]),
  ];
  const lines = [
    `time         ${status.time}`,
    `northbound   ${northbound === null ? '-' : `${northbound.host}:${northbound.port} ${northbound.link}`}`,
    `store        waiting ${store.waiting}, dropped ${store.dropped}, acknowledged ${store.acknowledged}`,
    `tags         ${tags.total}: good ${tags.good}, uncertain ${tags.uncertain}, bad ${tags.bad}`,
    `alarms       active ${status.alarms.active}, unacknowledged ${status.alarms.unacknowledged}`,
    ...alarms.filter(({ active }) => active).map(({ name, tag, state }) => `  ${name} (${tag}) ${state}`),
    '',
    ...table(rows),
  ];
  return `${lines.join('\n')}\n`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
