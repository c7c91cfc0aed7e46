/** What mosquitto_pub and mosquitto_sub have in common: the broker, who one is, and how its refusals are worded. */
import type { ToolRecord } from '../../wire/tools.ts';
import type { Given, Option } from '../options.ts';
import { Teach } from '../teach.ts';
import { type Desk, err, nothing, type Said, worded } from './command.ts';
import { systemWords } from './failures.ts';

export const brokerOptions: readonly Option[] = [
  { names: ['-h', '--host'], value: 'HOST', help: { en: 'the broker', 'zh-CN': '代理服务器' } },
  { names: ['-p', '--port'], value: 'PORT', help: { en: 'its port (1883)', 'zh-CN': '端口（1883）' } },
  {
    names: ['-V', '--protocol-version'],
    value: 'mqttv5|mqttv311',
    help: { en: 'version of MQTT (mqttv311)', 'zh-CN': 'MQTT 版本（mqttv311）' },
  },
  { names: ['-i', '--id'], value: 'ID', help: { en: 'client identifier', 'zh-CN': '客户端标识' } },
  { names: ['-u', '--username'], value: 'NAME', help: { en: 'user name', 'zh-CN': '用户名' } },
  { names: ['-P', '--pw'], value: 'PASSWORD', help: { en: 'password', 'zh-CN': '密码' } },
  { names: ['-k', '--keepalive'], value: 'SECONDS', help: { en: 'keep alive (60)', 'zh-CN': '保活时间（60）' } },
  {
    names: ['-c', '--disable-clean-session'],
    help: { en: 'the broker keeps the session (needs -i)', 'zh-CN': '代理保留会话（需要 -i）' },
  },
  { names: ['-x'], value: 'SECONDS', help: { en: 'how long it keeps it (mqttv5)', 'zh-CN': '会话保留时间（mqttv5）' } },
  { names: ['-q', '--qos'], value: '0|1|2', help: { en: 'quality of service (0)', 'zh-CN': '服务质量（0）' } },
  { names: ['--will-topic'], value: 'TOPIC', help: { en: 'a will is published there', 'zh-CN': '遗嘱主题' } },
  { names: ['--will-payload'], value: 'TEXT', help: { en: 'the will', 'zh-CN': '遗嘱内容' } },
  { names: ['--will-qos'], value: '0|1|2', help: { en: 'quality of service of the will', 'zh-CN': '遗嘱的服务质量' } },
  { names: ['--will-retain'], help: { en: 'the will is retained', 'zh-CN': '保留遗嘱' } },
  {
    names: ['-D', '--property'],
    value: 'publish user-property NAME VALUE',
    words: 4,
    help: { en: 'a user property (mqttv5)', 'zh-CN': '用户属性（mqttv5）' },
  },
];

/** @throws Teach for a property that cannot be set here. */
export function userPropertiesOf(given: Given): [string, string][] {
  return given.all('-D').map((words) => {
    const [, property, name = '', value = ''] = words.split('\n');
    if (property === 'user-property') return [name, value];
    throw new Teach(
      'Of the properties only user properties can be set here: -D publish user-property NAME VALUE.',
      '这里只能设置用户属性：-D publish user-property 名称 值。',
    );
  });
}

export const qosOf = (given: Given, option = '-q'): number => given.number(option, 0, { least: 0, most: 2 });

export function brokerOf(given: Given) {
  const host = given.one('-h');
  if (host === undefined)
    throw new Teach('The broker is missing: -h HOST, e.g. -h broker.', '缺少代理服务器：-h 主机，例如 -h broker。');
  const version = given.one('-V') ?? 'mqttv311';
  const versions: Readonly<Record<string, '5.0' | '3.1.1'>> = { mqttv5: '5.0', '5': '5.0', mqttv311: '3.1.1', '311': '3.1.1' };
  const spoken = versions[version];
  if (spoken === undefined)
    throw new Teach(
      `There is no version ${version} here: -V mqttv5 or -V mqttv311.`,
      `没有版本 ${version}：可用 -V mqttv5 或 -V mqttv311。`,
    );
  const clean = !given.has('-c');
  if (!clean && !given.has('-i'))
    throw new Teach('With -c the broker must know you again: add -i ID.', '使用 -c 时代理需要再次识别您：请加 -i 标识。');
  const willTopic = given.one('--will-topic');
  const expiry = given.has('-x') ? given.number('-x', 0, { least: 0, most: 4_294_967_295 }) : clean ? undefined : 4_294_967_295;
  return {
    host,
    port: given.number('-p', 1_883, { least: 1, most: 65_535 }),
    version: spoken,
    client: given.one('-i') ?? '',
    ...optional('user', given.one('-u')),
    ...optional('password', given.one('-P')),
    keepAlive: given.number('-k', 60, { least: 5, most: 65_535 }),
    clean,
    ...(spoken === '5.0' ? optional('sessionExpiry', expiry) : {}),
    ...(willTopic === undefined
      ? {}
      : {
          will: {
            topic: willTopic,
            payload: given.one('--will-payload') ?? '',
            qos: qosOf(given, '--will-qos'),
            retain: given.has('--will-retain'),
          },
        }),
    timeout: 10_000,
  };
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [key in K]: V });

/** What is no message: refusals of the broker, connections that fail. */
export function brokerFailure(record: ToolRecord, desk: Desk): Said {
  if (record.kind === 'mqtt-refused') return err(`Connection error: ${worded(record.message, desk)}\n`);
  if (record.kind === 'problem') return err(`Error: ${worded(record.message, desk)}\n`);
  if (record.kind === 'subscribed' && record.granted.some((qos) => qos >= 128))
    return err('All subscription requests were denied.\n');
  if (record.kind !== 'connection') return nothing;
  if (record.why === 'unknown-host') return err('Unable to connect (Lookup error.).\n');
  if (record.why === 'closed' || record.why === 'reset') return err('Error: The connection was lost.\n');
  return err(`Error: ${systemWords[record.why]}\n`);
}
