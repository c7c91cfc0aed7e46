/** What is refused of any request, whoever sends it and whatever it is for. */
import type { Problems } from './problem.ts';

export const requestsProblems = {
  'foreign-origin': {
    status: 403,
    message: {
      en: 'This request came from another site and was refused. Open the academy in its own tab and try again.',
      'zh-CN': '此请求来自其他网站，已被拒绝。请在学院自己的标签页中打开后重试。',
    },
  },
  'no-session': {
    status: 401,
    message: {
      en: 'This browser has no session here, so there is nobody to save the work for. Reload the page; a guest session is made by itself.',
      'zh-CN': '此浏览器在这里没有会话，无法确定为谁保存。请重新加载页面，系统会自动建立访客会话。',
    },
  },
  'no-guests': {
    status: 403,
    message: {
      en: 'This academy is for people with an account. Sign in, or ask its administrator for an invitation.',
      'zh-CN': '本学院仅供有账号的人员使用。请登录，或向管理员索取邀请。',
    },
  },
  'not-permitted': {
    status: 403,
    message: {
      en: 'Your role in this academy does not include this. Nothing was changed. Ask an administrator of the academy if you need it.',
      'zh-CN': '您在本学院的角色不包含此项操作，没有改动任何内容。如有需要，请联系学院管理员。',
    },
  },
  'wrong-method': {
    status: 405,
    message: {
      en: 'This address does not take such a request. Reload the page to get its newest version, then try again.',
      'zh-CN': '此地址不接受这种请求。请重新加载页面以获取最新版本，然后重试。',
    },
  },
  'changed-meanwhile': {
    status: 409,
    message: {
      en: 'Somebody else changed this while the page was open, so nothing of yours was saved. What you typed is still below; compare it with what stands now, and save again.',
      'zh-CN': '页面打开期间已有他人修改，您的改动尚未保存。您填写的内容仍在下方；请与现在的内容比较后再次保存。',
    },
  },
  'sent-already': {
    status: 409,
    message: {
      en: 'This form was sent before, and what it made is there, once: see the list. Its secret or link was shown then and cannot be shown again; if it is lost, revoke it and make a new one.',
      'zh-CN':
        '这份表单此前已经提交，所创建的内容已经存在（只有一份）：请看列表。其密钥或链接只在当时显示，无法再次显示；如果已经丢失，请将其吊销后重新创建。',
    },
  },
  'name-not-typed': {
    status: 400,
    message: {
      en: 'The name typed is not yours as it stands here, so nothing was erased. Type it exactly as it is shown.',
      'zh-CN': '输入的姓名与显示的不一致，没有删除任何内容。请完全按显示的姓名输入。',
    },
  },
  'not-json': {
    status: 415,
    message: {
      en: 'The request does not carry JSON. Send it with Content-Type: application/json.',
      'zh-CN': '请求内容不是 JSON。请使用 Content-Type: application/json 发送。',
    },
  },
  malformed: {
    status: 400,
    message: {
      en: 'The request could not be read: a part is missing or has the wrong form. Reload the page to get its newest version, then try again.',
      'zh-CN': '无法读取请求：缺少某一部分或格式不对。请重新加载页面以获取最新版本，然后重试。',
    },
  },
  'too-big': {
    status: 413,
    message: {
      en: 'The request is bigger than the academy takes (a file may have 512,000 characters). Make the file shorter and try again.',
      'zh-CN': '请求超过了学院可接受的大小（单个文件最多 512,000 个字符）。请缩短文件后重试。',
    },
  },
  'bad-search': {
    status: 400,
    message: {
      en: 'This search could not be read. It takes q (1 to 200 characters), locale (en or zh-CN) and, if wanted, limit (1 to 30 results).',
      'zh-CN': '无法读取此搜索请求。请给出 q（1～200 个字符）和 locale（en 或 zh-CN），需要时再加 limit（1～30 条）。',
    },
  },
  'too-many-tries': {
    status: 429,
    message: {
      en: 'Too many tries in a short time. Nothing was changed. Wait {seconds} s, then try once more.',
      'zh-CN': '短时间内尝试次数过多，没有改动任何内容。请等待 {seconds} 秒后再试一次。',
    },
  },
  'bad-preference': {
    status: 400,
    message: {
      en: 'This cannot be set: {setting}. Nothing was changed. Reload the page to see what can be chosen, then set it again.',
      'zh-CN': '无法这样设置：{setting}。没有改动任何内容。请重新加载页面查看可选的值，然后再设置。',
    },
  },
  'disk-full': {
    status: 507,
    message: {
      en: "The server's disk is full, so nothing can be saved. What you typed stays in this tab: keep it open and tell whoever runs the academy. Once there is room, save again.",
      'zh-CN':
        '服务器磁盘已满，暂时无法保存。您输入的内容保留在此标签页中：请不要关闭它，并告知学院的管理员。腾出空间后请再次保存。',
    },
  },
  'our-failure': {
    status: 500,
    message: {
      en: 'Something broke on our side, not in your work. Nothing you saved is lost; try again in a moment.',
      'zh-CN': '这是我们一方的故障，与您的程序无关。已保存的内容不会丢失；请稍后重试。',
    },
  },
} as const satisfies Problems;
