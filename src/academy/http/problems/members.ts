/** Who belongs to an academy: invitations, roles, keys of programs. */
import type { Problems } from './problem.ts';

export const membersProblems = {
  'invitation-unknown': {
    status: 404,
    message: {
      en: 'This link is none of this academy. Check that it was copied whole, or ask for a new one.',
      'zh-CN': '此链接不属于本学院。请检查是否完整复制，或索取新的链接。',
    },
  },
  'invitation-expired': {
    status: 410,
    message: {
      en: 'This invitation has run out. Ask the person who sent it for a new one.',
      'zh-CN': '此邀请已过期。请向发送者索取新的邀请。',
    },
  },
  'invitation-revoked': {
    status: 410,
    message: {
      en: 'This invitation was withdrawn. Ask the person who sent it whether another one is meant for you.',
      'zh-CN': '此邀请已被撤回。请向发送者确认是否另有邀请。',
    },
  },
  'invitation-used': {
    status: 410,
    message: {
      en: 'Somebody has used this invitation already; it works once. If that was you, sign in; otherwise ask for a new one.',
      'zh-CN': '此邀请已被使用，每份邀请只能使用一次。如果是您本人使用的，请直接登录；否则请索取新的邀请。',
    },
  },
  'invitation-other-address': {
    status: 403,
    message: {
      en: 'This invitation is for another e-mail address. Sign in with that address, or ask for an invitation to yours.',
      'zh-CN': '此邀请是发给另一个电子邮箱的。请用该邮箱的账号登录，或索取发给您邮箱的邀请。',
    },
  },
  'unknown-member': {
    status: 404,
    message: {
      en: 'There is no such person in this academy. Reload the page: the list may have changed.',
      'zh-CN': '本学院没有此人。请重新加载页面：名单可能已有变化。',
    },
  },
  'owners-only': {
    status: 403,
    message: {
      en: 'Only an owner makes or unmakes an owner. Ask one of the owners of the academy.',
      'zh-CN': '只有所有者才能任命或撤销所有者。请联系学院的所有者。',
    },
  },
  'last-owner': {
    status: 409,
    message: {
      en: 'This is the only owner, and an academy is never without one. Make somebody else an owner first.',
      'zh-CN': '这是唯一的所有者，学院不能没有所有者。请先任命另一位所有者。',
    },
  },
  oneself: {
    status: 409,
    message: {
      en: 'You cannot shut yourself out. Another administrator can.',
      'zh-CN': '不能停用您自己。可由其他管理员操作。',
    },
  },
  'bad-address': {
    status: 400,
    message: {
      en: 'This is no e-mail address. Check it for blanks and a missing @.',
      'zh-CN': '这不是有效的电子邮箱。请检查是否有空格或缺少 @。',
    },
  },
  'unknown-key': {
    status: 404,
    message: {
      en: 'There is no such key, or it was revoked. Reload the page to see the keys there are.',
      'zh-CN': '没有这个密钥，或其已被吊销。请重新加载页面查看现有密钥。',
    },
  },
  'bad-key': {
    status: 400,
    message: {
      en: 'A key needs a name of 1 to 60 characters, at least one right, and a life of 1 to 366 days.',
      'zh-CN': '密钥需要 1～60 个字符的名称、至少一项权限，以及 1～366 天的有效期。',
    },
  },
} as const satisfies Problems;
