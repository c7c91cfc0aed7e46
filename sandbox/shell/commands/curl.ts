/** `curl`: one request over HTTP, to the gateway's API mostly. As curl, it prints the body, and nothing else unless asked. */

import { Teach } from '../teach.ts';
import { type Desk, err, type NetworkCommand, nothing, type Said, worded } from './command.ts';
import { systemWords } from './failures.ts';

export const curl: NetworkCommand = {
  name: 'curl',
  synopsis: ['curl [-s] [-i|-I] [-X METHOD] [-H HEADER] [-d DATA|@FILE] [-o FILE] [-m SECONDS] URL'],
  about: { en: "Sends a request over HTTP, e.g. to the gateway's API.", 'zh-CN': '发送 HTTP 请求，例如访问网关的 API。' },
  options: [
    { names: ['-s', '--silent'], help: { en: 'no messages of errors', 'zh-CN': '不显示错误信息' } },
    { names: ['-S', '--show-error'], help: { en: 'errors even with -s', 'zh-CN': '即使有 -s 也显示错误' } },
    { names: ['-i', '--include'], help: { en: 'the head of the answer, too', 'zh-CN': '同时显示响应头' } },
    { names: ['-I', '--head'], help: { en: 'only the head', 'zh-CN': '只取响应头' } },
    {
      names: ['-f', '--fail'],
      help: { en: 'from status 400 on an error and no body', 'zh-CN': '状态码 400 及以上视为错误，不显示正文' },
    },
    { names: ['-X', '--request'], value: 'METHOD', help: { en: 'GET, POST, ...', 'zh-CN': 'GET、POST 等方法' } },
    { names: ['-H', '--header'], value: '"NAME: VALUE"', help: { en: 'a header', 'zh-CN': '请求头' } },
    {
      names: ['-d', '--data'],
      value: 'DATA',
      help: { en: 'the body; @FILE reads a file, without its line ends', 'zh-CN': '正文；@文件 读取文件并去掉换行' },
    },
    {
      names: ['--data-binary'],
      value: 'DATA',
      help: { en: 'the body; @FILE reads a file as it is', 'zh-CN': '正文；@文件 原样读取' },
    },
    { names: ['-o', '--output'], value: 'FILE', help: { en: 'the body goes into a file', 'zh-CN': '把正文写入文件' } },
    { names: ['-m', '--max-time'], value: 'SECONDS', help: { en: 'how long it may take (30)', 'zh-CN': '最长时间（30）' } },
  ],
  examples: [
    'curl -s http://gateway:8080/status',
    `curl -X POST -H "Authorization: Bearer TOKEN" -d '{"tag":"pump/setpoint","value":5}' http://gateway:8080/write`,
  ],
  async begin(given, desk) {
    const { host, port, path } = addressOf(
      given.operand(0, 'The address (http://HOST:PORT/PATH)', '地址（http://主机:端口/路径）'),
    );
    const parts = [
      ...given.all('-d').map((part) => ({ part, whole: false })),
      ...given.all('--data-binary').map((part) => ({ part, whole: true })),
    ];
    const body = parts.length > 0 ? await bodyOf(parts, desk) : null;
    const headers = given.all('-H').map((line): [string, string] => {
      const [, name = '', value = ''] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
      if (name === '')
        throw new Teach(`"${line}" is no header: write -H "Name: value".`, `“${line}” 不是请求头：请写成 -H "名称: 值"。`);
      return [name, value];
    });
    const has = (name: string): boolean => headers.some(([one]) => one.toLowerCase() === name);
    if (!has('user-agent')) headers.unshift(['User-Agent', 'curl/8.5.0']);
    if (!has('accept')) headers.push(['Accept', '*/*']);
    if (body !== null && !has('content-type')) headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
    const seconds = given.number('-m', 30, { least: 0.01, most: 3_600, whole: false });
    const method = given.one('-X')?.toUpperCase() ?? (given.has('-I') ? 'HEAD' : body === null ? 'GET' : 'POST');
    if (!/^[A-Z]{1,16}$/.test(method))
      throw new Teach(
        `"${method}" is no method: GET, POST, PUT, DELETE, HEAD.`,
        `“${method}” 不是方法：GET、POST、PUT、DELETE、HEAD。`,
      );
    const silent = given.has('-s') && !given.has('-S');
    const fail = (code: number, text: string): Said => ({ ...(silent ? {} : err(`curl: (${code}) ${text}\n`)), exit: code });
    let exit: number | undefined;
    const keep = (said: Said): Said => {
      exit = said.exit ?? exit;
      return said;
    };
    return {
      order: { tool: 'http', host, port, method, path, headers, body, timeout: Math.round(seconds * 1_000) },
      record(record) {
        switch (record.kind) {
          case 'response': {
            if (given.has('-f') && record.status >= 400)
              return keep(fail(22, `The requested URL returned error: ${record.status}`));
            const head = `HTTP/1.1 ${record.status} ${record.reason}\r\n${record.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
            const text = given.has('-I') ? head : `${given.has('-i') ? head : ''}${record.body}`;
            const path = given.one('-o');
            return path === undefined ? { out: text } : { file: { path, bytes: new TextEncoder().encode(text) } };
          }
          case 'connection':
            return keep(connectionFailure(record.why, host, port, seconds, fail));
          case 'problem':
            return keep(fail(3, worded(record.message, desk)));
          default:
            return nothing;
        }
      },
      end: () => (exit === undefined ? nothing : { exit }),
    };
  },
};

function connectionFailure(
  why: keyof typeof systemWords,
  host: string,
  port: number,
  seconds: number,
  fail: (code: number, text: string) => Said,
): Said {
  if (why === 'unknown-host') return fail(6, `Could not resolve host: ${host}`);
  if (why === 'timeout') return fail(28, `Connection timed out after ${Math.round(seconds * 1_000)} milliseconds`);
  if (why === 'reset') return fail(56, 'Recv failure: Connection reset by peer');
  if (why === 'closed') return fail(52, 'Empty reply from server');
  return fail(7, `Failed to connect to ${host} port ${port}: ${systemWords[why]}`);
}

/** @throws Teach when it is no address that can be asked here. */
function addressOf(text: string): { host: string; port: number; path: string } {
  const [, scheme = 'http', host = '', port = '80', path = ''] =
    /^(?:(\w+):\/\/)?([^/:?#\s]+)(?::(\d+))?([/?][^#\s]*)?(?:#.*)?$/.exec(text) ?? [];
  if (scheme.toLowerCase() !== 'http') {
    throw new Teach(`Only http:// is spoken on this network, not ${scheme}://.`, `本网络只支持 http://，不支持 ${scheme}://。`);
  }
  const figure = Number(port);
  if (host === '' || figure < 1 || figure > 65_535) {
    throw new Teach(
      `"${text}" is no address: write http://HOST:PORT/PATH.`,
      `“${text}” 不是地址：请写成 http://主机:端口/路径。`,
    );
  }
  return { host, port: figure, path: encodeURI(decodeSafely(path.startsWith('/') ? path : `/${path}`)) };
}

/** Percent signs that are part of an address already stay as they are. */
function decodeSafely(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Several are joined by &; with -d a file loses its line ends, as with curl. */
async function bodyOf(parts: readonly { part: string; whole: boolean }[], desk: Desk): Promise<string> {
  const texts = await Promise.all(
    parts.map(async ({ part, whole }) => {
      if (!part.startsWith('@')) return part;
      const text = part === '@-' ? desk.input : await desk.read(part.slice(1));
      return whole ? text : text.replace(/[\r\n]/g, '');
    }),
  );
  return texts.join('&');
}
