/** The editor of one controller, loaded on demand, and what the pane hears from it. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Diagnostic, Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { LabSession } from '../lab-session.ts';
import { useLab, usePreferences, useRig, useWorkbench } from '../workbench-context.ts';
import type { FilePlace } from './FileTabs.tsx';
import type { ProgramEditor } from './program-editor.ts';

interface ProgramEditorState {
  /** `null` until it is loaded, and while another controller's takes its place. */
  editor: ProgramEditor | null;
  failed: boolean;
  languageBroken: boolean;
  diagnostics: readonly Diagnostic[];
}

export function useProgramEditor(
  host: RefObject<HTMLDivElement | null>,
  place: FilePlace,
  onLeave: () => void,
): ProgramEditorState {
  const { session, t, locale } = useWorkbench();
  const lab = useLab();
  const preferences = usePreferences();
  const [editor, setEditor] = useState<ProgramEditor | null>(null);
  const [failed, setFailed] = useState(false);
  const [languageBroken, setLanguageBroken] = useState(false);
  const [diagnostics, setDiagnostics] = useState<readonly Diagnostic[]>([]);
  const latest = useRef({ onLeave, file: place.file });
  latest.current = { onLeave, file: place.file };
  const { controller, file } = place;
  const ready = lab.work.kind === 'ready';

  useEffect(() => {
    if (!ready) return;
    let gone = false;
    let made: ProgramEditor | null = null;
    loadEditor(session, locale).then(
      ({ ProgramEditor }) => {
        if (gone || !host.current) return;
        made = new ProgramEditor({
          host: host.current,
          session,
          controller,
          locale,
          preferences: session.preferences.getSnapshot(),
          words: {
            statement: t('stepping.next'),
            breakpoint: t('stepping.breakpoint'),
            covered: t('program.coverage.covered'),
            uncovered: t('program.coverage.uncovered'),
          },
          onLeave: () => latest.current.onLeave(),
          onDiagnostics: setDiagnostics,
          onLanguageBroken: () => setLanguageBroken(true),
        });
        made.open(latest.current.file, t('program.editor', { controller, file: latest.current.file }));
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
  }, [ready, session, controller, locale, t, host]);

  // The texts first, for the file may be new; then the file.
  useEffect(() => {
    if (lab.loads > 0) editor?.reload();
    editor?.open(file, t('program.editor', { controller, file }));
  }, [editor, controller, file, t, lab.loads]);
  useEffect(() => {
    editor?.setPreferences(preferences);
  }, [editor, preferences]);
  useEffect(() => {
    editor?.code.updateOptions({ readOnly: lab.readOnly });
  }, [editor, lab.readOnly]);
  return { editor, failed, languageBroken, diagnostics };
}

/** What the rig says of the file that is shown: the compiler's findings, the fault, the statement that comes next, live values. */
export function useRigMarks(editor: ProgramEditor | null, { controller, file }: FilePlace, live: boolean): void {
  const { session } = useWorkbench();
  const lab = useLab();
  const { rig, signals, tick } = useRig();
  const { locale } = useWorkbench();
  const stale = lab.differs[controller];
  const outcome = lab.downloads[controller];
  useEffect(() => {
    editor?.setServerDiagnostics(outcome && 'report' in outcome ? outcome.report.diagnostics : []);
  }, [editor, outcome]);

  useEffect(() => {
    // Names of signals change with a download: the lines are matched anew.
    if (signals) editor?.setLive(live);
  }, [editor, live, signals]);

  const fault = rig?.controllers[controller]?.fault ?? null;
  useEffect(() => {
    editor?.setFault(fault && fault.file === file && !stale ? fault.line : null, fault?.message[locale] ?? '');
  }, [editor, fault, file, locale, stale]);

  const statement = rig?.time.statement ?? null;
  const next = statement?.stack[0]?.range ?? null;
  // By what it says: every message about the rig's state brings a new object.
  const standsAt = statement && next ? `${statement.controller} ${next.file} ${next.start} ${statement.number} ${tick}` : '';
  const stand = useRef({ statement, next });
  stand.current = { statement, next };
  useEffect(() => {
    const { statement: at, next: range } = stand.current;
    const here = standsAt !== '' && at?.controller === controller && range?.file === file && !stale;
    editor?.setStatement(here ? range : null);
  }, [editor, standsAt, controller, file, stale]);
  useEffect(() => {
    session.time.controller = controller;
  }, [session, controller]);
  useEffect(() => session.onBreakpointKey(() => editor?.toggleBreakpoint()), [session, editor]);
}

/** The editor's own words (its menus, its screen-reader help) must be there before its code runs. */
async function loadEditor(session: LabSession, locale: Locale): Promise<typeof import('./program-editor.ts')> {
  // Its code takes half a second to start, in which nothing on the page moves: the scene comes first.
  await session.firstValues;
  if (locale === 'zh-CN') await import('monaco-editor/nls/lang/zh-cn');
  return import('./program-editor.ts');
}
