import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { certificatesOf, selectOptionalCertificate, standingOf } from '#academy/certificates/certificates.ts';
import { openBadgeCredential } from '#academy/certificates/credential.ts';
import { monthsAfter } from '#academy/certificates/issue.ts';
import { eraseCertificates, revokeCertificate } from '#academy/certificates/revoke.ts';
import { publicKeysOf, rotateSigningKey, signingKeyOf } from '#academy/certificates/signing-keys.ts';
import { selectOptionalStatusList } from '#academy/certificates/status-list.ts';
import { verdictOn, verifyPresented } from '#academy/certificates/verification.ts';
import { recordReading } from '#academy/progress/readings.ts';
import { dataFolder } from '../academy-fixture.ts';
import { address, course, Issuing, lab, system } from './certificates-fixture.ts';

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

const database = () => issuing.academy.database;
const academyId = () => issuing.academy.academy.id;
const payloadOf = (jws: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

describe('a certificate is issued', () => {
  test('when every lesson is done and one attempt at each lab passed everything', async () => {
    const member = await issuing.member();
    expect(await issuing.issue(member)).toEqual({
      outcome: 'not-yet',
      lessons: ['to-read', 'keep-it-running'],
      labs: [lab.slug],
    });
    await recordReading(database(), { academyId: academyId(), memberId: member }, { course: course.slug, lesson: 'to-read' });
    expect(await issuing.issue(member)).toMatchObject({ outcome: 'not-yet', lessons: ['keep-it-running'] });
    await issuing.pass(member);
    expect(await issuing.issue(member)).toMatchObject({ outcome: 'issued' });
  });

  test('once: asked again, the one that stands is answered, and the log has one deed', async () => {
    const { memberId, certificate } = await issuing.certified();
    const again = await issuing.issue(memberId, 'Another Name');
    expect(again).toMatchObject({ outcome: 'standing', certificate: { id: certificate.id, name: 'Ada Lovelace' } });
    const deeds = (await issuing.deeds()).map(({ action, subject }) => [action, subject]);
    expect(deeds).toEqual([
      ['rotate-signing-key', academyId()],
      ['issue-certificate', certificate.id],
    ]);
  });

  test('once, however many ask at the same moment', async () => {
    const member = await issuing.member();
    await issuing.finishCourse(member);
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => issuing.issue(member)));
    expect(outcomes.filter(({ outcome }) => outcome === 'issued')).toHaveLength(1);
    expect(await certificatesOf(database(), { academyId: academyId(), memberId: member })).toHaveLength(1);
    expect(await publicKeysOf(database(), academyId())).toHaveLength(1);
  });

  test('nothing is written when the audit entry cannot be', async () => {
    const member = await issuing.member();
    await issuing.finishCourse(member);
    await signingKeyOf(database(), issuing.academy.secret, academyId(), issuing.now);
    await database().schema.alterTable('audit').renameTo('audit_gone').execute();
    await expect(issuing.issue(member)).rejects.toThrow();
    expect(await certificatesOf(database(), { academyId: academyId(), memberId: member })).toEqual([]);
  });

  test('not for steps passed one by one in several attempts: one program has to pass it all', async () => {
    const member = await issuing.member();
    await issuing.finishCourse(member);
    await database().updateTable('attempt').set({ outcome: 'failed' }).execute();
    expect(await issuing.issue(member)).toEqual({ outcome: 'not-yet', lessons: [], labs: [lab.slug] });
  });
});

