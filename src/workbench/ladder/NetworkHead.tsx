import type { Words } from '../words.ts';
import type { StandingNetwork } from './sheet.ts';

/** Label, title and comment of a network. */
export function NetworkHead({ standing, t }: { standing: StandingNetwork; t: Words }) {
  const { network, comment } = standing;
  return (
    <div className="ld-head">
      <div className="ld-title">
        {network.label !== undefined && <span className="ld-label">{network.label}</span>}
        <span className={network.title ? undefined : 'ld-untitled'} title={network.title}>
          {network.title ?? t('ladder.untitled')}
        </span>
      </div>
      {comment.length > 0 && <p className="ld-comment">{comment.join('\n')}</p>}
    </div>
  );
}
