/** Cohorts, what is asked of them, and their grades. */
import type { Problems } from './problem.ts';

export const teachingProblems = {
  'unknown-cohort': {
    status: 404,
    message: {
      en: 'There is no such cohort among yours. Go to your cohorts and open it from there.',
      'zh-CN': '您的班级中没有这个班级。请从班级列表中打开。',
    },
  },
  'bad-cohort': {
    status: 400,
    message: {
      en: 'The cohort was not saved. A name has 1 to 80 characters, and the last day does not come before the first.',
      'zh-CN': '班级未保存。名称须为 1～80 个字符，结束日期不能早于开始日期。',
    },
  },
  'not-an-instructor': {
    status: 409,
    message: {
      en: 'This person is not an instructor of the academy. An administrator can give them that role first.',
      'zh-CN': '此人不是本学院的讲师。请先由管理员授予该角色。',
    },
  },
  'unknown-assignment': {
    status: 404,
    message: {
      en: 'There is no such assignment here. Open it from the list of assignments; it may have been withdrawn.',
      'zh-CN': '这里没有这项作业。请从作业列表中打开；它可能已被撤回。',
    },
  },
  'bad-assignment': {
    status: 400,
    message: {
      en: 'The assignment was not saved: {fields} cannot be so. It is due after its release, late work ends after it is due, and an exam is of one lab, with a time limit and without late work.',
      'zh-CN':
        '作业未保存：{fields} 不能这样设置。截止时间须晚于发布时间，补交期限须晚于截止时间；考试只能针对一个实验，有限时且不接受补交。',
    },
  },
  'unknown-target': {
    status: 400,
    message: {
      en: 'The assignment was not saved: the course, lesson or lab is not there any more. Choose another.',
      'zh-CN': '作业未保存：所选课程、课或实验已不存在。请另选一项。',
    },
  },
  'unknown-announcement': {
    status: 404,
    message: {
      en: 'There is no such announcement in this cohort any more. Load the page anew to see what stands.',
      'zh-CN': '此班级中已没有这条公告。请重新加载页面查看现状。',
    },
  },
  'bad-announcement': {
    status: 400,
    message: {
      en: 'The announcement was not saved. It has 1 to 2,000 characters, and its last day is a day of the calendar or empty.',
      'zh-CN': '公告未保存。内容须为 1～2,000 个字符，最后一天须为有效日期或留空。',
    },
  },
  'bad-override': {
    status: 400,
    message: {
      en: 'Nothing was changed. Say the reason (1 to 400 characters), and enter times as the field shows them.',
      'zh-CN': '没有改动任何内容。请填写原因（1～400 个字符），并按字段所示格式填写时间。',
    },
  },
  'reset-unsure': {
    status: 400,
    message: {
      en: 'Nothing was reset. Tick that it shall begin anew for this person, and send the form again.',
      'zh-CN': '没有重置任何内容。请勾选确认为此人重新开始，再次提交。',
    },
  },
  'override-changed': {
    status: 409,
    message: {
      en: '{by} changed this for the same person at {at}, after you had opened it. It now says: {now}. Nothing of yours was saved; what you typed is still in the form. Compare, and save again.',
      'zh-CN':
        '在您打开之后，{by} 于 {at} 为同一人修改了此项。现在为：{now}。您的改动尚未保存，填写的内容仍在表单中。请比较后再次保存。',
    },
  },
  'bad-grade': {
    status: 400,
    message: {
      en: 'The grade was not changed. Enter points from 0 to the points of the assignment, with at most two decimals, and a reason (1 to 400 characters).',
      'zh-CN': '成绩未改动。请填写 0 到该作业满分之间的分数（最多两位小数）以及原因（1～400 个字符）。',
    },
  },
} as const satisfies Problems;
