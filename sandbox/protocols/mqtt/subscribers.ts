/** Who gets a message: subscriptions by topic, and one of each shared group. Made anew from the sessions when a broker is restored. */
import type { Session, Subscription } from './broker-state.ts';
import type { Message } from './state.ts';
import { parseFilter } from './topic.ts';
import { TopicTree } from './topic-tree.ts';

interface Member {
  session: Session;
  subscription: Subscription;
}

type Entry = Member | { group: string; members: Map<string, Member> };

export interface Target {
  session: Session;
  qos: number;
  retainAsPublished: boolean;
  identifiers: number[];
}

const inOrder = (one: { session: Session }, other: { session: Session }): number => one.session.number - other.session.number;

export class Subscribers {
  readonly #tree = new TopicTree<Entry>();
  readonly #groups = new Map<string, Extract<Entry, { group: string }>>();
  readonly #turns: Map<string, number>;

  constructor(sessions: Iterable<Session>, turns: Map<string, number>) {
    this.#turns = turns;
    for (const session of sessions) for (const subscription of session.subscriptions.values()) this.add(session, subscription);
  }

  add(session: Session, subscription: Subscription): void {
    const shared = parseFilter(subscription.filter);
    if (!shared) return;
    if (shared.group === null) {
      this.#tree.set(shared.filter, `client ${session.id}`, { session, subscription });
      return;
    }
    const key = subscription.filter;
    const group = this.#groups.get(key) ?? { group: key, members: new Map<string, Member>() };
    group.members.set(session.id, { session, subscription });
    this.#groups.set(key, group);
    this.#tree.set(shared.filter, `group ${shared.group}`, group);
  }

  remove(session: Session, filter: string): void {
    const shared = parseFilter(filter);
    if (!shared) return;
    if (shared.group === null) {
      this.#tree.delete(shared.filter, `client ${session.id}`);
      return;
    }
    const group = this.#groups.get(filter);
    if (!group?.members.delete(session.id) || group.members.size > 0) return;
    this.#groups.delete(filter);
    this.#turns.delete(filter);
    this.#tree.delete(shared.filter, `group ${shared.group}`);
  }

  /** In the order of the sessions' beginning, one each: overlapping subscriptions are one delivery with the highest QoS (3.3.4). */
  targets(message: Message): Target[] {
    const found = new Map<string, Target>();
    this.#tree.match(message.topic, (entry) => {
      const member = 'members' in entry ? this.#choose(entry.group, entry.members) : entry;
      if (!member || (member.subscription.noLocal && member.session.id === message.from)) return;
      const { session, subscription } = member;
      const target = found.get(session.id) ?? { session, qos: 0, retainAsPublished: false, identifiers: [] };
      target.qos = Math.max(target.qos, subscription.qos);
      target.retainAsPublished ||= subscription.retainAsPublished;
      if (subscription.identifier !== null) target.identifiers.push(subscription.identifier);
      found.set(session.id, target);
    });
    return [...found.values()].sort(inOrder);
  }

  /** In turn; who is not connected gets something only when nobody is. */
  #choose(group: string, members: Map<string, Member>): Member | undefined {
    const all = [...members.values()].sort(inOrder);
    const here = all.filter(({ session }) => session.connection !== null);
    const candidates = here.length > 0 ? here : all;
    const turn = this.#turns.get(group) ?? 0;
    this.#turns.set(group, (turn + 1) % 0x4000_0000);
    return candidates[turn % candidates.length];
  }
}