describe('the credential', () => {
  test('is an OpenBadgeCredential whose claims say the same as its members', async () => {
    await issuing.set({ certificate: { wording: { en: '', 'zh-CN': '' }, signatory: '', months: 24 } });
    const { certificate, credential } = await issuing.certified();
    const payload = payloadOf(credential);
    const read = openBadgeCredential.parse(payload);
    expect(payload).toMatchObject({
      iss: `${address}/certificates/issuers/${academyId()}`,
      jti: `${address}/certificates/${certificate.id}/credential.json`,
      sub: read.credentialSubject.id,
      nbf: Date.parse(read.validFrom) / 1_000,
      exp: Date.parse(read.validUntil ?? '') / 1_000,
    });
    expect(read).toMatchObject({ validFrom: '2026-11-23T08:30:15Z', validUntil: '2028-11-23T08:30:15Z' });
  });

  test('names the person as they chose, and their e-mail only as a salted hash', async () => {
    const { credential } = await issuing.certified('张伟');
    expect(JSON.stringify(payloadOf(credential))).not.toContain('ada@example.com');
    const [name, email] = openBadgeCredential.parse(payloadOf(credential)).credentialSubject.identifier;
    expect(name).toEqual({ type: 'IdentityObject', identityType: 'name', hashed: false, identityHash: '张伟' });
    const hash = createHash('sha256').update(`ada@example.com${email?.salt}`).digest('hex');
    expect(email).toMatchObject({ identityType: 'emailAddress', hashed: true, identityHash: `sha256$${hash}` });
    expect(email?.salt).toMatch(/^[0-9a-f]{32}$/);
  });

  test('rests on the attempt: its digest, the version and hash of its lab, and the competencies of the course', async () => {
    const { credential, certificate } = await issuing.certified();
    const { evidence, credentialSubject } = openBadgeCredential.parse(payloadOf(credential));
    expect(evidence).toHaveLength(1);
    expect(evidence?.[0]?.narrative).toContain(certificate.evidence[0]?.digest);
    expect(evidence?.[0]?.narrative).toContain(lab.hash);
    expect(credentialSubject.achievement.alignment?.map(({ targetCode }) => targetCode)).toEqual(['iec61131-3/seal-in']);
  });
});

describe('verification', () => {
  const verdict = async (id: string) => {
    const certificate = await selectOptionalCertificate(database(), id);
    return certificate && verdictOn(database(), certificate, issuing.now);
  };

  test('finds a certificate valid to the second of its end', async () => {
    await issuing.set({ certificate: { wording: { en: '', 'zh-CN': '' }, signatory: '', months: 1 } });
    const { certificate } = await issuing.certified();
    const end = new Date(certificate.expiresAt ?? '');
    issuing.now = new Date(end.getTime() - 1);
    expect(await verdict(certificate.id)).toEqual({ state: 'valid', until: end.toISOString() });
    issuing.now = end;
    expect(await verdict(certificate.id)).toEqual({ state: 'expired', since: end.toISOString() });
  });

  test.each([
    ['name', { name: 'Grace Hopper' }],
    ['end', { expires_at: '2099-01-01T00:00:00.000Z' }],
    ['day of issue', { issued_at: '2020-01-01T00:00:00.000Z' }],
    ['first award', { awarded_at: '2020-01-01T00:00:00.000Z' }],
  ])('of a certificate whose %s was changed in the database says altered', async (_, change) => {
    const { certificate } = await issuing.certified();
    await database().updateTable('certificate').set(change).execute();
    expect(await verdict(certificate.id)).toEqual({ state: 'altered' });
  });

  test('of a credential with any one character changed is never valid', async () => {
    const { credential } = await issuing.certified();
    const [head, body, signature] = credential.split('.') as [string, string, string];
    const flip = (text: string, at: number) => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    const changed = [
      ...[0, 40, 400, body.length - 5].map((at) => [head, flip(body, at), signature].join('.')),
      ...[0, 100, signature.length - 3].map((at) => [head, body, flip(signature, at)].join('.')),
    ];
    for (const text of changed) expect(await verifyPresented(database(), text, issuing.now)).toEqual({ answer: 'altered' });
  });

  test('of a credential that claims to have no signature, or a symmetric one under the public key, is refused', async () => {
    const { credential } = await issuing.certified();
    const [head, body] = credential.split('.') as [string, string];
    const named = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string };
    for (const alg of ['none', 'HS256']) {
      const forged = Buffer.from(JSON.stringify({ ...named, alg })).toString('base64url');
      expect(await verifyPresented(database(), `${forged}.${body}.AAAA`, issuing.now)).toEqual({
        answer: 'not-a-credential',
        looksLike: 'other',
      });
    }
  });

  test('tells wrong things apart: nothing, a PDF, the readable copy, too much, somebody else’s', async () => {
    const { credential } = await issuing.certified();
    const ask = (text: string) => verifyPresented(database(), text, issuing.now);
    expect(await ask(' \n')).toEqual({ answer: 'empty' });
    expect(await ask('%PDF-1.7 …')).toEqual({ answer: 'not-a-credential', looksLike: 'pdf' });
    expect(await ask(JSON.stringify(payloadOf(credential)))).toEqual({ answer: 'not-a-credential', looksLike: 'readable-copy' });
    expect(await ask('x'.repeat(64_001))).toEqual({ answer: 'too-long', characters: 64_001 });
    const kid = `https://other.example/certificates/keys/3d1c`;
    const foreign = Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url');
    expect(await ask(`${foreign}.e30.AAAA`)).toEqual({ answer: 'foreign', issuer: 'other.example' });
  });

  test('of a text with line breaks at its ends finds the certificate, of whichever academy of this server it is', async () => {
    const other = await issuing.foundAcademy('other');
    const { certificate, credential } = await issuing.certified('Ada', other);
    expect(await verifyPresented(database(), `\n${credential}\r\n`, issuing.now)).toMatchObject({
      answer: 'found',
      certificate: { id: certificate.id, academyId: other },
      verdict: { state: 'valid' },
    });
  });

  test('does not believe one academy’s key for another academy’s certificate', async () => {
    const other = await issuing.foundAcademy('other');
    const { certificate } = await issuing.certified();
    const { certificate: foreign, credential } = await issuing.certified('Mallory', other);
    // The other academy's owner puts their own key and text into this row.
    await database()
      .updateTable('certificate')
      .set({ credential, key_id: foreign.keyId })
      .where('id', '=', certificate.id)
      .execute();
    expect(await verdict(certificate.id)).toEqual({ state: 'altered' });
  });
});

