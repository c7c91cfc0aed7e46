import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useWorkbench } from '../workbench-context.ts';
import type { Quality } from './quality.ts';

const icons = { good: CircleCheck, uncertain: CircleHelp, bad: CircleX };

/** The word and the sign of a quality; why, on hover and to a screen reader. */
export function QualityMark({ quality }: { quality: Quality }) {
  const { t } = useWorkbench();
  const Icon = icons[quality.level];
  const why = quality.level === 'good' ? t('watch.quality.good.about') : t(`watch.quality.${quality.why}`);
  return (
    <span className="wb-quality" data-quality={quality.level} title={why}>
      <Icon aria-hidden="true" size={14} strokeWidth={2} />
      <span>{t(`watch.quality.${quality.level}`)}</span>
      {quality.level !== 'good' && <span className="wb-hidden">{why}</span>}
    </span>
  );
}
