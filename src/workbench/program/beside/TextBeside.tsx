import { FileText } from 'lucide-react';
import { type PointerEvent, useEffect, useRef } from 'react';
import { ActionButton } from '../../ActionButton.tsx';
import { useLab, useWorkbench } from '../../workbench-context.ts';
import { ColouredLines } from '../ColouredLines.tsx';
import type { FilePlace } from '../FileTabs.tsx';
import { goOnInText } from '../file-acts.ts';
import type { ProgramEditor } from '../program-editor.ts';
import './beside.css';
import { useTold } from '../use-told.ts';

interface TextBesideProps {
  editor: ProgramEditor;
  model: NonNullable<ProgramEditor['model']>;
  place: FilePlace;
  /** The network that the cursor is in, from 0; null: in none. */
  network: number | null;
  onNetwork: (network: number) => void;
  onShow: (place: FilePlace) => void;
}

/** The ladder beside it as Structured Text. The cursor in the drawing marks its lines; a press on a line goes to its network. */
export default function TextBeside({ editor, model, place, network, onNetwork, onShow }: TextBesideProps) {
  const { session, t } = useWorkbench();
  const lab = useLab();
  const { controller, file } = place;
  const box = useRef<HTMLElement>(null);
  const written = useTold(model, async () => {
    const answer = await editor.language.ask({ ask: 'as-text', files: session.program(controller), file });
    return answer?.written;
  });
  const marked = network === null ? undefined : written?.networks[network];

  useEffect(() => {
    if (!marked) return;
    const first = box.current?.querySelector(`[data-line="${marked.first}"]`);
    first?.scrollIntoView({ block: 'nearest' });
  }, [marked]);

  const pressed = ({ target }: PointerEvent) => {
    const line = Number(target instanceof Element ? target.closest<HTMLElement>('[data-line]')?.dataset.line : undefined);
    const of = written?.networks.findIndex(({ first, last }) => line >= first && line <= last) ?? -1;
    if (of >= 0) onNetwork(of);
  };
  const name = file.replace(/\.ld$/i, '.st');
  const whyNot = session.props.watching ? t('help.why.files') : lab.work.kind === 'ready' ? null : t('program.opening');

  return (
    <div className="wb-beside">
      <header className="wb-beside-head">
        <h3>{t('program.beside.told', { file })}</h3>
        {written && (
          <ActionButton
            icon={FileText}
            look="quiet"
            label={t('program.beside.to-text')}
            about={t('program.beside.to-text.about', { name })}
            why={whyNot}
            onPress={() =>
              void goOnInText({ session, t, controller }, file, written.text).then(
                (gone) => gone && onShow({ controller, file: name }),
              )
            }
          />
        )}
      </header>
      {written === undefined && <p className="wb-message">{t('program.beside.waits')}</p>}
      {written === null && <p className="wb-message">{t('program.beside.no-text')}</p>}
      {written && (
        <section
          ref={box}
          className="wb-beside-text"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled to by keyboard too
          tabIndex={0}
          aria-label={t('program.beside.told', { file })}
          onPointerDown={pressed}
        >
          <pre>
            <code>
              <ColouredLines text={written.text.replace(/\n$/, '')} marked={marked} />
            </code>
          </pre>
        </section>
      )}
    </div>
  );
}
