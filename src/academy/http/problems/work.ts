/** A lab and the files that somebody works on in it. */
import type { Problems } from './problem.ts';

export const workProblems = {
  'bad-token': {
    status: 401,
    message: {
      en: "This token is not one of this academy, has run out (they last 12 hours), or is for another lab. Copy a fresh command from the lab's Network pane.",
      'zh-CN': '此令牌不属于本学院、已过期（有效期 12 小时）或属于其他实验。请从实验的网络窗格重新复制命令。',
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
  'check-running': {
    status: 429,
    message: {
      en: 'A check of this lab is still running for you. Wait for its answer, then check again.',
      'zh-CN': '您在此实验的一次检查仍在进行。请等待结果，然后再次检查。',
    },
  },
} as const satisfies Problems;
