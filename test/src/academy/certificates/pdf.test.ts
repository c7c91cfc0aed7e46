import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { certificatePdf, unprintableIn } from '#academy/certificates/pdf/certificate-pdf.ts';
import { pictureSize } from '#academy/certificates/pdf/picture-size.ts';
import { linesOf, runsOf, unprintable } from '#academy/certificates/pdf/typesetting.ts';
import { dataFolder } from '../academy-fixture.ts';
import { Issuing } from './certificates-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let issuing: Issuing;
beforeEach(async () => {
  folder = dataFolder();
  issuing = await Issuing.open(folder);
});
afterEach(async () => {
  await issuing.academy.database.destroy();
  folder.remove();
});

const plain = { accent: null, logo: null };
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** One black pixel. */
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';

describe('a certificate on paper', () => {
  test('is the same bytes each time, and other bytes in the other language, colour or with a logo', async () => {
    const { certificate } = await issuing.certified('张伟');
    const first = hash(await certificatePdf(certificate, plain, 'zh-CN'));
    expect(hash(await certificatePdf(certificate, plain, 'zh-CN'))).toBe(first);
    expect(hash(await certificatePdf(certificate, plain, 'en'))).not.toBe(first);
    expect(hash(await certificatePdf(certificate, { ...plain, accent: '#8a1c1c' }, 'zh-CN'))).not.toBe(first);
    expect(hash(await certificatePdf(certificate, { ...plain, logo: pixel }, 'zh-CN'))).not.toBe(first);
  });

  test('embeds the glyphs it uses and no more', async () => {
    const { certificate } = await issuing.certified('欧阳喆堃');
    const pdf = await certificatePdf(certificate, plain, 'zh-CN');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeLessThan(100_000);
  });

  test('is not made of an erased person’s', async () => {
    const { certificate } = await issuing.certified();
    await expect(certificatePdf({ ...certificate, name: null }, plain, 'en')).rejects.toThrow(/erased/);
  });

  test('says beforehand which characters of a name it has no letters for', async () => {
    const { certificate } = await issuing.certified('Ada 𬱖𬱖 ☃');
    expect(unprintableIn(certificate, 'en')).toEqual(['𬱖', '☃']);
  });
});

describe('typesetting', () => {
  test('knows the letters of names from Warsaw, Hanoi, Athens, Kyiv, Istanbul and Xi’an, composed or not', () => {
    expect(unprintable('Łukasz Żółć · Nguyễn Thị Hương · Γιώργος · Ґалаґан Їжак · Şükrü İnönü · 张伟 欧阳喆堃 赟 犇')).toEqual(
      [],
    );
    expect(unprintable('e\u0301')).toEqual([]);
    expect(runsOf('Ada 张', 700).map(({ font }) => font)).toEqual(['sans-latin-700', 'sans-sc-chinese-simplified-700']);
  });

  const counting = (text: string): number => text.length;

  test('breaks Latin at spaces and Chinese anywhere but before punctuation', () => {
    expect(linesOf('keep the motor running', 9, counting)).toEqual(['keep the', 'motor', 'running']);
    expect(linesOf('第一次扫描，从触点开始。', 5, counting)).toEqual(['第一次扫', '描，从触点', '开始。']);
  });

  test('breaks a word that is wider than the line, and loses nothing', () => {
    const address = 'https://academy.example/certificates/wZoByaQvgrEVS5brkRuGuA/';
    const lines = linesOf(address, 24, counting);
    expect(lines.join('')).toBe(address);
    expect(Math.max(...lines.map(counting))).toBeLessThanOrEqual(24);
  });
});

test('a picture’s size is read from its head, and anything else has none', () => {
  expect(pictureSize(Buffer.from(pixel.split(',')[1] ?? '', 'base64'))).toEqual({ width: 1, height: 1 });
  const jpeg = Buffer.from(
    'ffd8ffe000104a46494600010100000100010000ffc0001108001000200301220002110103110 1'.replace(' ', ''),
    'hex',
  );
  expect(pictureSize(jpeg)).toEqual({ width: 32, height: 16 });
  for (const bytes of [Buffer.alloc(0), Buffer.from('GIF89a'), Buffer.from('ffd8ffe0ffff', 'hex')])
    expect(pictureSize(bytes)).toBeNull();
});
