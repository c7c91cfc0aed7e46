import { useEffect, useRef } from 'react';
import type { Locale } from '../props.ts';
import type { DeskSnapshot, LabDesk } from './lab-desk.ts';
import type { LabEditorWords } from './words.ts';

interface Of {
  desk: LabDesk;
  conflict: NonNullable<DeskSnapshot['conflict']>;
  mine: string;
  locale: Locale;
  t: LabEditorWords;
}

/** Two people have saved one file: both texts side by side, and the author says which one stands. */
export function Conflict({ desk, conflict, mine, t }: Of) {
  const host = useRef<HTMLDivElement>(null);
  const theirs = conflict.theirs?.text ?? null;
  useEffect(() => {
    if (theirs === null) return;
    let end = () => {};
    let gone = false;
    void Promise.all([import('../program/monaco.ts'), import('../program/editor-options.ts')]).then(
      ([{ monaco }, { editorOptions }]) => {
        if (gone || !host.current) return;
        const [original, modified] = [monaco.editor.createModel(theirs), monaco.editor.createModel(mine)];
        const shown = monaco.editor.createDiffEditor(host.current, {
          ...editorOptions(),
          readOnly: true,
          originalEditable: false,
        });
        shown.setModel({ original, modified });
        end = () => {
          shown.dispose();
          original.dispose();
          modified.dispose();
        };
      },
    );
    return () => {
      gone = true;
      end();
    };
  }, [theirs, mine]);
  return (
    <div className="le-conflict" role="alert">
      <p>{t(theirs === null ? 'author.lab.conflict.gone' : 'author.lab.conflict', { name: conflict.name })}</p>
      {theirs !== null && (
        <>
          <div className="le-sides">
            <strong>{t('author.lab.conflict.theirs')}</strong>
            <strong>{t('author.lab.conflict.mine')}</strong>
          </div>
          <div ref={host} className="le-difference" />
        </>
      )}
      <div className="le-row">
        <button type="button" className="button" onClick={() => void desk.keepMine()}>
          {t('author.lab.conflict.keep')}
        </button>
        <button type="button" className="button button-quiet" onClick={() => desk.takeTheirs()}>
          {t('author.lab.conflict.take')}
        </button>
      </div>
    </div>
  );
}
