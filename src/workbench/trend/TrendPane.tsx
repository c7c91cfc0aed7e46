import { lazy, Suspense } from 'react';
import { useWorkbench } from '../workbench-context.ts';

/** The drawing and its library come when the pane is first opened. */
const Trend = lazy(() => import('./Trend.tsx'));

/** Recorder and logic analyser. */
export function TrendPane() {
  const { t } = useWorkbench();
  return (
    <Suspense fallback={<p className="wb-empty">{t('trend.loading')}</p>}>
      <Trend />
    </Suspense>
  );
}
