import { Radio, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ActionButton } from '../ActionButton.tsx';
import { useWorkbench } from '../workbench-context.ts';
import { type LinkReport, lostWords, profileWords, rateText } from './link-words.ts';
import type { NetworkDesk } from './network-desk.ts';

/** One link: how it does, and captures at either of its ends. */
export function LinkCard({ desk, link }: { desk: NetworkDesk; link: LinkReport }) {
  const { t } = useWorkbench();
  const card = useRef<HTMLElement>(null);
  // On a phone it stands below the drawing, out of sight of who chose the link.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another is chosen
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [link.id]);
  const facts: [label: string, value: string][] = [
    [t('network.column.kind'), profileWords(t, link.profile)],
    [t('network.column.state'), t(link.up ? 'network.up' : 'network.down')],
    [t('network.column.traffic'), rateText(link.bytesPerSecond)],
    [t('network.column.frames'), String(link.frames)],
    [t('network.column.lost'), lostWords(t, link)],
  ];
  return (
    <section ref={card} className="wb-net-card" aria-label={t('network.link', { link: link.id })}>
      <header>
        <p className="wb-net-card-title">{t('network.between', { a: link.a, b: link.b })}</p>
        <ActionButton icon={X} iconOnly look="quiet" label={t('close')} onPress={() => desk.set({ link: null })} />
      </header>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="wb-row">
        {[link.a, link.b].map((end) => (
          <ActionButton
            key={end}
            icon={Radio}
            look="plain"
            label={t('network.capture.at', { at: end })}
            onPress={() => void desk.begin(link.id, end)}
          />
        ))}
      </div>
    </section>
  );
}
