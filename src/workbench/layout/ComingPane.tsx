import type { PaneName } from '../props.ts';
import { useWorkbench } from '../workbench-context.ts';

/** A pane that a lab asks for and that this version cannot fill yet: said plainly, in the place that it will have. */
export function ComingPane({ name }: { name: PaneName }) {
  const { t } = useWorkbench();
  return <p className="wb-empty">{t('pane.coming', { pane: t(`pane.${name}`) })}</p>;
}
