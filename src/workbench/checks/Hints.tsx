import { ActionButton } from '../ActionButton.tsx';
import type { WorkbenchStep } from '../props.ts';
import { useLab, useRig, useWorkbench } from '../workbench-context.ts';

/** The ladder of hints: one rung at a time, and what was shown stays. */
export function Hints({ step }: { step: WorkbenchStep }) {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const { link } = useRig();
  const before = lab.steps[step.id]?.hintsShown ?? 0;
  const known = lab.hints[step.id];
  const remaining = known?.remaining ?? step.hints - before;
  if (step.hints === 0) return null;
  return (
    <div className="wb-hints">
      {known?.hints.map((html, index) => (
        <div key={`${step.id} ${html}`} className="wb-hint">
          <p className="wb-hint-number">{t('checks.hint.n', { number: index + 1 })}</p>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made by the server from the lab's Markdown, no raw HTML */}
          <div dangerouslySetInnerHTML={{ __html: html }} />
        </div>
      ))}
      {remaining > 0 && (
        <ActionButton
          label={known ? t('checks.hint.next', { count: remaining }) : t('checks.hint')}
          look="quiet"
          why={
            session.props.watching
              ? t('help.why.check')
              : lab.work.kind !== 'ready' && link !== 'online'
                ? t('checks.wait')
                : null
          }
          onPress={() => void session.hint(step.id)}
        />
      )}
      {lab.hintRefused && <p className="wb-message wb-message-danger">{lab.hintRefused[locale]}</p>}
    </div>
  );
}
