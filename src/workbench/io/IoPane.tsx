import { useWorkbench } from '../workbench-context.ts';

/** The process image as the rack of modules. */
export function IoPane() {
  const { t } = useWorkbench();
  return <p className="wb-empty">{t('io.empty')}</p>;
}
