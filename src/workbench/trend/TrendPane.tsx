import { useWorkbench } from '../workbench-context.ts';

/** Recorder and logic analyser. */
export function TrendPane() {
  const { t } = useWorkbench();
  return <p className="wb-empty">{t('trend.empty')}</p>;
}
