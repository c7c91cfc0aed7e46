/** Photographs and screenshots beside a lesson: large enough to see, small enough to load, and used. Drawings are looked at where they are read. */
import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { filesIn } from '#sandbox/lab/source-files.ts';
import { figureTypes } from './figures.ts';
import type { Lesson } from './lessons.ts';
import type { Site } from './lint-pages.ts';
import type { ContentProblem } from './problem.ts';

/** Bytes and pixels of a picture in a lesson: the text is 68 characters wide, and a screen may be twice as dense. */
export const pictureLimits = { bytes: 600_000, width: 2_400, height: 2_400, smallest: 24 } as const;

export function lintPictures({ library }: Site): ContentProblem[] {
  return library.courses.flatMap(({ slug, lessons }) => lessons.flatMap((lesson) => picturesOf(slug, lesson)));
}

function picturesOf(course: string, lesson: Lesson): ContentProblem[] {
  const folder = lesson.folder.split(/[\\/]/).at(-1) ?? '';
  const sources = Object.keys(lesson.pages).map((locale) => readFileSync(join(lesson.folder, `index.${locale}.md`), 'utf8'));
  return filesIn(lesson.folder, '.').flatMap((name): ContentProblem[] => {
    const extension = extname(name).toLowerCase();
    if (!Object.hasOwn(figureTypes, extension)) return [];
    const tell = (en: string, chinese: string): ContentProblem => ({
      file: `${course}/${folder}/${name}`,
      line: 1,
      column: 1,
      severity: 'warning',
      message: { en, 'zh-CN': chinese },
    });
    const problems: ContentProblem[] = [];
    if (
      sources.length > 0 &&
      lesson.problems.every(({ severity }) => severity !== 'error') &&
      !sources.some((text) => text.includes(name))
    )
      problems.push(
        tell(
          'No page of this lesson shows this picture. Show it, or remove the file.',
          '本课没有页面引用这张图片。请引用它，或删除此文件。',
        ),
      );
    if (extension === '.svg') return problems;
    const path = join(lesson.folder, name);
    const { size } = statSync(path);
    const kB = (bytes: number): string => String(Math.round(bytes / 1000));
    if (size > pictureLimits.bytes)
      problems.push(
        tell(
          `The picture has ${kB(size)} kB; up to ${kB(pictureLimits.bytes)} kB load without waiting. Save it as WebP, or smaller.`,
          `图片为 ${kB(size)} kB，不超过 ${kB(pictureLimits.bytes)} kB 才能快速加载。请另存为 WebP，或缩小尺寸。`,
        ),
      );
    const pixels = pixelsOf(readFileSync(path));
    if (pixels === null)
      problems.push(
        tell(
          'This file is no PNG, JPEG or WebP that can be read. Save the picture again.',
          '无法识别此 PNG、JPEG 或 WebP 文件。请重新保存图片。',
        ),
      );
    else if (pixels.width > pictureLimits.width || pixels.height > pictureLimits.height)
      problems.push(
        tell(
          `The picture has ${pixels.width} × ${pixels.height} pixels; a page shows at most ${pictureLimits.width} × ${pictureLimits.height}. Make it smaller.`,
          `图片为 ${pixels.width} × ${pixels.height} 像素，页面最多显示 ${pictureLimits.width} × ${pictureLimits.height}。请缩小。`,
        ),
      );
    else if (pixels.width < pictureLimits.smallest || pixels.height < pictureLimits.smallest)
      problems.push(
        tell(
          `The picture has only ${pixels.width} × ${pixels.height} pixels, too few to see anything. Use a larger one, or a drawing (SVG).`,
          `图片只有 ${pixels.width} × ${pixels.height} 像素，难以看清。请使用更大的图片，或改用 SVG 图形。`,
        ),
      );
    return problems;
  });
}

/** Width and height from the head of a PNG, JPEG or WebP; `null` when it is none of them or cut off. */
export function pixelsOf(file: Buffer): { width: number; height: number } | null {
  try {
    if (file.readUInt32BE(0) === 0x89504e47) return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
    if (file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP') return webp(file);
    if (file.readUInt16BE(0) === 0xffd8) return jpeg(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

/** RFC 9649: lossy, lossless and extended each say it in their own way. */
function webp(file: Buffer): { width: number; height: number } | null {
  const kind = file.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8 ') return { width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff };
  if (kind !== 'VP8L') return null;
  const bits = file.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** ITU-T T.81: the frame header (SOF0 to SOF15, without DHT, JPG and DAC) holds the height, then the width. */
function jpeg(file: Buffer): { width: number; height: number } | null {
  for (let at = 2; at < file.length; ) {
    if (file.readUInt8(at) !== 0xff) return null;
    const marker = file.readUInt8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    at += 2 + file.readUInt16BE(at + 2);
  }
  return null;
}
