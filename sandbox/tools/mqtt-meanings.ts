/** Why a broker refuses, in words: what its reason code (5.0) means to the one who asked, and what to try. */
import { reason, reasonName } from '../protocols/mqtt/reason.ts';
import type { Localized } from './meanings.ts';

const meanings: Readonly<Record<number, Localized>> = {
  [reason.unspecified]: {
    en: 'The broker refused it and does not say why, as MQTT 3.1.1 has it: most often this client may not do this. Try -V 5, which tells the reason.',
    'zh-CN': '代理拒绝了请求但未说明原因（MQTT 3.1.1 即如此）：多半是此客户端没有权限。可改用 -V 5，它会给出原因。',
  },
  [reason.unsupportedVersion]: {
    en: 'The broker does not speak this version of MQTT. Try the other one with -V.',
    'zh-CN': '代理不支持此 MQTT 版本。请用 -V 换另一个版本。',
  },
  [reason.clientIdNotValid]: {
    en: 'The broker does not take this client identifier. Choose another with -i; an empty one needs a clean session.',
    'zh-CN': '代理不接受此客户端标识。请用 -i 换一个；空标识只能用于干净会话。',
  },
  [reason.badUserNameOrPassword]: {
    en: 'The user name or the password is wrong. Check -u and -P.',
    'zh-CN': '用户名或密码错误。请检查 -u 和 -P。',
  },
  [reason.notAuthorized]: {
    en: 'The broker does not allow this to this client. Look at the user, and at what its access list allows.',
    'zh-CN': '代理不允许此客户端这样做。请检查用户，以及访问列表允许的内容。',
  },
  [reason.serverUnavailable]: {
    en: 'The broker is there and takes no clients now. Try again later.',
    'zh-CN': '代理在线，但目前不接受客户端。请稍后再试。',
  },
  [reason.sessionTakenOver]: {
    en: 'Another client has connected with the same client identifier, and the broker keeps one of them. Give each its own with -i.',
    'zh-CN': '另一个客户端用同一标识连接，代理只保留其中一个。请用 -i 为每个客户端指定不同的标识。',
  },
  [reason.topicNameInvalid]: {
    en: 'The broker does not take this topic. A topic to publish to has no + and no #.',
    'zh-CN': '代理不接受此主题。发布用的主题不能含 + 和 #。',
  },
  [reason.topicFilterInvalid]: {
    en: 'The broker does not take this topic filter. # stands alone at the end, + alone between slashes.',
    'zh-CN': '代理不接受此主题过滤器。# 只能单独位于末尾，+ 只能单独位于斜杠之间。',
  },
  [reason.packetTooLarge]: {
    en: 'The message is larger than this broker takes. Send less in one message.',
    'zh-CN': '消息超过此代理允许的大小。请减小单条消息。',
  },
  [reason.quotaExceeded]: {
    en: 'The broker has no room left for this client: too many messages or subscriptions.',
    'zh-CN': '代理已没有空间分配给此客户端：消息或订阅过多。',
  },
  [reason.retainNotSupported]: {
    en: 'This broker keeps no retained messages. Leave -r out.',
    'zh-CN': '此代理不保存保留消息。请去掉 -r。',
  },
  [reason.qosNotSupported]: {
    en: 'This broker does not offer this quality of service. Choose a lower one with -q.',
    'zh-CN': '此代理不提供该服务质量等级。请用 -q 选择较低的等级。',
  },
  [reason.serverShuttingDown]: {
    en: 'The broker is shutting down. Try again when it is back.',
    'zh-CN': '代理正在关闭。请等它恢复后再试。',
  },
};

export const reasonMeaning = (code: number): Localized =>
  meanings[code] ?? {
    en: `The broker refused it: ${reasonName(code)} (${code}).`,
    'zh-CN': `代理拒绝：${reasonName(code)}（${code}）。`,
  };
