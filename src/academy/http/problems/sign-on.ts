/** Signing in through a company's own provider. */
import type { Problems } from './problem.ts';

export const signOnProblems = {
  'unknown-provider': {
    status: 404,
    message: {
      en: 'This academy has no such sign-on, or it is switched off. Go back to the sign-in page and choose from there.',
      'zh-CN': '本学院没有此登录方式，或其已停用。请返回登录页面重新选择。',
    },
  },
  'sign-on-unreachable': {
    status: 502,
    message: {
      en: '{name} does not answer, so nobody can sign in with it now. Try again in a minute, or sign in with your password; tell your administrator if it lasts.',
      'zh-CN': '{name} 没有响应，暂时无法用其登录。请稍后重试，或使用密码登录；如持续出现，请告知管理员。',
    },
  },
  'sign-on-refused': {
    status: 403,
    message: {
      en: '{name} did not confirm who you are. Start again from the sign-in page; if it happens again, tell your administrator.',
      'zh-CN': '{name} 未能确认您的身份。请从登录页面重新开始；如再次出现，请告知管理员。',
    },
  },
  'sign-on-again': {
    status: 400,
    message: {
      en: 'This sign-on took longer than 10 minutes or began in another browser. Start again from the sign-in page.',
      'zh-CN': '此次登录已超过 10 分钟，或是在其他浏览器中开始的。请从登录页面重新开始。',
    },
  },
  'sign-on-address-taken': {
    status: 409,
    message: {
      en: 'There is an account with your e-mail address already. Sign in with its password once, then use this sign-on again in the same browser: it will be linked to your account.',
      'zh-CN': '已有账号使用您的电子邮箱。请先用密码登录一次，然后在同一浏览器中再次使用此登录方式，即可与您的账号关联。',
    },
  },
  'sign-on-other-account': {
    status: 409,
    message: {
      en: 'This identity belongs to another account here. Sign out first, then sign on with it.',
      'zh-CN': '此身份已关联其他账号。请先退出登录，再使用它登录。',
    },
  },
  'bad-role-map': {
    status: 400,
    message: {
      en: 'Line {line} cannot be read. Write a group, an equals sign, and roles separated by commas: {roles}.',
      'zh-CN': '无法读取第 {line} 行。请按“组名 = 角色, 角色”的格式填写，可用角色：{roles}。',
    },
  },
} as const satisfies Problems;
