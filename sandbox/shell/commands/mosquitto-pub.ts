/** `mosquitto_pub`: publishes to a broker. */

import type { Given } from '../options.ts';
import { Teach } from '../teach.ts';
import { type Desk, type NetworkCommand, nothing } from './command.ts';
import { brokerFailure, brokerOf, brokerOptions, qosOf, userPropertiesOf } from './mosquitto-broker.ts';

export const mosquittoPub: NetworkCommand = {
  name: 'mosquitto_pub',
  synopsis: ['mosquitto_pub -h HOST -t TOPIC {-m MESSAGE | -f FILE | -n | -s | -l} [-q QOS] [-r]'],
  about: { en: 'Publishes a message to an MQTT broker.', 'zh-CN': '向 MQTT 代理发布消息。' },
  options: [
    ...brokerOptions,
    { names: ['-t', '--topic'], value: 'TOPIC', help: { en: 'where to', 'zh-CN': '主题' } },
    { names: ['-m', '--message'], value: 'TEXT', help: { en: 'the message', 'zh-CN': '消息内容' } },
    { names: ['-f', '--file'], value: 'FILE', help: { en: 'a file is the message', 'zh-CN': '以文件内容为消息' } },
    { names: ['-n', '--null-message'], help: { en: 'an empty message', 'zh-CN': '空消息' } },
    { names: ['-s', '--stdin-file'], help: { en: 'what is piped in is the message', 'zh-CN': '以管道输入为消息' } },
    {
      names: ['-l', '--stdin-line'],
      help: { en: 'every line that is piped in is a message', 'zh-CN': '管道输入的每行为一条消息' },
    },
    { names: ['--repeat'], value: 'COUNT', help: { en: 'publish it so many times', 'zh-CN': '重复发布次数' } },
    { names: ['--repeat-delay'], value: 'SECONDS', help: { en: 'between two of them', 'zh-CN': '两次之间的间隔' } },
    { names: ['-r', '--retain'], help: { en: 'the broker keeps it for who comes later', 'zh-CN': '保留消息' } },
  ],
  examples: ['mosquitto_pub -h broker -t cell/lamp -m on -q 1 -r'],
  async begin(given, desk) {
    const topic = given.one('-t');
    const messages = topic === undefined ? null : await messagesOf(given, desk);
    if (topic === undefined || messages === null) {
      throw new Teach(
        'Both topic and message must be supplied: -t TOPIC -m MESSAGE.',
        '必须同时给出主题和消息：-t 主题 -m 消息。',
      );
    }
    if (/[+#]/.test(topic)) {
      throw new Teach(
        `Invalid publish topic "${topic}": + and # stand for many topics, and a message goes to one.`,
        `发布主题“${topic}”无效：+ 和 # 代表多个主题，而一条消息只能发往一个主题。`,
      );
    }
    return {
      order: {
        tool: 'mqtt-publish',
        ...brokerOf(given),
        topic,
        messages: Array.from({ length: given.number('--repeat', 1, { least: 1, most: 1_000 }) }, () => messages).flat(),
        delay: Math.round(given.number('--repeat-delay', 0, { least: 0, most: 3_600, whole: false }) * 1_000),
        qos: qosOf(given),
        retain: given.has('-r'),
        userProperties: userPropertiesOf(given),
      },
      record: (record) => (record.kind === 'published' ? nothing : brokerFailure(record, desk)),
    };
  },
};

async function messagesOf(given: Given, desk: Desk): Promise<string[] | null> {
  const text = given.one('-m');
  if (text !== undefined) return [text];
  const file = given.one('-f');
  if (file !== undefined) return [await desk.read(file)];
  if (given.has('-n')) return [''];
  if (given.has('-s')) return [desk.input];
  if (!given.has('-l')) return null;
  const lines = desk.input.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0)
    throw new Teach(
      'With -l, pipe lines into it: cat FILE | mosquitto_pub … -l.',
      '使用 -l 时请用管道输入：cat 文件 | mosquitto_pub … -l。',
    );
  return lines.slice(0, 10_000);
}
