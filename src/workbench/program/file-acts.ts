/** What a reader does to whole files, each act with the way back. */
import type { LocalizedText, SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { LabSession } from '../lab-session.ts';
import type { Words } from '../words.ts';

type Refused = LocalizedText | null;
interface At {
  session: LabSession;
  t: Words;
  controller: string;
}

export async function createFile({ session, t, controller }: At, name: string, begun: string): Promise<Refused> {
  let text = begun;
  const refused = await session.changeFile({ do: 'create', controller, name, text });
  if (refused !== null) return refused;
  session.undo.did({
    label: t('files.did.create', { name }),
    undo: () => {
      text = session.text(controller, name) ?? '';
      return done(session, session.changeFile({ do: 'delete', controller, name }));
    },
    redo: () => done(session, session.changeFile({ do: 'create', controller, name, text })),
  });
  return null;
}

/** The lab's start as a ladder takes the place of the text of the same name, which is kept and returns when the ladder goes. */
export async function beginInLadder({ session, t, controller }: At, ladder: { name: string; text: string }): Promise<boolean> {
  let { text } = ladder;
  const begin = () => done(session, session.changeFile({ do: 'create', controller, name: ladder.name, text }));
  if (!(await begin())) return false;
  session.undo.did({
    label: t('files.did.ladder'),
    undo: () => {
      text = session.text(controller, ladder.name) ?? '';
      return done(session, session.changeFile({ do: 'delete', controller, name: ladder.name }));
    },
    redo: begin,
  });
  return true;
}

/** A ladder's text takes its place, in the file of the same name; undone, both are as they were. */
export async function goOnInText({ session, t, controller }: At, ladder: string, text: string): Promise<boolean> {
  const name = ladder.replace(/\.ld$/, '.st');
  const change = (what: Parameters<LabSession['changeFile']>[0]) => done(session, session.changeFile(what));
  let drawing = '';
  let before: string | undefined;
  const go = async () => {
    drawing = session.text(controller, ladder) ?? '';
    if (!(await change({ do: 'delete', controller, name: ladder }))) return false;
    // What it stood in for has returned with that.
    before = session.text(controller, name);
    if (before === undefined) return change({ do: 'create', controller, name, text });
    session.replaceText(controller, name, text);
    return true;
  };
  if (!(await go())) return false;
  session.undo.did({
    label: t('files.did.text'),
    undo: async () => {
      if (before === undefined && !(await change({ do: 'delete', controller, name }))) return false;
      if (before !== undefined) session.replaceText(controller, name, before);
      return change({ do: 'create', controller, name: ladder, text: drawing });
    },
    redo: go,
  });
  return true;
}

export async function renameFile({ session, t, controller }: At, from: string, to: string): Promise<Refused> {
  const rename = (name: string, next: string) => session.changeFile({ do: 'rename', controller, name, to: next });
  const refused = await rename(from, to);
  if (refused !== null) return refused;
  session.undo.did({
    label: t('files.did.rename', { from, to }),
    undo: () => done(session, rename(to, from)),
    redo: () => done(session, rename(from, to)),
  });
  return null;
}

export async function deleteFile({ session, t, controller }: At, name: string): Promise<void> {
  const text = session.text(controller, name) ?? '';
  const remove = () => done(session, session.changeFile({ do: 'delete', controller, name }));
  if (!(await remove())) return;
  session.undo.did({
    label: t('files.did.delete', { name }),
    undo: () => done(session, session.changeFile({ do: 'create', controller, name, text })),
    redo: remove,
  });
}

/** Files of a project that was read, all or none. Those that are there get other texts; a ladder stands in for the text of its name. */
export async function importFiles(
  { session, t, controller }: At,
  project: string,
  files: readonly SourceFile[],
): Promise<boolean> {
  let taken: (() => Promise<boolean>)[] = [];
  const put = async ({ name, text }: SourceFile): Promise<Refused> => {
    const before = session.text(controller, name);
    if (before === undefined) {
      const refused = await session.changeFile({ do: 'create', controller, name, text });
      if (refused === null) taken.push(() => done(session, session.changeFile({ do: 'delete', controller, name })));
      return refused;
    }
    session.replaceText(controller, name, text);
    taken.push(async () => {
      session.replaceText(controller, name, before);
      return true;
    });
    return null;
  };
  const back = async (): Promise<boolean> => {
    for (const undo of taken.toReversed()) if (!(await undo())) return false;
    taken = [];
    return true;
  };
  const go = async (): Promise<boolean> => {
    for (const file of files) {
      const refused = await put(file);
      if (refused === null) continue;
      await back();
      session.refuse('program', refused);
      return false;
    }
    session.refuse('program', null);
    return true;
  };
  if (!(await go())) return false;
  session.undo.did({ label: t('files.did.import', { name: project }), undo: back, redo: go });
  return true;
}

/** Another text in place of a file's; undone by putting the first one back, which is an edit again. */
export function restoreText({ session, t, controller }: At, name: string, text: string): void {
  const before = session.text(controller, name) ?? '';
  const put = (other: string) => () => {
    if (session.text(controller, name) === undefined) return false;
    session.replaceText(controller, name, other);
    return true;
  };
  if (put(text)()) session.undo.did({ label: t('files.did.restore', { name }), undo: put(before), redo: put(text) });
}

/** Says in the pane why not. */
async function done(session: LabSession, change: Promise<Refused>): Promise<boolean> {
  const refused = await change;
  session.refuse('program', refused);
  return refused === null;
}
