/** Help at a rig of somebody else: its keyboard, its faults, comments at the program. */
import type { Problems } from './problem.ts';

export const assistanceProblems = {
  'no-instructor': {
    status: 409,
    message: {
      en: 'Nobody was asked: you are in no cohort with an instructor. Ask whoever runs this academy to put you into one.',
      'zh-CN': '没有可以求助的人：您不在任何有讲师的班级中。请联系学院管理者将您加入班级。',
    },
  },
  'keyboard-not-asked': {
    status: 409,
    message: {
      en: 'Nobody asks for the keyboard any more, so nothing was handed over. Work on; they may ask again.',
      'zh-CN': '当前已没有人请求操作权，因此没有移交。请继续操作；对方可以再次请求。',
    },
  },
  'keyboard-held': {
    status: 409,
    message: {
      en: 'Another instructor has the keyboard of this rig. Wait until it is given back, or speak to them.',
      'zh-CN': '另一位讲师正持有此实训台的操作权。请等待其交还，或与其联系。',
    },
  },
  'help-not-yours': {
    status: 409,
    message: {
      en: 'Somebody else helps at this rig now, so there is nothing of yours to end. Reload the page to see who.',
      'zh-CN': '现在由其他人在此实训台协助，没有可由您结束的协助。请刷新页面查看。',
    },
  },
  'no-keyboard': {
    status: 403,
    message: {
      en: 'You do not have the keyboard of this rig, or its time is over. Nothing was saved; ask for the keyboard again.',
      'zh-CN': '您没有此实训台的操作权，或时间已到。没有保存任何内容；请重新请求操作权。',
    },
  },
  'rig-asleep': {
    status: 409,
    message: {
      en: 'The rig is not running, so the fault was not changed. Try again once the trainee has woken it.',
      'zh-CN': '实训台没有运行，故障未改变。请在学员唤醒实训台后再试。',
    },
  },
  'rig-in-the-past': {
    status: 409,
    message: {
      en: 'The trainee looks at the past of the rig, which cannot be changed. Try again once they have returned to now.',
      'zh-CN': '学员正在查看实训台的过去，无法更改。请在其回到现在后再试。',
    },
  },
  'unknown-fault': {
    status: 404,
    message: {
      en: 'This lab has no such fault. Reload the page for the list as it is now.',
      'zh-CN': '本实验没有此故障。请刷新页面以获取最新列表。',
    },
  },
  'unknown-comment': {
    status: 404,
    message: {
      en: 'This comment is not there any more; somebody deleted it. What you typed is still in its field: copy it, and write at the line anew.',
      'zh-CN': '此批注已被删除。您输入的内容仍在输入框中：请先复制，再在该行重新添加。',
    },
  },
  'comment-not-yours': {
    status: 403,
    message: {
      en: 'Somebody else wrote this, so it was not changed. Answer it instead.',
      'zh-CN': '这不是您写的批注，没有改动。您可以回复它。',
    },
  },
  'comment-answered': {
    status: 409,
    message: {
      en: 'This comment has been answered, and deleting it would take the answer along. Edit it, or mark it as resolved.',
      'zh-CN': '此批注已有回复，删除会使回复一并消失。请改为编辑，或标记为已解决。',
    },
  },
  'no-such-line': {
    status: 409,
    message: {
      en: 'Nothing was written: the file has no such line in the version that was shown. Wait until the text is up to date, then comment again.',
      'zh-CN': '没有添加批注：所示版本的文件中没有这一行。请等文本更新后再试。',
    },
  },
  'too-many-comments': {
    status: 409,
    message: {
      en: 'Nothing was written: {count} is the most there may be here. Delete comments that are no longer needed, or go on in another one.',
      'zh-CN': '没有添加：此处最多 {count} 条。请删除不再需要的批注，或在其他批注中继续。',
    },
  },
} as const satisfies Problems;
