/** A link's state in words and figures, the same in the drawing, in the tables and spoken. */
import type { NetworkReport } from '#sandbox/wire/network.ts';
import type { Word, Words } from '../words.ts';

export type LinkReport = NetworkReport['links'][number];

const profiles = [
  'wired',
  'wifi-quiet',
  'wifi-busy',
  '5g-standalone',
  '5g-public',
  'cellular-handover',
  'wifi-roaming',
  'satellite',
] as const;

/** What kind of link it is; a kind that this page does not know is written as the lab does. */
export function profileWords(t: Words, profile: string): string {
  const known = profiles.find((one) => one === profile);
  return known ? t(`network.profile.${known}`) : profile;
}

const units = ['B/s', 'kB/s', 'MB/s', 'GB/s'] as const;

/** `1.2 kB/s`, in powers of ten. */
export function rateText(bytesPerSecond: number): string {
  let value = bytesPerSecond;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${units[unit]}`;
}

export const lossReasons = ['loss', 'queue', 'down', 'interruption', 'size'] as const;

export const lostOf = ({ lost }: LinkReport): number => lossReasons.reduce((sum, reason) => sum + lost[reason], 0);

/** `down`, or whether something was lost on it so far. */
export const linkState = (link: LinkReport): 'up' | 'losing' | 'down' =>
  link.up ? (lostOf(link) > 0 ? 'losing' : 'up') : 'down';

export function lostWords(t: Words, link: LinkReport): string {
  const parts = lossReasons
    .filter((reason) => link.lost[reason] > 0)
    .map((reason) => t(`network.lost.${reason}` satisfies Word, { count: link.lost[reason] }));
  return parts.length > 0 ? parts.join(t('pane.list')) : t('network.lost.none');
}

/** One sentence for the ear. */
export function linkSentence(t: Words, link: LinkReport): string {
  return t('network.link.spoken', {
    link: link.id,
    a: link.a,
    b: link.b,
    kind: profileWords(t, link.profile),
    state: t(link.up ? 'network.up' : 'network.down'),
    traffic: rateText(link.bytesPerSecond),
    lost: lostWords(t, link),
  });
}

/** What runs on a host, besides a device of its own name; gateway and terminal by the names of their panes. */
export function runsWords(t: Words, { id, runs }: NetworkReport['hosts'][number]): string {
  return runs
    .filter((name) => name !== id)
    .map((name) => (name === 'gateway' || name === 'terminal' ? t(`pane.${name}`) : name))
    .join(t('pane.list'));
}
