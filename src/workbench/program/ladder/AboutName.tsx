import { CornerUpLeft, PencilLine } from 'lucide-react';
import type { Hover } from '#sandbox/iec61131/service/hover.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import { colourText } from '../colour-text.ts';
import './about-name.css';

interface AboutNameProps {
  /** What the name at the cursor means; null: the cursor is at none. */
  meaning: Hover | null;
  onDeclaration: () => void;
  onRename: () => void;
  /** Why nothing can be changed; null: it can. */
  why: string | null;
}

/** Below a drawing: how the name at the cursor is declared, in the author's words, and the ways on from there. */
export function AboutName({ meaning, onDeclaration, onRename, why }: AboutNameProps) {
  const { t, locale } = useWorkbench();
  if (meaning === null) return <p className="wb-about-name wb-about-name-none">{t('program.about-name.none')}</p>;
  const [parts = []] = colourText(meaning.code);
  const words = meaning.texts.map((text) => text[locale]).join(' · ');
  return (
    <div className="wb-about-name">
      <p title={words ? `${meaning.code}\n${words}` : meaning.code}>
        <code>
          {parts.map(({ text, token }, part) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a line that is only read
            <span key={part} className={token ?? undefined}>
              {text}
            </span>
          ))}
        </code>{' '}
        {words}
      </p>
      <ActionButton
        icon={CornerUpLeft}
        iconOnly
        look="quiet"
        label={t('program.about-name.declaration')}
        onPress={onDeclaration}
      />
      <ActionButton icon={PencilLine} iconOnly look="quiet" label={t('program.about-name.rename')} why={why} onPress={onRename} />
    </div>
  );
}
