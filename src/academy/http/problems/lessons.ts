/** Questions, solutions and reviews of a lesson. */
import type { Problems } from './problem.ts';

export const lessonsProblems = {
  'unknown-question': {
    status: 404,
    message: {
      en: 'The lesson has no such question. Reload the page: the lesson may have changed since it was opened.',
      'zh-CN': '这一课没有这道题。请重新加载页面：课程可能在打开之后有改动。',
    },
  },
  'other-variant': {
    status: 409,
    message: {
      en: 'This page shows the question with other numbers than yours, because it was opened before you signed in. Reload the page, then answer.',
      'zh-CN': '此页面是在您登录之前打开的，题中的数值与您的不同。请重新加载页面后作答。',
    },
  },
  'rig-not-running': {
    status: 409,
    message: {
      en: 'The rig is not running, so there is nothing to compare your reading with. Start it beside the lesson, read again, then answer. This counted as no attempt.',
      'zh-CN': '实训台没有运行，无法与您的读数比较。请在课程旁启动实训台，重新读数后作答。这次不计为一次作答。',
    },
  },
  'not-due': {
    status: 409,
    message: {
      en: 'This question is not due for review, or was answered already, perhaps in another tab. Open the review page to see what is due.',
      'zh-CN': '这道题今天不需要复习，或已在其他标签页中答过。请打开复习页面查看待复习的题目。',
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
} as const satisfies Problems;
