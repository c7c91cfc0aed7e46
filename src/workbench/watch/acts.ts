/** Writing and forcing, each with its undo: a new act that puts things as they were. */
import type { WireSignal } from '#sandbox/wire/messages.ts';
import type { LabSession } from '../lab-session.ts';
import type { PaneName } from '../props.ts';
import type { Force, RigRequest } from '../rig/rig-connection.ts';
import { formatValue, literalOf } from '../rig/value-format.ts';
import type { Words } from '../words.ts';

type Literal = Force['value'];

/** Who acts: a refusal is shown in the pane that asked. */
export interface Hands {
  session: LabSession;
  t: Words;
  pane: PaneName;
}

/** Puts a value once: into a variable, an output or an input of the plant; the program may write another in the next scan. */
export function write({ session, t, pane }: Hands, signal: WireSignal, value: Literal): Promise<void> {
  return session.undo.during(async () => {
    const type = signal.writable ? 'write' : 'operate';
    const before = session.store.value(signal.name);
    const put = (literal: Literal) => ask(session, pane, signal.name, { type, signal: signal.name, value: literal });
    if (!(await put(value))) return;
    // Not known, or NaN and its kin, which no message can carry: there is nothing to put back.
    if (before === undefined || (typeof before === 'number' && !Number.isFinite(before))) return;
    session.undo.did({
      label: t('watch.did.write', { name: signal.name, value: formatValue(value, signal.type) }),
      undo: () => put(literalOf(before, signal.type)),
      redo: () => put(value),
    });
  });
}

export function force({ session, t, pane }: Hands, signal: WireSignal, value: Literal): Promise<void> {
  return session.undo.during(async () => {
    const before = session.connection.getSnapshot().forces.find((one) => one.signal === signal.name);
    const put = (literal: Literal) => ask(session, pane, signal.name, { type: 'force', signal: signal.name, value: literal });
    if (!(await put(value))) return;
    session.undo.did({
      label: t('watch.did.force', { name: signal.name, value: formatValue(value, signal.type) }),
      undo: () => (before ? put(before.value) : ask(session, pane, signal.name, { type: 'unforce', signal: signal.name })),
      redo: () => put(value),
    });
  });
}

export function unforce({ session, t, pane }: Hands, signal: string): Promise<void> {
  return session.undo.during(async () => {
    const before = session.connection.getSnapshot().forces.find((one) => one.signal === signal);
    const remove = () => ask(session, pane, signal, { type: 'unforce', signal });
    if (!(await remove()) || !before) return;
    session.undo.did({
      label: t('watch.did.unforce', { name: signal }),
      undo: () => ask(session, pane, signal, { type: 'force', signal, value: before.value }),
      redo: remove,
    });
  });
}

export function unforceAll({ session, t, pane }: Hands): Promise<void> {
  return session.undo.during(async () => {
    const before = session.connection.getSnapshot().forces;
    const remove = () => ask(session, pane, '', { type: 'unforce-all' });
    if (!(await remove()) || before.length === 0) return;
    session.undo.did({
      label: t('watch.did.unforce-all', { count: before.length }),
      undo: async () => {
        const done = await Promise.all(
          before.map(({ signal, value }) => ask(session, pane, signal, { type: 'force', signal, value })),
        );
        return done.every(Boolean);
      },
      redo: remove,
    });
  });
}

async function ask(session: LabSession, pane: PaneName, signal: string, request: RigRequest): Promise<boolean> {
  return (await session.ask(pane, signal, request)).ok;
}
