/** Every refusal of the API: its status and what the reader is told, in both languages. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';

export const problems = {
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
  'unknown-lab': {
    status: 404,
    message: {
      en: 'There is no lab of this name, or its definition has a mistake and cannot be opened. Go back to the course and choose a lab from there.',
      'zh-CN': '没有这个名称的实验，或其定义有误而无法打开。请返回课程，从那里选择实验。',
    },
  },
  'unknown-file': {
    status: 404,
    message: {
      en: 'The lab has no such file on this controller. Reload the page: the lab may have changed since it was opened.',
      'zh-CN': '该实验的这个控制器上没有此文件。请重新加载页面：实验可能在打开之后有改动。',
    },
  },
  'unknown-version': {
    status: 404,
    message: {
      en: 'There is no such version of this file. Close the comparison and open it again to see the versions there are.',
      'zh-CN': '此文件没有这个版本。请关闭比较后重新打开，查看现有的版本。',
    },
  },
  'bad-file-name': {
    status: 400,
    message: {
      en: 'A file cannot be called so. Use 1 to 60 letters, digits, - or _, and end with .st, such as valve-control.st.',
      'zh-CN': '不能使用这个文件名。请用 1 到 60 个字母、数字、- 或 _，并以 .st 结尾，例如 valve-control.st。',
    },
  },
  'file-exists': {
    status: 409,
    message: {
      en: 'This controller already has a file of this name (capitals do not count). Choose another name.',
      'zh-CN': '此控制器已有同名文件（不区分大小写）。请换一个名称。',
    },
  },
  'lab-file': {
    status: 409,
    message: {
      en: 'This file belongs to the lab, so it keeps its name and its place. Change its text, or add a file of your own.',
      'zh-CN': '此文件属于实验本身，不能重命名或删除。可以修改其内容，或另建文件。',
    },
  },
  'too-many-files': {
    status: 409,
    message: {
      en: 'A controller has at most 50 files here, and this one has them. Delete a file you do not need, or put the text into one that is there.',
      'zh-CN': '每个控制器最多 50 个文件，现已达到上限。请删除不需要的文件，或把内容放入已有的文件。',
    },
  },
  'unknown-step': {
    status: 404,
    message: {
      en: 'The lab has no such step. Reload the page: the lab may have changed since it was opened.',
      'zh-CN': '该实验没有这个步骤。请重新加载页面：实验可能在打开之后有改动。',
    },
  },
  'unknown-question': {
    status: 404,
    message: {
      en: 'The lesson has no such question. Reload the page: the lesson may have changed since it was opened.',
      'zh-CN': '这一课没有这道题。请重新加载页面：课程可能在打开之后有改动。',
    },
  },
  'unknown-solution': {
    status: 404,
    message: {
      en: 'The lesson has no such solution. Reload the page: the lesson may have changed since it was opened.',
      'zh-CN': '这一课没有这个解法。请重新加载页面：课程可能在打开之后有改动。',
    },
  },
  'step-not-tried': {
    status: 403,
    message: {
      en: 'Still closed: no check of a program of your own has been graded on this step. Change the program and check your work; this opens then. A check that fails counts.',
      'zh-CN': '尚未打开：这一步还没有评判过您自己写的程序。请修改程序并检查，随后就会打开。未通过的检查也算。',
    },
  },
  'question-not-tried': {
    status: 403,
    message: {
      en: 'Still closed: you have not answered the question yet. Answer it; this opens then. A wrong answer counts.',
      'zh-CN': '尚未打开：您还没有回答这道题。请先作答，随后就会打开。答错也算。',
    },
  },
  'not-a-reading': {
    status: 409,
    message: {
      en: 'This lesson has a lab or a question now, and is done when those are. Reload the page to see them.',
      'zh-CN': '这一课现在配有实验或测验，完成它们才算学完。请重新加载页面查看。',
    },
  },
  'bad-preference': {
    status: 400,
    message: {
      en: 'This cannot be set: {setting}. Nothing was changed. Reload the page to see what can be chosen, then set it again.',
      'zh-CN': '无法这样设置：{setting}。没有改动任何内容。请重新加载页面查看可选的值，然后再设置。',
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
  'check-running': {
    status: 429,
    message: {
      en: 'A check of this lab is still running for you. Wait for its answer, then check again.',
      'zh-CN': '您在此实验的一次检查仍在进行。请等待结果，然后再次检查。',
    },
  },
  'our-failure': {
    status: 500,
    message: {
      en: 'Something broke on our side, not in your work. Nothing you saved is lost; try again in a moment.',
      'zh-CN': '这是我们一方的故障，与您的程序无关。已保存的内容不会丢失；请稍后重试。',
    },
  },
} as const satisfies Record<string, { status: number; message: LocalizedText }>;

export type ProblemCode = keyof typeof problems;

/** Thrown by an endpoint's work to refuse the request; `detail` goes to the log only, `values` into the message's `{name}`s. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly values: Readonly<Record<string, string>>;
  constructor(code: ProblemCode, detail = '', values: Readonly<Record<string, string>> = {}) {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.code = code;
    this.values = values;
  }
}

/** The HTTP answer of a refusal: `problem` of api.ts. */
export function problemResponse(code: ProblemCode, values: Readonly<Record<string, string>> = {}): Response {
  const { status, message } = problems[code];
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return Response.json(
    { code, message: { en: filled(message.en), 'zh-CN': filled(message['zh-CN']) } },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}
