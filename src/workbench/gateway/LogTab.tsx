import { CircleAlert, CircleX, Info, type LucideIcon, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Sentence } from '../Sentence.tsx';
import { useWorkbench } from '../workbench-context.ts';
import { timeOfDay } from './figures.ts';
import type { GatewayDesk } from './gateway-desk.ts';
import { useDesk } from './use-desk.ts';

const levels = ['debug', 'info', 'warning', 'error'] as const;
type Level = (typeof levels)[number];
const icons: Record<Level, LucideIcon> = { debug: Search, info: Info, warning: CircleAlert, error: CircleX };
const levelOf = (level: string): Level => levels.find((one) => one === level) ?? 'info';

/** What the gateway wrote down, in the reader's language. */
export function LogTab({ desk }: { desk: GatewayDesk }) {
  const { t, locale } = useWorkbench();
  const { kind, logs } = useDesk(desk);
  const [least, setLeast] = useState<Level>('debug');
  const [follow, setFollow] = useState(true);
  const list = useRef<HTMLOListElement>(null);
  const shown = logs.filter(({ level }) => levels.indexOf(levelOf(level)) >= levels.indexOf(least));
  const last = shown.at(-1);
  const end = last ? `${last.number} ${last.times}` : '';
  useEffect(() => {
    if (follow && end !== '' && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [follow, end]);
  if (kind === 'waiting') return null;
  return (
    <div className="wb-gateway-log">
      <div className="wb-toolbar">
        <ToggleButtonGroup
          className="wb-segments"
          aria-label={t('gateway.log.level')}
          selectedKeys={[least]}
          disallowEmptySelection
          onSelectionChange={(keys) => setLeast(levels.find((one) => keys.has(one)) ?? 'debug')}
        >
          {levels.map((one) => (
            <ToggleButton key={one} id={one} className="wb-segment">
              {t(`gateway.log.level.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <span className="wb-spacer" />
        <ToggleButton className="wb-toggle" isSelected={follow} onChange={setFollow}>
          {t('gateway.log.follow')}
        </ToggleButton>
      </div>
      {shown.length === 0 ? (
        <p className="wb-empty">{t('gateway.log.empty')}</p>
      ) : (
        // Read when the reader comes here: a log that spoke by itself would drown everything else.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard, too
        <ol ref={list} aria-label={t('gateway.log')} tabIndex={0}>
          {shown.map(({ number, time, level, about, message, times }) => {
            const Icon = icons[levelOf(level)];
            return (
              <li key={number} data-level={levelOf(level)}>
                <time dateTime={time}>{timeOfDay(time)}</time>
                <span className="wb-gateway-level" title={t(`gateway.log.word.${levelOf(level)}`)}>
                  <Icon aria-hidden="true" size={14} />
                  <span className="wb-hidden">{t(`gateway.log.word.${levelOf(level)}`)}</span>
                </span>
                <span>
                  <strong>{about}</strong> <Sentence text={message[locale]} />{' '}
                  {times > 1 && t('gateway.log.times', { count: times })}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </div>
  );
}
