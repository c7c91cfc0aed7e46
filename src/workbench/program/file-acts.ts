/** What a reader does to whole files, each act with the way back. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { LabSession } from '../lab-session.ts';
import type { Words } from '../words.ts';

type Refused = LocalizedText | null;
interface At {
  session: LabSession;
  t: Words;
  controller: string;
}

export async function createFile({ session, t, controller }: At, name: string): Promise<Refused> {
  const create = () => session.changeFile({ do: 'create', controller, name, text: '' });
  const refused = await create();
  if (refused !== null) return refused;
  let text = '';
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
