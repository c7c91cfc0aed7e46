/** A member with an account who has passed the course of one lab and one lesson to read, and what issuing needs. */
import { randomUUID } from 'node:crypto';
import { selectOptionalAcademy } from '#academy/academies/academies.ts';
import { academySettingsPart } from '#academy/academies/settings.ts';
import type { Actor } from '#academy/audit/audit.ts';
import type { CertifiedCourse } from '#academy/certificates/completion.ts';
import { type IssueOutcome, issueCertificate, type Means } from '#academy/certificates/issue.ts';
import { recordReading } from '#academy/progress/readings.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, addMember, type dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';

export const lab = motorLab();
export const address = 'https://academy.example';
export const system: Actor = { kind: 'system' };

export const course: CertifiedCourse = {
  id: '9f3c5a52-8a55-4b0a-9c1e-0a8d6f0c7b11',
  slug: 'first-scan',
  title: { en: 'First scan', 'zh-CN': '第一次扫描' },
  summary: { en: 'Program a small machine and prove that it is safe.', 'zh-CN': '为一台小型机器编写程序，并证明其安全。' },
  minutes: 150,
  lessons: [
    { slug: 'to-read', lab: null, questions: [] },
    { slug: 'keep-it-running', lab: lab.slug, questions: [] },
  ],
  competencies: [{ id: 'iec61131-3/seal-in', title: { en: 'Program a seal-in', 'zh-CN': '编写自锁电路' } }],
};

export class Issuing {
  readonly academy: Services;
  now = new Date('2026-11-23T08:30:15.250Z');
  address = address;

  private constructor(academy: Services) {
    this.academy = academy;
  }
  static async open(folder: ReturnType<typeof dataFolder>): Promise<Issuing> {
    return new Issuing(await academyFor(folder.dir, new RecordingHost(), lab));
  }

  get means(): Means {
    return { database: this.academy.database, secret: this.academy.secret, clock: () => this.now };
  }

  async set(settings: Record<string, unknown>, academyId = this.academy.academy.id): Promise<void> {
    await this.academy.database
      .updateTable('academy')
      .set({ settings: JSON.stringify(academySettingsPart.parse(settings)) })
      .where('id', '=', academyId)
      .execute();
  }

  async foundAcademy(slug: string): Promise<string> {
    const id = randomUUID();
    await this.academy.database
      .insertInto('academy')
      .values({ id, slug, name: slug, created_at: '2026-01-01T00:00:00.000Z', settings: '{}', revision: 1 })
      .execute();
    return id;
  }

  member(academyId = this.academy.academy.id): Promise<string> {
    return addMember(this.academy.database, academyId);
  }

  /** As a check at `at` would have left it. */
  async pass(memberId: string, at = this.now, academyId = this.academy.academy.id): Promise<string> {
    const id = randomUUID();
    const { database } = this.academy;
    const passedAt = at.toISOString();
    await database
      .insertInto('attempt')
      .values({
        id,
        academy_id: academyId,
        member_id: memberId,
        lab_id: lab.definition.id,
        lab_version: lab.definition.version,
        lab_hash: lab.hash,
        seed: 7,
        outcome: 'passed',
        programs: JSON.stringify({ plc: [{ name: 'main.st', text: 'Motor := (Start OR Motor) AND NOT Stop;' }] }),
        verdicts: JSON.stringify([{ step: 's', check: 'c', outcome: 'passed', traceHash: 'ab12' }]),
        checked_at: passedAt,
        hints_shown: 0,
        sitting_id: null,
      })
      .execute();
    for (const { id: step } of lab.definition.steps)
      await database
        .insertInto('step_progress')
        .values({
          academy_id: academyId,
          member_id: memberId,
          lab_id: lab.definition.id,
          step,
          passed_at: passedAt,
          checkpoint: id,
          attempts: 1,
          hints_shown: 0,
          touched_at: passedAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    return id;
  }

  async finishCourse(memberId: string, academyId = this.academy.academy.id): Promise<void> {
    await this.pass(memberId, this.now, academyId);
    await recordReading(this.academy.database, { academyId, memberId }, { course: course.slug, lesson: 'to-read' });
  }

  async issue(memberId: string, name = 'Ada Lovelace', academyId = this.academy.academy.id): Promise<IssueOutcome> {
    const academy = await selectOptionalAcademy(this.academy.database, 'id', academyId);
    if (!academy) throw new Error('no such academy');
    return issueCertificate(this.means, {
      academy,
      course,
      recipient: { memberId, name, email: 'ada@example.com' },
      progress: await this.academy.progressOf({ id: memberId, academyId }),
      labs: this.academy.library(academyId).labs(),
      address: this.address,
      actor: system,
    });
  }

  /** A finished course and its certificate. */
  async certified(name?: string, academyId?: string) {
    const memberId = await this.member(academyId);
    await this.finishCourse(memberId, academyId);
    const issued = await this.issue(memberId, name, academyId);
    if (issued.outcome !== 'issued') throw new Error(JSON.stringify(issued));
    const { certificate } = issued;
    if (certificate.credential === null) throw new Error('no credential');
    return { memberId, certificate, credential: certificate.credential };
  }

  /** Days forward. */
  wait(days: number): void {
    this.now = new Date(this.now.getTime() + days * 86_400_000);
  }

  deeds(): Promise<{ action: string; subject: string; before: string | null; after: string | null }[]> {
    return this.academy.database.selectFrom('audit').select(['action', 'subject', 'before', 'after']).orderBy('at').execute();
  }
}
