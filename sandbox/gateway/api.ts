/** The gateway over HTTP: what `curl` and the pane ask. Whoever changes something shows a token of `access`. */
import { z } from 'zod';
import type { Gateway } from './gateway.ts';
import type { HttpRequest, HttpResponse } from './http-server.ts';
import { metricsText } from './metrics.ts';
import type { AccessEntry } from './schema.ts';
import { plainValue } from './schema-words.ts';
import { alarmsOf, logsOf, statusOf, tagsOf } from './status.ts';
import type { Text } from './text.ts';

const pages = {
  GET: ['/', '/status', '/tags', '/alarms', '/metrics', '/logs'],
  POST: ['/write', '/reload', '/alarms/acknowledge', '/alarms/shelve'],
};

const writeBody = z.strictObject({ tag: z.string(), value: plainValue });
const acknowledgeBody = z.strictObject({ alarm: z.string() });
const shelveBody = z.strictObject({ alarm: z.string(), minutes: z.number().min(0).max(10_000) });

/** Answers at once, or `null` when the answer comes later (a write is read back first). */
export function answerHttp(gateway: Gateway, request: HttpRequest, nowNs: bigint): HttpResponse | null {
  const { method, path, query } = request;
  if (method === 'GET' || method === 'HEAD') {
    const answer = get(gateway, path, query, nowNs);
    if (!answer) return unknownPage(method, path);
    return answer;
  }
  if (method !== 'POST' || !pages.POST.includes(path)) return unknownPage(method, path);

  const who = whoIs(gateway, request.headers.authorization);
  if (!who) {
    return refusal(401, {
      en: 'Nobody known asks. Send "Authorization: Bearer TOKEN" with a token of access in gateway.yaml.',
      'zh-CN': '来者身份不明。请附上 "Authorization: Bearer 令牌"，令牌写在 gateway.yaml 的 access 中。',
    });
  }
  if (path === '/reload') return reload(gateway, who, request.body, nowNs);
  const data = parseJson(request.body);
  if (path === '/write') {
    const body = writeBody.safeParse(data);
    if (!body.success) return wrongBody('{"tag": "pump-1/setpoint", "value": 5}');
    gateway.writes.write({ by: 'http', connection: request.connection }, who, body.data.tag, body.data.value, nowNs);
    return null;
  }
  if (!who.alarms) {
    return refusal(403, {
      en: `${who.who} may not acknowledge or shelve. Write alarms: true at this entry of access.`,
      'zh-CN': `${who.who} 无权确认或搁置报警。请在 access 的该项写 alarms: true。`,
    });
  }
  if (path === '/alarms/acknowledge') {
    const body = acknowledgeBody.safeParse(data);
    if (!body.success) return wrongBody('{"alarm": "high-pressure"}');
    return gateway.acknowledge(body.data.alarm, who.who, nowNs)
      ? json(200, { acknowledged: body.data.alarm })
      : noAlarm(body.data.alarm);
  }
  const body = shelveBody.safeParse(data);
  if (!body.success) return wrongBody('{"alarm": "high-pressure", "minutes": 30}');
  const span = BigInt(Math.round(body.data.minutes * 60_000)) * 1_000_000n;
  return gateway.shelve(body.data.alarm, span, who.who, nowNs)
    ? json(200, { shelved: body.data.alarm })
    : noAlarm(body.data.alarm);
}

/** The entry of `access` whose token this is; its header is `Bearer TOKEN`. */
function whoIs(gateway: Gateway, authorization: string | undefined): AccessEntry | undefined {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  return token === undefined ? undefined : gateway.config.access.find((entry) => entry.token === token);
}

function get(gateway: Gateway, path: string, query: Record<string, string>, nowNs: bigint): HttpResponse | null {
  switch (path) {
    case '/':
      return { status: 200, type: 'text/plain', body: `GET ${pages.GET.slice(1).join(' ')}\nPOST ${pages.POST.join(' ')}\n` };
    case '/status':
      return json(200, statusOf(gateway, nowNs));
    case '/tags': {
      const name = query.name;
      const tags = tagsOf(gateway);
      return json(200, name === undefined ? tags : tags.filter((tag) => tag.name === name));
    }
    case '/alarms':
      return json(200, alarmsOf(gateway));
    case '/metrics':
      return { status: 200, type: 'text/plain; version=0.0.4', body: metricsText(gateway) };
    case '/logs':
      return json(200, logsOf(gateway, Number(query.after ?? 0) || 0));
    default:
      return null;
  }
}

function reload(gateway: Gateway, who: AccessEntry, text: string, nowNs: bigint): HttpResponse {
  if (!who.reload) {
    return refusal(403, {
      en: `${who.who} may not reload. Write reload: true at this entry of access.`,
      'zh-CN': `${who.who} 无权重新加载。请在 access 的该项写 reload: true。`,
    });
  }
  if (text.trim() === '') {
    return refusal(400, { en: 'Send the text of gateway.yaml as the body.', 'zh-CN': '请把 gateway.yaml 的内容作为正文发送。' });
  }
  const { problems, difference } = gateway.reload(text, nowNs);
  return difference ? json(200, { reloaded: true, difference }) : json(422, { reloaded: false, problems });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const json = (status: number, body: unknown): HttpResponse => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(body, null, 1)}\n`,
});

const refusal = (status: number, message: Text): HttpResponse => json(status, { message });

const wrongBody = (example: string): HttpResponse =>
  refusal(400, { en: `The body should be JSON like ${example}.`, 'zh-CN': `正文应为 JSON，例如 ${example}。` });

const noAlarm = (name: string): HttpResponse =>
  refusal(404, { en: `There is no alarm ${name}. Look at /alarms.`, 'zh-CN': `没有报警 ${name}。请查看 /alarms。` });

function unknownPage(method: string, path: string): HttpResponse {
  const other = pages.POST.includes(path) ? 'POST' : pages.GET.includes(path) ? 'GET' : null;
  if (other)
    return refusal(405, {
      en: `${path} is asked by ${other}, not ${method}.`,
      'zh-CN': `${path} 应以 ${other} 请求，而非 ${method}。`,
    });
  return refusal(404, {
    en: `There is no ${path} here. There are ${[...pages.GET, ...pages.POST].join(' ')}.`,
    'zh-CN': `这里没有 ${path}。可用：${[...pages.GET, ...pages.POST].join(' ')}。`,
  });
}
