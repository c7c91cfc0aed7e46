/** What the language service says about a file, asked anew when its text has changed and the reader pauses. */
import type { editor as MonacoEditor } from 'monaco-editor/editor';
import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 150;

/** `undefined` until the first answer; an answer that failed changes nothing. `also`: what else the answer depends on. */
export function useTold<T>(model: MonacoEditor.ITextModel, ask: () => Promise<T | undefined>, also?: unknown): T | undefined {
  const [told, setTold] = useState<T | undefined>(undefined);
  const latest = useRef(ask);
  latest.current = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when that is another
  useEffect(() => {
    let gone = false;
    let timer = 0;
    const tell = () =>
      void latest.current().then((answer) => {
        if (!gone && answer !== undefined) setTold(answer);
      });
    tell();
    const listening = model.onDidChangeContent(() => {
      clearTimeout(timer);
      timer = window.setTimeout(tell, PAUSE_MS);
    });
    return () => {
      gone = true;
      clearTimeout(timer);
      listening.dispose();
    };
  }, [model, also]);
  return told;
}
