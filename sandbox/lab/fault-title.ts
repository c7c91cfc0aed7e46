/** What a fault is called: as the lab's texts have it, else a sentence of what it strikes and how. An id is for files, not for people. */
import type { Lab, Locale } from './lab.ts';
import type { LabFault } from './schema.ts';

type Effect = LabFault['effects'][number];
type Mode = Extract<Effect, { mode: string }>['mode'];

const modes: Readonly<Record<Mode, Readonly<Record<Locale, string>>>> = {
  // On the wire of a terminal.
  stuck: { en: 'stands still', 'zh-CN': '数值卡住不变' },
  offset: { en: 'is off by a fixed amount', 'zh-CN': '存在固定偏差' },
  drift: { en: 'drifts', 'zh-CN': '漂移' },
  noise: { en: 'is noisy', 'zh-CN': '有噪声' },
  delay: { en: 'comes late', 'zh-CN': '滞后' },
  dropout: { en: 'drops out now and then', 'zh-CN': '时有中断' },
  'broken-wire': { en: 'has a broken wire', 'zh-CN': '断线' },
  short: { en: 'is short-circuited', 'zh-CN': '短路' },
  'wrong-range': { en: 'is set to the wrong range', 'zh-CN': '量程设置错误' },
  swapped: { en: 'is swapped with another terminal', 'zh-CN': '与另一端子接反' },
  // On a link.
  outage: { en: 'lets nothing through', 'zh-CN': '完全中断' },
  loss: { en: 'loses packets', 'zh-CN': '丢包' },
  latency: { en: 'is slow', 'zh-CN': '延迟增大' },
  bandwidth: { en: 'carries less', 'zh-CN': '带宽下降' },
  profile: { en: 'behaves as another kind of link', 'zh-CN': '表现为另一种链路' },
  // On a host.
  off: { en: 'is switched off', 'zh-CN': '已断电' },
  'clock-skew': { en: 'has a wrong clock', 'zh-CN': '时钟不准' },
  // In a device's protocol.
  silent: { en: 'does not answer', 'zh-CN': '不应答' },
  slow: { en: 'answers late', 'zh-CN': '应答迟缓' },
  'swapped-bytes': { en: 'swaps the bytes of its values', 'zh-CN': '数值字节颠倒' },
  'swapped-words': { en: 'swaps the words of its values', 'zh-CN': '数值字序颠倒' },
  'wrong-unit': { en: 'answers with a wrong unit id', 'zh-CN': '应答中的站号错误' },
  'off-by-one': { en: 'answers from the next address', 'zh-CN': '应答的地址偏移一位' },
  'stale-after-error': { en: 'repeats an old answer after an error', 'zh-CN': '出错后重复旧应答' },
  stale: { en: 'publishes old values', 'zh-CN': '发布旧数值' },
  drops: { en: 'leaves some answers out', 'zh-CN': '部分应答丢失' },
  restart: { en: 'restarts', 'zh-CN': '重新启动' },
};

/** `fault` is one of the lab's; an id that is none is its own title. */
export function faultTitle(lab: Pick<Lab, 'definition' | 'text'>, fault: string, locale: Locale): string {
  const titled = lab.text[locale].faults[fault];
  if (titled) return titled;
  const effects = lab.definition.faults.find(({ id }) => id === fault)?.effects ?? [];
  return effects.map((effect) => sentenceOf(lab, effect, locale)).join(locale === 'en' ? '; ' : '；') || fault;
}

function sentenceOf({ text }: Pick<Lab, 'text'>, effect: Effect, locale: Locale): string {
  if ('set' in effect) {
    const inputs = Object.entries(effect.set).map(([input, value]) => inputOf(input, String(value).toUpperCase(), locale));
    return inputs.join(locale === 'en' ? ', ' : '，');
  }
  const target =
    'signal' in effect ? effect.signal : 'link' in effect ? effect.link : 'host' in effect ? effect.host : effect.device;
  const named = text[locale].signals[target] ?? target;
  return locale === 'en' ? `${named} ${modes[effect.mode].en}` : `${named} ${modes[effect.mode]['zh-CN']}`;
}

/** `plant.M101.BearingDrag`: the component as the drawing has it, then its fault input in words. */
function inputOf(path: string, value: string, locale: Locale): string {
  const [, ...names] = path.split('.');
  const input = names.at(-1) ?? path;
  const component = names.slice(0, -1).join('.') || 'plant';
  if (locale === 'zh-CN') return `${component} 的 ${input} 变为 ${value}`;
  const words = input.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return `${component}: ${words} goes to ${value}`;
}
