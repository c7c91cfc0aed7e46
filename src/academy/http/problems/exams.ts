/** What is asked of people by a clock: releases and exams. */
import type { Problems } from './problem.ts';

export const examsProblems = {
  'not-released': {
    status: 403,
    message: {
      en: 'This is not open yet. Look at its release time in your assignments, and begin then.',
      'zh-CN': '尚未开放。请在作业列表中查看发布时间，届时再开始。',
    },
  },
  'exam-over': {
    status: 409,
    message: {
      en: 'The exam has ended, and the work was handed in as it stood then. What you type now is kept, but it is not graded.',
      'zh-CN': '考试已结束，作品已按当时的状态提交。此后输入的内容会保存，但不计分。',
    },
  },
  'exam-closed': {
    status: 409,
    message: {
      en: 'The time in which this exam could be begun is over. Speak to your instructor: they can give you more time.',
      'zh-CN': '已过可以开始此考试的时间。请联系讲师，讲师可以为您延长时间。',
    },
  },
  'during-exam': {
    status: 403,
    message: {
      en: 'Not during an exam: hints, solutions and earlier versions are closed until you have handed in.',
      'zh-CN': '考试期间不可使用：提示、解法和历史版本在交卷之前均不可打开。',
    },
  },
  'help-during-exam': {
    status: 403,
    message: {
      en: 'Not during an exam: nobody helps and no fault is begun until it has been handed in.',
      'zh-CN': '考试期间不可使用：交卷之前不能协助，也不能注入故障。',
    },
  },
} as const satisfies Problems;
