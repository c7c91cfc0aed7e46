/**
 * Those who watch a rig that is not theirs, looked at again and again: a role, a cohort or a session that ended, an exam that began, ends
 * their watching within seconds. The rig's host shuts out whoever is not spoken of for a minute, so it needs no word of ours to do so.
 */
import { assistanceUnderWay, keyboardLeft } from '#academy/assistance/assistance.ts';
import { endKeyboard } from '#academy/assistance/deeds.ts';
import { takeLentKeyboard } from '#academy/assistance/lent-keyboard.ts';
import { recordWatching } from '#academy/assistance/record-watching.ts';
import { tellNews, tellPermission } from '#academy/assistance/tell-host.ts';
import { type WatchedPlace, watchedAt } from '#academy/assistance/watched.ts';
import { teacherOf } from '#academy/cohorts/teacher.ts';
import { Refusal } from '#academy/http/problems.ts';
import { currentMember } from '#academy/members/members.ts';
import { lacksSecondFactor } from '#academy/members/second-factor-rule.ts';
import { permits } from '#academy/permissions/permit.ts';
import { actionOf } from '#academy/permissions/routes.ts';
import { ticketFor } from '#academy/rigs/ticket.ts';
import type { Services } from '#academy/services.ts';
import type { WorkOwner } from '#academy/work/owner.ts';
import type { RigTicket } from '#sandbox/host/api.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

/** Milliseconds. */
const usually = 10_000;
/** An instructor who is away for so long has left: the keyboard is the trainee's again. */
const awayFor = 120_000;

export interface Admitted {
  ticket: RigTicket & { observer: NonNullable<RigTicket['observer']> };
  owner: WorkOwner;
  place: WatchedPlace;
  locale: Locale;
  /** Who they said they are; asked again in every round. */
  said: Headers;
}

export class WatchRounds {
  readonly #services: Services;
  readonly #every: number;
  /** By rig and observer. */
  readonly #watching = new Map<string, Admitted & { awaySince: number | null }>();
  #timer: NodeJS.Timeout | null = null;
  #going = false;

  constructor(services: Services, every: number = usually) {
    this.#services = services;
    this.#every = every;
  }

  /** Refused: `no-session`, `second-factor-needed`, `not-permitted`, and as `watchedAt`. */
  async admit(said: Headers, place: WatchedPlace, locale: Locale): Promise<Admitted> {
    const services = this.#services;
    // A copy: what is known of a request is kept by its headers.
    const attendance = await currentMember(services, new Headers(said));
    if (!attendance) throw new Refusal('no-session');
    if (lacksSecondFactor(attendance, attendance.academy)) throw new Refusal('second-factor-needed');
    const action = actionOf('WS', '/api/teach/[cohort]/[member]/rig/[lab]');
    if (action === 'unlisted' || !permits(action, attendance, attendance.academy)) throw new Refusal('not-permitted');
    const { owner, lab } = await watchedAt(services, teacherOf(attendance), place);
    const trainee = { id: owner.memberId, academyId: owner.academyId };
    const ticket = await ticketFor(services, trainee, lab.slug, locale);
    if (!ticket) throw new Refusal('unknown-lab');
    const { id, name } = attendance.member;
    return { ticket: { ...ticket, observer: { id, name } }, owner, place, locale, said };
  }

  /** The socket is handed over: from now on they are looked at. */
  async begin(admitted: Admitted): Promise<void> {
    const { ticket, owner } = admitted;
    const key = `${ticket.rig} ${ticket.observer.id}`;
    const known = this.#watching.has(key);
    this.#watching.set(key, { ...admitted, awaySince: null });
    this.#timer ??= setInterval(() => void this.#round(), this.#every).unref();
    // A line that fell and is back is no second visit.
    if (!known) await recordWatching(this.#services, owner, ticket.rig, ticket.observer.id);
    await tellNews(this.#services, owner, [ticket.observer.id]);
  }

  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#watching.clear();
  }

  async #round(): Promise<void> {
    if (this.#going) return;
    this.#going = true;
    try {
      for (const [key, watching] of this.#watching) await this.#look(key, watching);
      if (this.#watching.size === 0) this.end();
    } catch (error) {
      // The database or the host does not answer; without our word the host lets go by itself.
      if (this.#timer !== null) this.#services.log.error({ err: error }, 'those who watch rigs could not be looked at');
    } finally {
      this.#going = false;
    }
  }

  async #look(key: string, watching: Admitted & { awaySince: number | null }): Promise<void> {
    const services = this.#services;
    const { ticket, owner } = watching;
    const observer = ticket.observer.id;
    if (!(await this.#stillMay(watching))) {
      this.#watching.delete(key);
      await services.host.permit(ticket.rig, observer, { may: 'nothing' });
      await this.#endKeyboard(owner, observer);
      return;
    }
    const assistance = await assistanceUnderWay(services.database, owner);
    const over = assistance?.keyboard === 'granted' && keyboardLeft(assistance, observer, services.now()) === 0;
    if (over) await this.#endKeyboard(owner, observer);
    if (await tellPermission(services, owner, observer)) watching.awaySince = null;
    else {
      watching.awaySince ??= performance.now();
      if (performance.now() - watching.awaySince < awayFor) return;
      this.#watching.delete(key);
      await this.#endKeyboard(owner, observer);
    }
  }

  async #stillMay({ said, place, locale, ticket }: Admitted): Promise<boolean> {
    try {
      const now = await this.admit(said, place, locale);
      return now.ticket.rig === ticket.rig && now.ticket.observer.id === ticket.observer.id;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  async #endKeyboard(owner: WorkOwner, observer: string): Promise<void> {
    const handled = await takeLentKeyboard(this.#services, owner, observer);
    const { before, after } = await endKeyboard(this.#services.database, owner, observer, this.#services.now(), handled);
    if (before !== after) await tellNews(this.#services, owner, []);
  }
}
