/** `mosquitto_sub`: prints what a broker publishes; -F words each message as its reader likes. */
import type { ToolRecord } from '../../wire/tools.ts';
import { Teach } from '../teach.ts';
import { type NetworkCommand, out } from './command.ts';
import { brokerFailure, brokerOf, brokerOptions, qosOf } from './mosquitto-broker.ts';

type Message = Extract<ToolRecord, { kind: 'message' }>;

export const mosquittoSub: NetworkCommand = {
  name: 'mosquitto_sub',
  synopsis: ['mosquitto_sub -h HOST -t TOPIC [-t TOPIC ...] [-v] [-C COUNT] [-W SECONDS] [-F FORMAT]'],
  about: {
    en: 'Subscribes to topics of an MQTT broker and prints what comes, until Ctrl-C.',
    'zh-CN': '订阅 MQTT 代理的主题并打印收到的消息，按 Ctrl-C 结束。',
  },
  options: [
    ...brokerOptions,
    {
      names: ['-t', '--topic'],
      value: 'TOPIC',
      help: {
        en: 'what to subscribe to; + one level, # all below; may be repeated',
        'zh-CN': '订阅的主题；+ 代表一级，# 代表其下全部；可重复',
      },
    },
    { names: ['-v', '--verbose'], help: { en: 'the topic before the message', 'zh-CN': '在消息前显示主题' } },
    { names: ['-C'], value: 'COUNT', help: { en: 'end after so many messages', 'zh-CN': '收到若干条后结束' } },
    { names: ['-W'], value: 'SECONDS', help: { en: 'end after so long', 'zh-CN': '经过若干秒后结束' } },
    {
      names: ['-F'],
      value: 'FORMAT',
      help: {
        en: '%t topic, %p payload, %x payload in hex, %l length, %q QoS, %r retain, %I date and time, %U seconds, %j all as JSON',
        'zh-CN': '%t 主题，%p 内容，%x 十六进制内容，%l 长度，%q QoS，%r 保留，%I 日期时间，%U 秒，%j 全部以 JSON 表示',
      },
    },
    { names: ['-R'], help: { en: 'no retained messages', 'zh-CN': '不显示保留消息' } },
    { names: ['--retained-only'], help: { en: 'retained messages only', 'zh-CN': '只显示保留消息' } },
    { names: ['-N'], help: { en: 'no line end behind a message', 'zh-CN': '消息后不换行' } },
  ],
  examples: ["mosquitto_sub -h broker -t 'plant/#' -v", "mosquitto_sub -h broker -t 'plant/+/state' -C 3"],
  begin(given, desk) {
    const topics = given.all('-t');
    if (topics.length === 0)
      throw new Teach('You must specify a topic to subscribe to: -t TOPIC.', '必须指定要订阅的主题：-t 主题。');
    const format = (given.one('-F') ?? (given.has('-v') ? '%t %p' : '%p')).replaceAll('\\n', '\n').replaceAll('\\t', '\t');
    const end = given.has('-N') ? '' : '\n';
    return {
      order: {
        tool: 'mqtt-subscribe',
        ...brokerOf(given),
        topics,
        qos: qosOf(given),
        count: given.has('-C') ? given.number('-C', 1, { least: 1, most: 1_000_000 }) : null,
        wait: given.has('-W') ? Math.round(given.number('-W', 1, { least: 0.001, most: 3_600, whole: false }) * 1_000) : null,
        retainedOnly: given.has('--retained-only'),
        noRetained: given.has('-R'),
      },
      record: (record) =>
        record.kind === 'message' ? out(`${wordMessage(format, record, desk.epochMs)}${end}`) : brokerFailure(record, desk),
    };
  },
};

function wordMessage(format: string, message: Message, epochMs: number): string {
  const { topic, qos, retain, at } = message;
  const bytes = message.base64
    ? Uint8Array.from(atob(message.payload), (letter) => letter.charCodeAt(0))
    : new TextEncoder().encode(message.payload);
  const payload = new TextDecoder().decode(bytes);
  const date = new Date(epochMs + at).toISOString();
  const words: Readonly<Record<string, () => string>> = {
    '%': () => '%',
    t: () => topic,
    p: () => payload,
    x: () => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    X: () => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(''),
    l: () => String(bytes.length),
    q: () => String(qos),
    r: () => (retain ? '1' : '0'),
    I: () => `${date.slice(0, 19)}+0000`,
    U: () => ((epochMs + at) / 1_000).toFixed(9),
    P: () => message.userProperties.map(([name, value]) => `${name}:${value}`).join(' '),
    j: () =>
      JSON.stringify({
        tst: `${date.slice(0, 23)}000Z+0000`,
        topic,
        qos,
        retain: retain ? 1 : 0,
        payloadlen: bytes.length,
        payload,
      }),
  };
  return format.replace(/%(.)/g, (whole, letter: string) => words[letter]?.() ?? whole);
}
