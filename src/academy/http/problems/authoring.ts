/** Courses, lessons, pictures and labs written in the browser. */
import type { Problems } from './problem.ts';

export const authoringProblems = {
  'unknown-draft': {
    status: 404,
    message: {
      en: 'There is no such course in the draft of this academy: it was thrown away, or never taken up. Go back to the overview for authors.',
      'zh-CN': '本学院的草稿中没有这门课程：它已被放弃，或从未建立副本。请返回编写总览。',
    },
  },
  'publishing-already': {
    status: 409,
    message: {
      en: 'Something is being published in this academy just now. Wait for its report below, then publish again.',
      'zh-CN': '本学院正在进行一次发布。请等待下方的结果，然后再次发布。',
    },
  },
  'nothing-chosen': {
    status: 400,
    message: {
      en: 'Choose at least one draft, and say in the note what is new (up to 500 characters).',
      'zh-CN': '请至少选择一份草稿，并在说明中写明更新内容（最多 500 个字符）。',
    },
  },
  'bad-course': {
    status: 400,
    message: {
      en: 'The course was not saved. It needs title and summary in both languages, and a place in the list: a whole number from 0.',
      'zh-CN': '课程未保存。需要中英文的标题和简介，以及列表中的位置（从 0 开始的整数）。',
    },
  },
  'bad-slug': {
    status: 400,
    message: {
      en: 'This cannot be an address. Use lower-case words joined by hyphens, such as fill-the-tank.',
      'zh-CN': '不能用作地址。请用小写单词并以连字符连接，例如 fill-the-tank。',
    },
  },
  'unit-there': {
    status: 409,
    message: {
      en: 'There is one with the address "{slug}" already. Choose another, or edit the one that is there.',
      'zh-CN': '地址“{slug}”已被使用。请另选一个，或编辑已有的内容。',
    },
  },
  'slug-not-typed': {
    status: 400,
    message: {
      en: 'The address typed is not the one of this draft, so nothing was thrown away. Type it exactly as it is shown.',
      'zh-CN': '输入的地址与此草稿不一致，没有放弃任何内容。请完全按显示的地址输入。',
    },
  },
  'unknown-lesson': {
    status: 404,
    message: {
      en: 'This course has no such lesson any more: another author has deleted it or given it another address. The list is as it stands now; what was deleted can be brought back below it.',
      'zh-CN': '此课程中已没有这一课：其他作者删除了它或更改了地址。列表已更新；已删除的课次可在列表下方恢复。',
    },
  },
  'lesson-gone': {
    status: 409,
    message: {
      en: 'Not saved: another author has deleted this lesson or given it another address. Your text is still here; copy it, or bring the lesson back on the page of its course and save again.',
      'zh-CN': '未保存：其他作者删除了这一课或更改了地址。您的正文仍在此处；请复制正文，或在课程页面恢复该课后再次保存。',
    },
  },
  'last-lesson': {
    status: 409,
    message: {
      en: 'This is the only lesson, and a course without one is none. Add another lesson first, or throw the whole draft away.',
      'zh-CN': '这是唯一的一课，没有课次就不成其为课程。请先新建一课，或放弃整个草稿。',
    },
  },
  'order-end': {
    status: 409,
    message: {
      en: 'The lesson stands at that end of the list already, so nothing was moved. The list is as it stands now.',
      'zh-CN': '这一课已在列表的这一端，没有移动。列表已更新。',
    },
  },
  'archive-too-big': {
    status: 413,
    message: {
      en: 'The archive is larger than 32 MB, so it was not read. Make its pictures smaller, export the course again and try with that.',
      'zh-CN': '压缩包超过 32 MB，没有读取。请缩小其中的图片，重新导出课程后再试。',
    },
  },
  'no-archive': {
    status: 400,
    message: {
      en: 'No file came along, or it is empty. Choose the archive (.zip) that was downloaded from a course, then look at it again.',
      'zh-CN': '没有收到文件，或文件为空。请选择从课程下载的压缩包（.zip），然后重新查看。',
    },
  },
  'archive-gone': {
    status: 409,
    message: {
      en: 'This archive does not wait here any more: it was brought in or put away in another tab, or another one took its place. Nothing was changed. Choose the file again.',
      'zh-CN': '此压缩包已不在等待：它在其他标签页中已被导入或取消，或被另一个压缩包取代。没有改动任何内容，请重新选择文件。',
    },
  },
  'import-changed': {
    status: 409,
    message: {
      en: 'Since this report was made, somebody has changed the drafts that would be replaced. Nothing was changed; below is the report as it is now.',
      'zh-CN': '报告生成后，有人修改了将被替换的草稿。没有改动任何内容；下方是最新的报告。',
    },
  },
  'no-version-chosen': {
    status: 400,
    message: {
      en: 'Nothing was changed. Choose what shall be shown, and say why (up to 500 characters): learners who have begun read it.',
      'zh-CN': '没有改动任何内容。请选择要展示的版本，并说明原因（最多 500 个字符），已经开始的学员会看到。',
    },
  },
  'no-such-version': {
    status: 404,
    message: {
      en: 'There is no such version here, so what is shown has not changed. Choose one from the list.',
      'zh-CN': '这里没有这个版本，展示的内容没有变化。请从列表中选择。',
    },
  },
  'shown-already': {
    status: 409,
    message: {
      en: 'This is what the academy shows already; perhaps another author has changed it just now. Nothing was changed; the list is as it stands now.',
      'zh-CN': '学院目前展示的就是它，可能刚刚由其他作者更改。没有改动任何内容，列表已更新。',
    },
  },
  'lab-in-use': {
    status: 409,
    message: {
      en: 'Not withdrawn: lessons of these courses open this lab, and would have none: {courses}. Withdraw or change the courses first.',
      'zh-CN': '未撤回：以下课程的课次使用此实验，撤回后将没有实验可用：{courses}。请先撤回或修改这些课程。',
    },
  },
  'not-in-bin': {
    status: 404,
    message: {
      en: 'This is no longer among what was thrown away: somebody has brought it back, or its ninety days are over. The list is as it stands now.',
      'zh-CN': '回收站中已没有此项：有人已将其恢复，或已超过九十天。列表已更新。',
    },
  },
  'course-full': {
    status: 409,
    message: {
      en: 'This course is full: its lessons are numbered 01 to 99. Begin another course.',
      'zh-CN': '此课程已满：课次编号为 01 到 99。请另建课程。',
    },
  },
  'titles-missing': {
    status: 400,
    message: {
      en: 'A title in each language is needed, up to 120 characters.',
      'zh-CN': '需要中英文标题各一个，最多 120 个字符。',
    },
  },
  'unknown-picture': {
    status: 404,
    message: {
      en: 'There is no picture of this name here. Reload the page to see those there are.',
      'zh-CN': '这里没有这个名称的图片。请重新加载页面查看现有的图片。',
    },
  },
  'picture-there': {
    status: 409,
    message: {
      en: 'There is a picture "{name}" already, and it was left as it is. Give yours another name, or delete the one there first.',
      'zh-CN': '已有名为“{name}”的图片，未作改动。请为新图片换个名称，或先删除原有的图片。',
    },
  },
  'picture-kind': {
    status: 415,
    message: {
      en: 'Files of this kind have no place in a lesson. Pictures are .svg, .png, .jpg or .webp.',
      'zh-CN': '课程中不能放这类文件。图片请使用 .svg、.png、.jpg 或 .webp。',
    },
  },
  'picture-not-its-kind': {
    status: 415,
    message: {
      en: 'What is in the file is not what its name says. Save the picture again in that format, or name it rightly.',
      'zh-CN': '文件内容与其扩展名不符。请以该格式重新保存图片，或改正文件名。',
    },
  },
  'picture-too-big': {
    status: 413,
    message: {
      en: 'The picture is too big: up to 8 MB, a drawing up to 1 MB. Make it smaller and try again.',
      'zh-CN': '图片过大：最大 8 MB，矢量图最大 1 MB。请缩小后重试。',
    },
  },
  'picture-name': {
    status: 400,
    message: {
      en: 'A picture cannot be called so. Use letters, digits, hyphens and underscores, such as motor-circuit.png.',
      'zh-CN': '不能使用这个图片名称。请用字母、数字、连字符和下划线，例如 motor-circuit.png。',
    },
  },
  'proof-running': {
    status: 409,
    message: {
      en: 'A test of a lab of this academy runs already. Wait for its report, or end it; then begin this one.',
      'zh-CN': '本学院已有实验测试正在运行。请等待其报告或将其结束，然后再开始。',
    },
  },
  'draft-unreadable': {
    status: 409,
    message: {
      en: 'The draft of this lab has a mistake that keeps it from being opened. Open its files: the list of findings says where.',
      'zh-CN': '此实验的草稿有错误，无法打开。请打开其文件，检查结果列表会指出位置。',
    },
  },
} as const satisfies Problems;
