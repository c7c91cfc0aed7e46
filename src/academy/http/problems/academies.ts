/** Academies of a server: setting one up, its name, its settings. */
import type { Problems } from './problem.ts';

export const academiesProblems = {
  'set-up-gone': {
    status: 410,
    message: {
      en: 'This academy is set up already, or the link was replaced by a newer one. Sign in; whoever runs the server gets a new link with: npx millwright set-up-link',
      'zh-CN':
        '学院已完成设置，或此链接已被更新的链接取代。请登录；服务器管理员可用以下命令获取新链接：npx millwright set-up-link',
    },
  },
  'academy-name': {
    status: 400,
    message: {
      en: "The academy has no name yet. Type one, up to 80 characters: the company's name will do.",
      'zh-CN': '学院还没有名称。请输入名称，最多 80 个字符，公司名称即可。',
    },
  },
  'academy-languages': {
    status: 400,
    message: {
      en: 'The academy offers no language. Choose at least one.',
      'zh-CN': '学院没有可用的语言。请至少选择一种。',
    },
  },
  'academy-zone': {
    status: 400,
    message: {
      en: 'There is no such time zone. Choose one from the list, such as Asia/Shanghai.',
      'zh-CN': '没有这个时区。请从列表中选择，例如 Asia/Shanghai。',
    },
  },
  'unknown-academy': {
    status: 404,
    message: {
      en: 'There is no such academy on this server, or it is closed. Go to the home page and choose yours from the account menu.',
      'zh-CN': '此服务器上没有这个学院，或其已关闭。请返回首页，从账号菜单中选择您的学院。',
    },
  },
  'academy-exists': {
    status: 409,
    message: {
      en: 'Another academy on this server has this address already. Choose another one.',
      'zh-CN': '此服务器上已有学院使用该地址。请换一个。',
    },
  },
  'bad-academy-name': {
    status: 400,
    message: {
      en: 'An academy needs a name of 1 to 80 characters and an address of lower-case letters, digits and hyphens, such as press-works.',
      'zh-CN': '学院需要 1～80 个字符的名称，以及由小写字母、数字和连字符组成的地址，例如 press-works。',
    },
  },
  'first-academy': {
    status: 409,
    message: {
      en: "This is the server's first academy: its owners run the server, so it stays open.",
      'zh-CN': '这是服务器的第一个学院，由其所有者管理服务器，因此不能关闭。',
    },
  },
  'host-taken': {
    status: 409,
    message: {
      en: 'Another academy on this server has this host name. Give this one a name of its own, or none.',
      'zh-CN': '此服务器上已有学院使用该主机名。请换一个，或留空。',
    },
  },
  'bad-logo': {
    status: 400,
    message: {
      en: 'This file cannot be the logo: it takes a PNG, JPEG or WebP picture of at most 64 kB. Nothing was changed.',
      'zh-CN': '此文件不能用作标志：请使用不超过 64 kB 的 PNG、JPEG 或 WebP 图片。没有改动任何内容。',
    },
  },
  'bad-setting': {
    status: 400,
    message: {
      en: 'This cannot be set so: {setting}. Nothing was changed. See what the field asks for, then save again.',
      'zh-CN': '无法这样设置：{setting}。没有改动任何内容。请查看该项的要求后再次保存。',
    },
  },
} as const satisfies Problems;