describe('keys', () => {
  test('turn over without a certificate becoming invalid, and only the new one signs', async () => {
    const first = await issuing.certified();
    await rotateSigningKey(database(), issuing.academy.secret, academyId(), system, issuing.now);
    // By the system an open key is kept; an owner's turn is a new one.
    const actor = { kind: 'member', member: first.memberId } as const;
    const key = await rotateSigningKey(database(), issuing.academy.secret, academyId(), actor, issuing.now);
    const second = await issuing.certified();
    expect(second.certificate.keyId).toBe(key.id);
    expect(second.certificate.keyId).not.toBe(first.certificate.keyId);
    for (const { credential } of [first, second])
      expect(await verifyPresented(database(), credential, issuing.now)).toMatchObject({ verdict: { state: 'valid' } });
    expect((await publicKeysOf(database(), academyId())).map(({ retiredAt }) => retiredAt === null).sort()).toEqual([
      false,
      true,
    ]);
  });

  test('lie sealed in the database: neither their numbers nor their form can be read there', async () => {
    await issuing.certified();
    const row = await database().selectFrom('signing_key').selectAll().executeTakeFirstOrThrow();
    expect(row.private_key).not.toContain('"d"');
    expect(row.public_key).not.toContain('"d"');
    expect(row.private_key).toMatch(/^v1\./);
  });

  test('that a changed secret cannot open are replaced; what they signed stays valid', async () => {
    const { credential } = await issuing.certified();
    const key = await signingKeyOf(database(), 'another secret of this installation', academyId(), issuing.now);
    const keys = await publicKeysOf(database(), academyId());
    expect(keys).toHaveLength(2);
    expect(keys.find(({ retiredAt }) => retiredAt === null)?.id).toBe(key.id);
    expect(await verifyPresented(database(), credential, issuing.now)).toMatchObject({ verdict: { state: 'valid' } });
  });
});

