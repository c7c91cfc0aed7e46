/** Why a file of an archive, or the whole archive, is refused: what was found, and what to do. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { archiveLimits } from './limits.ts';

const megabytes = (bytes: number): string => String(Math.round(bytes / 1024 / 1024));

export const reasons = {
  'no-zip': {
    en: 'This is no ZIP archive, or it is damaged. Export the course again: its page downloads it as an archive, and so does npx millwright course export.',
    'zh-CN': '这不是 ZIP 压缩包，或文件已损坏。请重新导出课程：可在课程页面下载压缩包，或使用 npx millwright course export。',
  },
  'archive-too-big': {
    en: `The archive is larger than ${megabytes(archiveLimits.archive)} MB. Make its pictures smaller.`,
    'zh-CN': `压缩包超过 ${megabytes(archiveLimits.archive)} MB。请缩小其中的图片。`,
  },
  'too-many': {
    en: `The archive holds more than ${archiveLimits.entries} files. A course has some hundred; leave out what does not belong to it.`,
    'zh-CN': `压缩包中的文件超过 ${archiveLimits.entries} 个。一门课程通常只有几百个文件，请去掉无关内容。`,
  },
  'unpacks-too-big': {
    en: `The files together are larger than ${megabytes(archiveLimits.total)} MB when unpacked. Reading was stopped there.`,
    'zh-CN': `解压后的文件总和超过 ${megabytes(archiveLimits.total)} MB，读取已就此停止。`,
  },
  'name-encoding': {
    en: 'The name is not UTF-8. Pack the archive with a program that writes names as UTF-8.',
    'zh-CN': '文件名不是 UTF-8 编码。请使用以 UTF-8 写入文件名的压缩程序。',
  },
  'name-absolute': {
    en: 'The name begins at the root of a file system. Names in an archive begin with content/ or labs/.',
    'zh-CN': '文件名为绝对路径。压缩包内的文件名应以 content/ 或 labs/ 开头。',
  },
  'name-outside': {
    en: 'The name leads out of the archive (`..`). Nothing was written; pack the folder itself.',
    'zh-CN': '文件名指向压缩包之外（`..`）。没有写入任何内容，请直接打包文件夹本身。',
  },
  'name-backslash': {
    en: 'The name has a backslash. Folders in an archive are parted by forward slashes.',
    'zh-CN': '文件名含反斜杠。压缩包内的文件夹请用正斜杠分隔。',
  },
  'name-letters': {
    en: 'The name holds letters that not every system can store, or begins with a dot. Use letters, digits, hyphens and underscores.',
    'zh-CN': '文件名含有并非所有系统都能保存的字符，或以点开头。请使用字母、数字、连字符和下划线。',
  },
  'name-long': {
    en: `The path is longer than ${archiveLimits.path} letters or deeper than ${archiveLimits.depth} folders. Shorten it.`,
    'zh-CN': `路径超过 ${archiveLimits.path} 个字符，或超过 ${archiveLimits.depth} 层文件夹。请缩短。`,
  },
  'name-twice': {
    en: 'Two files have this name, or names that differ only in capital letters: on many systems one would replace the other. Rename one.',
    'zh-CN': '有两个文件同名，或仅大小写不同：在许多系统上后者会覆盖前者。请重命名其一。',
  },
  place: {
    en: 'It belongs to no course and no lab. An archive holds content/<course>/… and labs/<lab>/….',
    'zh-CN': '它既不属于课程也不属于实验。压缩包中应为 content/<课程>/… 与 labs/<实验>/…。',
  },
  kind: {
    en: 'Files of this kind have no place here. Labs and lessons are .yaml, .md, .st and .svg; pictures are .png, .jpg and .webp.',
    'zh-CN': '此类文件不能放在这里。实验与课程使用 .yaml、.md、.st、.svg，图片使用 .png、.jpg、.webp。',
  },
  'not-its-kind': {
    en: 'What is in the file is not what its name says. Save the picture again in that format, or name it rightly.',
    'zh-CN': '文件内容与其扩展名不符。请以该格式重新保存图片，或改正文件名。',
  },
  'text-encoding': {
    en: 'The text is not UTF-8. Save it as UTF-8.',
    'zh-CN': '文本不是 UTF-8 编码。请另存为 UTF-8。',
  },
  'text-too-big': {
    en: `The text is larger than ${archiveLimits.text / 1_000_000} MB. Labs and lessons are written by hand.`,
    'zh-CN': `文本超过 ${archiveLimits.text / 1_000_000} MB。实验与课程应由人手写。`,
  },
  'picture-too-big': {
    en: `The picture is larger than ${megabytes(archiveLimits.picture)} MB. Make it smaller.`,
    'zh-CN': `图片超过 ${megabytes(archiveLimits.picture)} MB。请缩小。`,
  },
  bomb: {
    en: 'The file is packed far more tightly than any text or picture can be. Reading was stopped.',
    'zh-CN': '该文件的压缩率远高于任何文本或图片，读取已停止。',
  },
  link: {
    en: 'This is a symbolic link or a device, not a file. Put the file itself into the archive.',
    'zh-CN': '这是符号链接或设备，不是文件。请把文件本身放入压缩包。',
  },
  encrypted: {
    en: 'The file is encrypted. Pack the archive without a password.',
    'zh-CN': '该文件已加密。请不要为压缩包设置密码。',
  },
  method: {
    en: 'The file is packed in a way that is not read here. Use the common ZIP compression (deflate).',
    'zh-CN': '该文件的压缩方式此处无法读取。请使用常见的 ZIP 压缩（deflate）。',
  },
  damaged: {
    en: 'The file cannot be unpacked, or is not as long as the archive says. Pack the archive again.',
    'zh-CN': '该文件无法解压，或长度与压缩包记录不符。请重新打包。',
  },
  'no-course': {
    en: 'There is no course in the archive. It needs content/<course>/course.yaml.',
    'zh-CN': '压缩包中没有课程。需要 content/<课程>/course.yaml。',
  },
  'many-courses': {
    en: 'There is more than one course in the archive. Export and import them one by one.',
    'zh-CN': '压缩包中有多门课程。请逐一导出和导入。',
  },
} satisfies Record<string, LocalizedText>;

export type Reason = keyof typeof reasons;

/** `file` is `null` when the archive as a whole is meant. */
export interface RefusedFile {
  file: string | null;
  reason: Reason;
}
