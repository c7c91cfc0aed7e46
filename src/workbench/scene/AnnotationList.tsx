import type { SceneAnnotation } from '../props.ts';
import { useWorkbench } from '../workbench-context.ts';

/** What the numbers in the scene mean: beside the drawing, below it on a telephone, and in words for those who hear the page. */
export function AnnotationList({
  annotations,
  onPoint,
}: {
  annotations: readonly SceneAnnotation[];
  onPoint: (id: string | null) => void;
}) {
  const { t } = useWorkbench();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
    <section className="wb-annotations" aria-label={t('scene.annotations')} tabIndex={0}>
      <ol>
        {annotations.map(({ id, text }) => (
          <li key={id} onPointerEnter={() => onPoint(id)} onPointerLeave={() => onPoint(null)}>
            {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
