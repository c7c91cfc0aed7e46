/** Keys of people's devices. */
import type { Problems } from './problem.ts';

export const passkeysProblems = {
  'passkey-refused': {
    status: 401,
    message: {
      en: 'This passkey could not be checked: the question it answers is over, or it is for another address of this site. Try again from this page, or sign in with address and password.',
      'zh-CN': '无法验证此通行密钥：它所回答的验证请求已过期，或它属于本站的另一个地址。请在本页重试，或用邮箱和密码登录。',
    },
  },
  'passkey-insecure': {
    status: 409,
    message: {
      en: 'Passkeys do not work at this address: browsers offer them at https addresses with a host name only (and at localhost). Whoever runs the server can put it behind TLS; until then, sign in with address and password.',
      'zh-CN':
        '通行密钥在此网址下不可用：浏览器只在带主机名的 https 网址（以及 localhost）提供通行密钥。请服务器管理员为网站启用 TLS；在此之前，请用邮箱和密码登录。',
    },
  },
  'passkey-address': {
    status: 409,
    message: {
      en: 'Passkeys of this academy work at {address} only, and this page was opened at another address. Open it there, then try again.',
      'zh-CN': '本学院的通行密钥只能在 {address} 使用，而本页是从另一个网址打开的。请从该网址打开后重试。',
    },
  },
  'passkey-name': {
    status: 400,
    message: {
      en: 'The passkey needs a name of 1 to 60 characters, so that you know which device it is. Nothing was changed.',
      'zh-CN': '请为通行密钥取一个 1～60 个字符的名称，以便您知道它在哪台设备上。没有改动任何内容。',
    },
  },
  'passkey-many': {
    status: 409,
    message: {
      en: 'This account has 20 passkeys already. Remove one that you no longer use, then add the new one.',
      'zh-CN': '此账号已有 20 个通行密钥。请先移除不再使用的，再添加新的。',
    },
  },
  'sign-in-not-fresh': {
    status: 403,
    message: {
      en: 'This account has no password to ask for, so a change of passkeys needs a sign-in of the last 15 minutes. Sign out, sign in again, and repeat it.',
      'zh-CN': '此账号没有可供核对的密码，因此更改通行密钥需要在最近 15 分钟内登录过。请退出后重新登录，再重复此操作。',
    },
  },
  'passkey-unknown': {
    status: 401,
    message: {
      en: 'No account here has this passkey; it was removed, perhaps. Sign in with address and password, and add it anew in your account.',
      'zh-CN': '这里没有账号使用此通行密钥，它可能已被移除。请用邮箱和密码登录，再在账号页面重新添加。',
    },
  },
  'passkey-copied': {
    status: 401,
    message: {
      en: 'This passkey counts backwards, as a copy of it would: its key may be in other hands. It was not accepted. Sign in with address and password, and remove it in your account.',
      'zh-CN':
        '此通行密钥的计数出现倒退，与被复制的密钥表现一致，密钥可能已落入他人之手。系统没有接受它。请用邮箱和密码登录，并在账号页面移除它。',
    },
  },
  'passkey-known': {
    status: 409,
    message: {
      en: 'This passkey belongs to an account here already. Use it to sign in, or choose another device.',
      'zh-CN': '此通行密钥已属于这里的一个账号。请用它登录，或选择另一台设备。',
    },
  },
  'unknown-passkey': {
    status: 404,
    message: {
      en: 'This account has no such passkey. Reload the page to see those it has.',
      'zh-CN': '此账号没有这个通行密钥。请重新加载页面查看现有的通行密钥。',
    },
  },
} as const satisfies Problems;
