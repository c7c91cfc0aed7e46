/** What an observation is, as a sentence about it says: "quality of tag dosing/flow". */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import type { Observation } from '../lab/schema-answers.ts';

export function describeObservation(of: Observation): LocalizedText {
  if ('topic' in of) {
    const where = of.pointer === '' ? of.topic : `${of.topic} ${of.pointer}`;
    return fill(ofTopic[of.what], where);
  }
  if ('tag' in of) return fill(ofTag[of.what], of.tag);
  if ('gateway' in of) return ofGateway[of.gateway];
  if ('packets' in of) {
    const what = of.function === undefined ? of.packets : `${of.packets} ${of.function}`;
    return fill(ofPackets[of.what], of.what === 'dropped' ? of.link : `${what} @ ${of.link}`);
  }
  if ('drawn' in of) return { en: 'what was drawn for this rig', 'zh-CN': '为此实训台抽取的值' };
  return fill(ofFile[of.what], of.file);
}

const fill = ({ en, 'zh-CN': chinese }: LocalizedText, what: string): LocalizedText => ({
  en: en.replace('…', what),
  'zh-CN': chinese.replace('…', what),
});

const ofTopic = {
  number: { en: 'value of …', 'zh-CN': '… 的值' },
  text: { en: 'text of …', 'zh-CN': '… 的文字' },
  bool: { en: 'value of …', 'zh-CN': '… 的值' },
  highest: { en: 'highest value of …', 'zh-CN': '… 的最大值' },
  lowest: { en: 'lowest value of …', 'zh-CN': '… 的最小值' },
  count: { en: 'messages of …', 'zh-CN': '… 的消息数' },
  age: { en: 'seconds since the last message of …', 'zh-CN': '… 最近一条消息距今的秒数' },
  gaps: { en: 'numbers left out of …', 'zh-CN': '… 缺失的编号数' },
  disorder: { en: 'messages of … out of order', 'zh-CN': '… 乱序的消息数' },
  repeats: { en: 'repeated messages of …', 'zh-CN': '… 重复的消息数' },
} as const;

const ofTag = {
  number: { en: 'value of tag …', 'zh-CN': '变量 … 的值' },
  text: { en: 'text of tag …', 'zh-CN': '变量 … 的文字' },
  bool: { en: 'value of tag …', 'zh-CN': '变量 … 的值' },
  good: { en: 'tag … is Good', 'zh-CN': '变量 … 质量为 Good' },
  quality: { en: 'quality of tag …', 'zh-CN': '变量 … 的质量' },
  age: { en: 'age of tag … in seconds', 'zh-CN': '变量 … 的时龄（秒）' },
} as const;

const ofGateway = {
  running: { en: 'the gateway runs', 'zh-CN': '网关在运行' },
  tags: { en: 'tags of the gateway', 'zh-CN': '网关的变量数' },
  bad: { en: 'tags of the gateway that are Bad', 'zh-CN': '网关中质量为 Bad 的变量数' },
  waiting: { en: 'messages that wait in the store', 'zh-CN': '存储中等待的消息数' },
  dropped: { en: 'messages that the store dropped', 'zh-CN': '存储丢弃的消息数' },
  acknowledged: { en: 'messages that the broker acknowledged', 'zh-CN': 'broker 已确认的消息数' },
  connected: { en: 'the gateway is connected to the broker', 'zh-CN': '网关已连接 broker' },
  requests: { en: 'requests of the gateway to devices', 'zh-CN': '网关向设备发出的请求数' },
  alarms: { en: 'active alarms of the gateway', 'zh-CN': '网关的活动报警数' },
} as const;

const ofPackets = {
  count: { en: 'packets (…)', 'zh-CN': '报文数（…）' },
  bytes: { en: 'bytes (…)', 'zh-CN': '字节数（…）' },
  errors: { en: 'error answers (…)', 'zh-CN': '出错应答数（…）' },
  dropped: { en: 'packets that the link … lost', 'zh-CN': '链路 … 丢失的报文数' },
} as const;

const ofFile = {
  exists: { en: 'the file … is there', 'zh-CN': '文件 … 存在' },
  lines: { en: 'lines of the file …', 'zh-CN': '文件 … 的行数' },
  text: { en: 'text of the file …', 'zh-CN': '文件 … 的内容' },
} as const;
