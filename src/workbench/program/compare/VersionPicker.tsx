import { ChevronDown } from 'lucide-react';
import {
  Button,
  Collection,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxLoadMoreItem,
  ListBoxSection,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import type { VersionList } from '../../../academy/api.ts';
import { useWorkbench } from '../../workbench-context.ts';

interface VersionPickerProps {
  list: VersionList;
  /** The lab starts with this file. */
  hasStart: boolean;
  /** What the rig runs can be compared with. */
  hasRunning: boolean;
  chosen: string | null;
  onChoose: (key: string) => void;
  onMore: () => void;
  loading: boolean;
}

/** `start`, `running`, or a revision's number behind a letter of its group: one text may have passed and be an earlier save. */
export function numberOf(key: string): number {
  return key === 'start' || key === 'running' ? 0 : Number(key.slice(1));
}

/** The key that is offered first: what passed last, else the start, else the newest save. */
export function firstChoice(list: VersionList, hasStart: boolean): string | null {
  const [passed] = list.passed;
  const [save] = list.versions;
  if (passed) return `p${passed.number}`;
  if (hasStart) return 'start';
  return save ? `s${save.number}` : null;
}

export function VersionPicker({ list, hasStart, hasRunning, chosen, onChoose, onMore, loading }: VersionPickerProps) {
  const { session, t, locale } = useWorkbench();
  const when = (at: string) => `${ago(at, locale)} · ${absolute(at, locale)}`;
  const typist = ({ name, you }: { name: string | null; you: boolean }) =>
    you ? t('compare.by.you') : t('compare.by', { name: name ?? t('compare.by.gone') });
  const titles = new Map(session.props.steps.map(({ id, title }) => [id, title]));
  const passed = list.passed.map(({ number, at, steps, everything }) => ({
    id: `p${number}`,
    title: everything
      ? t('compare.passed.all')
      : t('compare.passed.steps', { steps: steps.map((step) => titles.get(step) ?? step).join(locale === 'en' ? ', ' : '、') }),
    about: when(at),
  }));
  const saves = list.versions.map(({ number, savedAt, origin, added, removed, by }) => ({
    id: `s${number}`,
    title: when(savedAt),
    about: [t(`compare.origin.${origin}`), ...(by ? [typist(by)] : []), t('compare.change', { added, removed })].join(' · '),
  }));
  return (
    <Select
      className="wb-version-picker"
      value={chosen}
      onChange={(key) => {
        if (key !== null) onChoose(String(key));
      }}
    >
      <Label className="wb-hidden">{t('compare.version')}</Label>
      <Button className="wb-button wb-button-plain">
        <SelectValue>{({ selectedText }) => selectedText ?? t('compare.version')}</SelectValue>
        <ChevronDown aria-hidden="true" size={16} />
      </Button>
      <Popover className="wb-popover wb-versions" placement="bottom start">
        <ListBox className="wb-version-list">
          {hasRunning && (
            <ListBoxSection>
              <Header>{t('compare.group.running')}</Header>
              <Version id="running" title={t('compare.running')} />
            </ListBoxSection>
          )}
          {hasStart && (
            <ListBoxSection>
              <Header>{t('compare.group.start')}</Header>
              <Version id="start" title={t('compare.start')} />
            </ListBoxSection>
          )}
          {passed.length > 0 && (
            <ListBoxSection>
              <Header>{t('compare.group.passed')}</Header>
              <Collection items={passed}>{(one) => <Version {...one} />}</Collection>
            </ListBoxSection>
          )}
          {saves.length > 0 && (
            <ListBoxSection>
              <Header>{t('compare.group.saves')}</Header>
              <Collection items={saves}>{(one) => <Version {...one} />}</Collection>
            </ListBoxSection>
          )}
          {list.before !== null && (
            <ListBoxLoadMoreItem className="wb-version-more" isLoading={loading} onLoadMore={onMore}>
              {t('compare.more')}
            </ListBoxLoadMoreItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

function Version({ id, title, about }: { id: string; title: string; about?: string }) {
  return (
    <ListBoxItem id={id} textValue={title}>
      <Text slot="label">{title}</Text>
      {about && (
        <Text slot="description" className="wb-version-about">
          {about}
        </Text>
      )}
    </ListBoxItem>
  );
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "5 minutes ago", "yesterday". */
function ago(at: string, locale: string): string {
  const seconds = (Date.parse(at) - Date.now()) / 1_000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return format.format(0, 'second');
}

function absolute(at: string, locale: string): string {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  return date.toLocaleString(locale, today ? time : { ...time, month: 'short', day: 'numeric' });
}
