/** The editor of the gateway's file, loaded on demand, and what the pane hears from it. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { GatewayProblem } from '#sandbox/wire/gateway.ts';
import { useLab, usePreferences, useWorkbench } from '../workbench-context.ts';
import type { GatewayEditor } from './gateway-editor.ts';
import { controller } from './gateway-program.ts';

interface GatewayEditorState {
  editor: GatewayEditor | null;
  failed: boolean;
  /** `null`: not known. */
  problems: readonly GatewayProblem[] | null;
}

export function useGatewayEditor(host: RefObject<HTMLDivElement | null>, onLeave: () => void): GatewayEditorState {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const preferences = usePreferences();
  const [editor, setEditor] = useState<GatewayEditor | null>(null);
  const [failed, setFailed] = useState(false);
  const [problems, setProblems] = useState<readonly GatewayProblem[] | null>([]);
  const leave = useRef(onLeave);
  leave.current = onLeave;
  const ready = lab.work.kind === 'ready';

  useEffect(() => {
    if (!ready) return;
    let gone = false;
    let made: GatewayEditor | null = null;
    const load = async () => {
      // Its code takes half a second to start, in which nothing on the page moves: values come first.
      await session.firstValues;
      // The editor's own words must be there before its code runs.
      if (locale === 'zh-CN') await import('monaco-editor/nls/lang/zh-cn');
      return import('./gateway-editor.ts');
    };
    load().then(
      ({ GatewayEditor }) => {
        if (gone || !host.current) return;
        made = new GatewayEditor({
          host: host.current,
          session,
          locale,
          label: t('gateway.editor'),
          preferences: session.preferences.getSnapshot(),
          onLeave: () => leave.current(),
          onProblems: setProblems,
        });
        setEditor(made);
      },
      (error: unknown) => {
        console.error(error);
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
      made?.stop();
      setEditor(null);
    };
  }, [ready, session, locale, t, host]);

  useEffect(() => {
    if (lab.loads > 0) editor?.reload();
  }, [editor, lab.loads]);
  useEffect(() => {
    editor?.setPreferences(preferences);
  }, [editor, preferences]);
  useEffect(
    () =>
      session.onShow((place) => {
        if (place.controller !== controller || !editor) return;
        // After the tab of the file is in front.
        setTimeout(() => editor.show(place.line, place.column));
        session.shown();
      }),
    [session, editor],
  );
  return { editor, failed, problems };
}
