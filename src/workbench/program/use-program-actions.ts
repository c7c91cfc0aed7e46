/** What can be done in the program pane, for the palette and the keys. */
import { useSyncExternalStore } from 'react';
import { useActions } from '../actions/use-actions.ts';
import { usePreferences, useWorkbench } from '../workbench-context.ts';
import type { FilePlace } from './FileTabs.tsx';
import type { ProgramEditor } from './program-editor.ts';

interface ProgramActions {
  place: FilePlace;
  editor: ProgramEditor | null;
  live: boolean;
  coverage: boolean;
  comparing: boolean;
  beside: boolean;
  /** Why nothing can be downloaded, edited, added; why this file can be neither renamed nor deleted. */
  why: string | null;
  whyNotEdit: string | null;
  whyNotNew: string | null;
  whyNotOwn: string | null;
  acts: {
    newFile: () => void;
    renameFile: () => void;
    deleteFile: () => void;
    compare: () => void;
    setLive: (on: boolean) => void;
    setCoverage: (on: boolean) => void;
    setBeside: (on: boolean) => void;
    importProject: () => void;
    exportProject: () => void;
    print: () => void;
  };
}

export function useProgramActions({ place, editor, live, coverage, comparing, beside, acts, ...reasons }: ProgramActions): void {
  const { session, t } = useWorkbench();
  const { tabMovesFocus } = usePreferences();
  const { why, whyNotEdit, whyNotNew, whyNotOwn } = reasons;
  const { breakpoints, props } = session;
  useSyncExternalStore(breakpoints.subscribe, breakpoints.getVersion, breakpoints.getVersion);
  // The controller that is shown first: a key means that one.
  const controllers = [
    place.controller,
    ...props.controllers.map(({ name }) => name).filter((name) => name !== place.controller),
  ];
  const subject = (controller: string) => (controllers.length > 1 ? { subject: controller } : {});
  const noBreakpoint = Object.keys(breakpoints.all(place.controller)).length === 0;
  useActions([
    ...controllers.flatMap((controller) => [
      { id: 'download' as const, ...subject(controller), why, run: (): void => void session.download(controller, 'online') },
      {
        id: 'download.restart' as const,
        ...subject(controller),
        why,
        run: (): void => void session.download(controller, 'restart'),
      },
    ]),
    { id: 'format', why: whyNotEdit, run: () => editor?.format() },
    { id: 'outline', why: whyNotEdit, run: () => editor?.quickOutline() },
    { id: 'compare', why: whyNotEdit, on: comparing, run: acts.compare },
    { id: 'file.new', why: whyNotNew, run: acts.newFile },
    { id: 'file.rename', subject: place.file, why: whyNotOwn, run: acts.renameFile },
    { id: 'file.delete', subject: place.file, why: whyNotOwn, run: acts.deleteFile },
    { id: 'plcopen.import', why: whyNotNew ?? whyNotEdit, run: acts.importProject },
    { id: 'plcopen.export', why: whyNotEdit, run: acts.exportProject },
    { id: 'print', why: whyNotEdit, run: acts.print },
    { id: 'live-values', on: live, run: () => acts.setLive(!live) },
    { id: 'coverage', on: coverage, run: () => acts.setCoverage(!coverage) },
    { id: 'beside', why: whyNotEdit, on: beside, run: () => acts.setBeside(!beside) },
    { id: 'tab-moves-focus', on: tabMovesFocus, run: () => session.preferences.save({ tabMovesFocus: !tabMovesFocus }) },
    { id: 'breakpoint', why: whyNotEdit, run: () => session.toggleBreakpoint() },
    { id: 'run-to', why: noBreakpoint ? t('program.breakpoints.none') : why, run: () => session.runToBreakpoint() },
  ]);
}