describe('renewal', () => {
  beforeEach(() => issuing.set({ certificate: { wording: { en: '', 'zh-CN': '' }, signatory: '', months: 12 } }));

  test('opens 90 days before the end, asks for a fresh pass, and keeps the day of the first award', async () => {
    const { memberId, certificate } = await issuing.certified();
    issuing.wait(365 - 91);
    await issuing.pass(memberId);
    expect(await issuing.issue(memberId)).toMatchObject({ outcome: 'standing' });
    issuing.wait(1);
    const renewed = await issuing.issue(memberId);
    expect(renewed).toMatchObject({ outcome: 'renewed', certificate: { awardedAt: certificate.awardedAt } });
    const [current, old] = await certificatesOf(database(), { academyId: academyId(), memberId });
    expect(old).toMatchObject({ id: certificate.id, renewedBy: current?.id });
    expect(Date.parse(current?.expiresAt ?? '')).toBeGreaterThan(Date.parse(old?.expiresAt ?? ''));
    // The old one holds until its own end.
    expect(old && standingOf(old, issuing.now).state).toBe('valid');
    expect((await issuing.deeds()).at(-1)).toMatchObject({ action: 'renew-certificate' });
  });

  test('is refused on an old pass', async () => {
    const { memberId } = await issuing.certified();
    issuing.wait(400);
    expect(await issuing.issue(memberId)).toEqual({ outcome: 'not-yet', lessons: [], labs: [lab.slug] });
  });

  test('of a certificate without an end is never asked for', async () => {
    await issuing.set({});
    const { memberId, certificate } = await issuing.certified();
    expect(certificate.expiresAt).toBeNull();
    issuing.wait(4_000);
    await issuing.pass(memberId);
    expect(await issuing.issue(memberId)).toMatchObject({ outcome: 'standing' });
  });

  test('a month later is the same day, or the last one that the month has', () => {
    const at = (text: string, months: number) => monthsAfter(new Date(text), months).toISOString().slice(0, 10);
    expect(at('2026-01-31T00:00:00Z', 1)).toBe('2026-02-28');
    expect(at('2028-02-29T23:59:59Z', 12)).toBe('2029-02-28');
    expect(at('2026-11-23T08:00:00Z', 24)).toBe('2028-11-23');
  });
});

describe('revocation', () => {
  const revoke = (id: string, reason = 'Issued by mistake.', of = academyId()) =>
    revokeCertificate(database(), { academyId: of, id, reason, actor: system, now: issuing.now });

  test('says when and why, sets the bit, and is written down', async () => {
    const { certificate, credential } = await issuing.certified();
    const list = () => selectOptionalStatusList(database(), certificate.status.list);
    expect((await list())?.revoked).toEqual([]);
    await revoke(certificate.id);
    expect(await verifyPresented(database(), credential, issuing.now)).toMatchObject({
      verdict: { state: 'revoked', at: issuing.now.toISOString(), revocation: { reason: 'Issued by mistake.' } },
    });
    expect((await list())?.revoked).toEqual([certificate.status.index]);
    expect((await issuing.deeds()).at(-1)).toMatchObject({ action: 'revoke-certificate', subject: certificate.id });
  });

  test('twice keeps the first day and reason', async () => {
    const { certificate } = await issuing.certified();
    const first = await revoke(certificate.id);
    issuing.wait(3);
    const second = await revoke(certificate.id, 'Another reason.');
    expect(second).toEqual(first && { ...first });
    expect((await issuing.deeds()).filter(({ action }) => action === 'revoke-certificate')).toHaveLength(1);
  });

  test('of another academy’s certificate does nothing and says that there is none', async () => {
    const { certificate } = await issuing.certified();
    expect(await revoke(certificate.id, 'Mine now.', await issuing.foundAcademy('other'))).toBeNull();
    expect(await selectOptionalCertificate(database(), certificate.id)).toMatchObject({ revokedAt: null });
  });

  test('needs a reason', async () => {
    const { certificate } = await issuing.certified();
    expect(() => revoke(certificate.id, '  ')).toThrow(RangeError);
    expect(() => revoke(certificate.id, 'x'.repeat(301))).toThrow(RangeError);
  });

  test('lets the course be certified anew', async () => {
    const { memberId, certificate } = await issuing.certified();
    await revoke(certificate.id);
    expect(await issuing.issue(memberId)).toMatchObject({ outcome: 'issued' });
  });

  test('by erasure removes name, signed text and evidence, and keeps the fact', async () => {
    const { memberId, certificate, credential } = await issuing.certified('Ada Lovelace');
    const erase = () =>
      database()
        .transaction()
        .execute((transaction) =>
          eraseCertificates(transaction, { academyId: academyId(), memberId, actor: system, now: issuing.now }),
        );
    expect(await erase()).toBe(1);
    expect(await erase()).toBe(0);
    const row = await database().selectFrom('certificate').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toMatch(/Ada|Lovelace/);
    expect(row).toMatchObject({ name: null, credential: null, evidence: '[]' });
    // What the person kept themselves says that it was revoked.
    expect(await verifyPresented(database(), credential, issuing.now)).toMatchObject({
      answer: 'found',
      certificate: { id: certificate.id, name: null },
      verdict: { state: 'revoked', revocation: { cause: 'erased' } },
    });
  });
});
