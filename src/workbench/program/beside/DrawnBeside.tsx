import { CircuitBoard } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useSyncExternalStore } from 'react';
import { drawingRefusals } from '#sandbox/iec61131/diagrams/bridges/refusals.ts';
import { elementAt } from '#sandbox/iec61131/diagrams/ladder.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { nameOf, sentenceOf } from '#sandbox/iec61131/diagrams/sentence/sentence.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { LadderView, type ViewHands } from '../../ladder/LadderView.tsx';
import { useWorkbench } from '../../workbench-context.ts';
import type { FilePlace } from '../FileTabs.tsx';
import { beginInLadder } from '../file-acts.ts';
import type { ProgramEditor } from '../program-editor.ts';
import './beside.css';
import { useTold } from '../use-told.ts';

interface DrawnBesideProps {
  editor: ProgramEditor;
  model: NonNullable<ProgramEditor['model']>;
  place: FilePlace;
  /** Why no file can be made; null: it can. */
  whyNotNew: string | null;
  onShow: (place: FilePlace) => void;
}

const none: ReadonlySet<number> = new Set();

/** The Structured Text beside it as ladder. The cursor in one marks the other. */
export default function DrawnBeside({ editor, model, place, whyNotNew, onShow }: DrawnBesideProps) {
  const { session, t, locale } = useWorkbench();
  const { controller, file } = place;
  const id = useId();
  const view = useRef<ViewHands>(null);
  const drawn = useTold(model, async () => {
    const answer = await editor.language.ask({ ask: 'as-ladder', files: session.program(controller), file });
    return answer?.drawn;
  });
  const reading = useMemo(() => (drawn && 'file' in drawn ? readLadder(drawn.file) : null), [drawn]);
  const pou = reading?.pou ?? null;
  const networks = drawn && 'file' in drawn ? drawn.networks : [];
  const line = useSyncExternalStore(
    (listener) => {
      const listening = editor.code.onDidChangeCursorPosition(listener);
      return () => listening.dispose();
    },
    () => editor.code.getPosition()?.lineNumber ?? 1,
  );
  const here = networks.findIndex(({ first, last }) => line >= first && line <= last);
  const lines = networks[here];

  useEffect(() => {
    if (here >= 0) view.current?.reveal(here, []);
  }, [here]);
  useEffect(() => {
    if (!lines) return;
    const mark = editor.code.createDecorationsCollection([
      {
        range: { startLineNumber: lines.first, startColumn: 1, endLineNumber: lines.last, endColumn: 1 },
        options: { isWholeLine: true, className: 'wb-beside-lines' },
      },
    ]);
    return () => mark.clear();
  }, [editor, lines]);

  const goTo = (network: number) => {
    const wanted = networks[network];
    if (!wanted) return;
    editor.code.setPosition({ lineNumber: wanted.first, column: 1 });
    editor.code.revealLineInCenterIfOutsideViewport(wanted.first);
  };
  const byKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    goTo(Math.min(networks.length - 1, Math.max(0, here + step)));
  };
  const name = file.replace(/\.st$/i, '.ld');
  const isThere = session.text(controller, name) !== undefined;
  const whyNot = whyNotNew ?? (isThere ? t('program.beside.to-ladder.there', { name }) : null);

  return (
    <div className="wb-beside">
      <header className="wb-beside-head">
        <h3>{t('program.beside.drawn', { file })}</h3>
        {drawn && 'file' in drawn && (
          <ActionButton
            icon={CircuitBoard}
            look="quiet"
            label={t('program.beside.to-ladder')}
            about={t('program.beside.to-ladder.about', { name })}
            why={whyNot}
            onPress={() =>
              void beginInLadder({ session, t, controller }, { name, text: drawn.file.text }).then(
                (begun) => begun && onShow({ controller, file: name }),
              )
            }
          />
        )}
      </header>
      {!drawn && <p className="wb-message">{t('program.beside.waits')}</p>}
      {drawn && 'refused' in drawn && <p className="wb-message">{drawingRefusals[drawn.refused][locale]}</p>}
      {pou && (
        <div className="ld">
          <LadderView
            pou={pou}
            t={t}
            id={id}
            label={t('program.beside.drawn', { file })}
            zoom={0.8}
            live={null}
            findings={[]}
            breakpoints={none}
            standsAt={null}
            sentenceOf={(network) => (pou.networks[network] ? sentenceOf(pou.networks[network], locale) : '')}
            nameOf={(network, path) => {
              const element = elementAt(pou, [network, ...path]);
              return element ? nameOf(element, locale) : '';
            }}
            selected={new Set(here < 0 ? [] : [String(here)])}
            current={here < 0 ? null : [here]}
            activeId={here < 0 ? undefined : `${id}-${here}`}
            hands={view}
            handlers={{
              onKeyDown: byKey,
              onPointerDown: ({ target }) => {
                const network =
                  target instanceof Element ? target.closest<HTMLElement>('.ld-network')?.dataset.network : undefined;
                if (network !== undefined) goTo(Number(network));
              },
            }}
          />
        </div>
      )}
    </div>
  );
}
