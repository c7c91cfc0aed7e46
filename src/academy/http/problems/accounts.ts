/** Accounts: signing up and in by password, second factor, sessions, links that set a new password. */
import type { Problems } from './problem.ts';

export const accountsProblems = {
  'wrong-password': {
    status: 401,
    message: {
      en: 'Address and password do not go together. Check both (capitals count in the password), or ask an administrator of your academy for a link to set a new one.',
      'zh-CN': '邮箱与密码不匹配。请检查两者（密码区分大小写），或请学院管理员给您一个重设密码的链接。',
    },
  },
  'wrong-code': {
    status: 401,
    message: {
      en: 'This code is not right, or its half minute is over. Type the one the app shows now; if it still fails, the clock of the phone or of the server is wrong. A recovery code works without a clock, once each.',
      'zh-CN':
        '验证码不正确，或已超过 30 秒的有效时间。请输入应用当前显示的验证码；如果仍不成功，说明手机或服务器的时钟不准。恢复码不依赖时钟，每个可用一次。',
    },
  },
  'codes-locked': {
    status: 429,
    message: {
      en: 'There were too many wrong codes for this account. Wait 15 minutes, then sign in again with the code that your app shows then.',
      'zh-CN': '此账号输错验证码的次数过多。请等待 15 分钟，再用届时应用显示的验证码登录。',
    },
  },
  'sign-in-again': {
    status: 401,
    message: {
      en: 'This sign-in was not finished in time, or a code was tried too often. Start it again with address and password.',
      'zh-CN': '本次登录没有及时完成，或尝试验证码的次数过多。请从邮箱和密码重新开始登录。',
    },
  },
  'no-academy': {
    status: 403,
    message: {
      en: 'You are known here, but this account is a member of no academy that it could enter. Ask an administrator for an invitation, open its link, and sign in from there.',
      'zh-CN': '账号验证通过，但它不是这里任何可进入学院的成员。请向管理员索取邀请，打开邀请链接后从那里登录。',
    },
  },
  'suspended-here': {
    status: 403,
    message: {
      en: 'Your membership of this academy is suspended. Your work is kept. Ask an administrator of the academy why.',
      'zh-CN': '您在本学院的成员资格已被暂停，您的成果仍然保留。请向学院管理员询问原因。',
    },
  },
  'sign-up-closed': {
    status: 403,
    message: {
      en: 'An account in this academy needs an invitation. Ask its administrator or your instructor for one, and open the link in it.',
      'zh-CN': '在本学院建立账号需要邀请。请向管理员或您的讲师索取邀请，并打开其中的链接。',
    },
  },
  'name-missing': {
    status: 400,
    message: {
      en: 'A name is missing. Type what others in the academy should call you, up to 80 characters.',
      'zh-CN': '缺少姓名。请输入学院里其他人对您的称呼，最多 80 个字符。',
    },
  },
  'address-wrong': {
    status: 400,
    message: {
      en: 'This is not an e-mail address. Type it whole, such as mei@works.example.',
      'zh-CN': '这不是电子邮箱地址。请完整输入，例如 mei@works.example。',
    },
  },
  'address-taken': {
    status: 409,
    message: {
      en: 'There is an account with this address already. Sign in with it; if its password is lost, an administrator can give you a link to set a new one.',
      'zh-CN': '已有使用此邮箱的账号，请直接登录。如果忘记密码，管理员可以给您一个重设密码的链接。',
    },
  },
  'password-short': {
    status: 400,
    message: {
      en: 'The password is too short: it takes at least 10 characters. A few words in a row are easy to remember and hard to guess.',
      'zh-CN': '密码太短：至少需要 10 个字符。用几个词连成一句，既好记又难猜。',
    },
  },
  'password-long': {
    status: 400,
    message: {
      en: 'The password is too long: it may have 256 characters.',
      'zh-CN': '密码太长：最多 256 个字符。',
    },
  },
  'password-common': {
    status: 400,
    message: {
      en: 'This password is among the first that somebody would try: a common one, a row of keys, or your own name or address. Choose another, such as a few words in a row.',
      'zh-CN': '这个密码是别人最先会猜的那一类：常见密码、键盘上的一串键，或您自己的姓名、邮箱。请换一个，例如几个词连成一句。',
    },
  },
  'wrong-own-password': {
    status: 403,
    message: {
      en: 'The password you use now is not right, so nothing was changed. Type it again; capitals count.',
      'zh-CN': '当前密码不正确，没有改动任何内容。请重新输入，注意区分大小写。',
    },
  },
  'second-factor-needed': {
    status: 403,
    message: {
      en: 'This academy asks for a second factor, and this session has none. Open your account page and set one up, or sign in with your passkey. What you typed is kept in this tab until then.',
      'zh-CN':
        '本学院要求使用第二验证因素，而此会话没有。请打开账号页面进行设置，或用通行密钥登录。在此之前，您输入的内容会保留在此标签页中。',
    },
  },
  'second-factor-first': {
    status: 409,
    message: {
      en: 'Whoever asks others for a second factor needs one first, or they would shut themselves out. Set one up in your account, or sign in with your passkey; then save again. Nothing was changed.',
      'zh-CN':
        '要求他人使用第二验证因素之前，您自己须先具备，否则会把自己挡在门外。请先在账号页面设置，或用通行密钥登录，然后再次保存。没有改动任何内容。',
    },
  },
  'second-factor-on': {
    status: 409,
    message: {
      en: 'This account has a second factor already. Turn it off first if you want to set it up with another phone.',
      'zh-CN': '此账号已启用第二验证因素。如需换到另一部手机，请先关闭再重新设置。',
    },
  },
  'unknown-session': {
    status: 404,
    message: {
      en: 'This session is over already. Nothing had to be ended.',
      'zh-CN': '此会话已经结束，无需再结束。',
    },
  },
  'reset-unknown': {
    status: 404,
    message: {
      en: 'This link is none of this academy. Check that it was copied whole, or ask an administrator for a new one.',
      'zh-CN': '此链接不属于本学院。请检查是否完整复制，或向管理员索取新的链接。',
    },
  },
  'reset-expired': {
    status: 410,
    message: {
      en: 'This link has run out: it works for one hour. Ask an administrator for a new one.',
      'zh-CN': '此链接已过期：有效期为一小时。请向管理员索取新的链接。',
    },
  },
  'reset-used': {
    status: 410,
    message: {
      en: 'This link was used already; it works once. If that was not you, tell an administrator at once, and ask for a new one.',
      'zh-CN': '此链接已被使用，只能使用一次。如果不是您本人使用的，请立即告知管理员并索取新的链接。',
    },
  },
  'reset-not-yours': {
    status: 403,
    message: {
      en: 'You cannot make this link: the person is an owner and you are not, or they have a place in another academy as well. Ask an owner of the first academy on this server.',
      'zh-CN': '您不能生成此链接：对方是所有者而您不是，或对方同时属于其他学院。请联系本服务器第一个学院的所有者。',
    },
  },
  'reset-no-account': {
    status: 409,
    message: {
      en: 'This member is a guest and has no account, so there is no password to set.',
      'zh-CN': '该成员是访客，没有账号，因此没有密码可设。',
    },
  },
} as const satisfies Problems;
