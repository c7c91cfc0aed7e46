/** A certificate in the hands of strangers: PyJWT with OpenSSL verifies the credential from its text alone; Poppler and ZBar read the PDF. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { revokeCertificate } from '#academy/certificates/revoke.ts';
import { rotateSigningKey } from '#academy/certificates/signing-keys.ts';
import { dataFolder } from '../src/academy/academy-fixture.ts';
import { Issuing, system } from '../src/academy/certificates/certificates-fixture.ts';
import { siteFor, type TestSite } from '../src/academy/site-fixture.ts';
import { ask, converse, present, presentModule } from './tool.ts';

const script = join(import.meta.dirname, 'verify-open-badge.py');
const found = z.object({
  name: z.string(),
  isEmail: z.boolean(),
  course: z.string(),
  revoked: z.boolean(),
  revokedInAll: z.number(),
});

let folder: ReturnType<typeof dataFolder>;
let issuing: Issuing;
let site: TestSite;
beforeEach(async () => {
  folder = dataFolder();
  issuing = await Issuing.open(folder);
  // Now, because a stranger has a clock of their own.
  issuing.now = new Date(Date.now() - 2_000);
  await issuing.set({ certificate: { wording: { en: '', 'zh-CN': '' }, signatory: '', months: 24 } });
  site = await siteFor(issuing.academy);
  issuing.address = site.url;
});
afterEach(async () => {
  await site.close();
  await issuing.academy.database.destroy();
  folder.remove();
});

const academyId = () => issuing.academy.academy.id;

describe.skipIf(!presentModule('jwt'))('a verifier that is not ours', () => {
  const verify = async (credential: string, email = 'ada@example.com') => {
    const { status, text } = await converse('python', [script, email], credential);
    return status === 0 ? found.parse(JSON.parse(text)) : text;
  };
  const fetched = async (id: string): Promise<string> => (await fetch(`${site.url}/certificates/${id}/credential.jwt`)).text();

  test('verifies the credential that the page hands out: key, claims, members, person, status', async () => {
    const { certificate } = await issuing.certified('张伟');
    const credential = await fetched(certificate.id);
    const answer = { name: '张伟', isEmail: true, course: 'First scan', revoked: false, revokedInAll: 0 };
    expect(await verify(credential)).toEqual(answer);
    expect(await verify(credential, 'somebody@else.example')).toEqual({ ...answer, isEmail: false });
  });

  test('sees a revocation, and nobody else’s', async () => {
    const [one, other] = [await issuing.certified('Ada'), await issuing.certified('Grace')];
    await revokeCertificate(issuing.academy.database, {
      academyId: academyId(),
      id: one.certificate.id,
      reason: 'Issued by mistake.',
      actor: system,
      now: new Date(),
    });
    expect(await verify(one.credential)).toMatchObject({ revoked: true, revokedInAll: 1 });
    expect(await verify(other.credential)).toMatchObject({ revoked: false, revokedInAll: 1 });
  });

  test('verifies what a retired key signed', async () => {
    const { credential, memberId } = await issuing.certified();
    const actor = { kind: 'member', member: memberId } as const;
    await rotateSigningKey(issuing.academy.database, issuing.academy.secret, academyId(), actor, new Date());
    expect(await verify(credential)).toMatchObject({ name: 'Ada Lovelace' });
  });

  test('refuses one with another name in it, and one that has expired', async () => {
    const { credential } = await issuing.certified();
    const [head, body, signature] = credential.split('.') as [string, string, string];
    const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('Ada Lovelace', 'Ida Lovelace')).toString(
      'base64url',
    );
    expect(await verify([head, forged, signature].join('.'))).toContain('InvalidSignatureError');
    issuing.now = new Date('2020-01-01T00:00:00Z');
    const { credential: old } = await issuing.certified();
    expect(await verify(old)).toContain('ExpiredSignatureError');
  });
});

describe('the certificate on paper', () => {
  let scratch: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'millwright-pdf-'));
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  async function printed(name: string, language: string): Promise<{ file: string; id: string }> {
    const { certificate } = await issuing.certified(name);
    const answer = await fetch(`${site.url}/certificates/${certificate.id}/certificate.pdf?language=${language}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const file = join(scratch, 'certificate.pdf');
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    return { file, id: certificate.id };
  }

  test.skipIf(!present('pdftotext')).each([
    ['en', 'Łukasz Żółć', ['This certifies that', 'First scan', 'Millwright']],
    ['zh-CN', '欧阳喆堃', ['兹证明', '第一次扫描', '结业证书', '编写自锁电路']],
  ])('is read by Poppler in %s: name, course and number, every font embedded', async (language, name, texts) => {
    const { file, id } = await printed(name, language);
    const text = ask('pdftotext', ['-layout', file, '-']);
    for (const expected of [name, id, ...texts]) expect(text).toContain(expected);
    const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/\byes yes yes\b/);
  });

  test.skipIf(!(present('pdftoppm') && present('zbarimg')))(
    'has a code that a scanner reads as the address of its page',
    async () => {
      const { file, id } = await printed('Ada Lovelace', 'en');
      ask('pdftoppm', ['-r', '150', '-png', '-singlefile', file, join(scratch, 'page')]);
      expect(ask('zbarimg', ['-q', '--raw', join(scratch, 'page.png')]).trim()).toBe(`${site.url}/certificates/${id}/`);
    },
  );
});
