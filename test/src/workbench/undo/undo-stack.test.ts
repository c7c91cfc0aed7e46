import { describe, expect, test } from 'vitest';
import { UndoStack } from '../../../../src/workbench/undo/undo-stack.ts';

/** A lamp that can be switched, and whether the rig takes it. */
function lamp() {
  const state = { on: false, reachable: true };
  const put = (on: boolean) => () => {
    if (!state.reachable) return false;
    state.on = on;
    return true;
  };
  const act = (on: boolean) => ({ label: on ? 'on' : 'off', undo: put(!on), redo: put(on) });
  return { state, act };
}

describe('undo of what is not text', () => {
  test('goes back act by act, and forward again', async () => {
    const { state, act } = lamp();
    const stack = new UndoStack();
    state.on = true;
    stack.did(act(true));
    state.on = false;
    stack.did(act(false));
    await stack.undo();
    expect(state.on).toBe(true);
    await stack.undo();
    expect(state.on).toBe(false);
    expect(stack.getState().undo).toBeNull();
    await stack.redo();
    expect(state.on).toBe(true);
    expect(stack.getState()).toMatchObject({ undo: { label: 'on' }, redo: { label: 'off' }, last: { kind: 'redid' } });
  });

  test('can be asked for while an act is under way, and takes back that one', async () => {
    const { state, act } = lamp();
    const stack = new UndoStack();
    const told: boolean[] = [];
    stack.subscribe(() => told.push(stack.getState().underWay));
    const answer = Promise.withResolvers<void>();
    const doing = stack.during(async () => {
      state.on = true;
      await answer.promise;
      stack.did(act(true));
    });
    // Its effect is seen, its answer has not come.
    expect(stack.getState()).toMatchObject({ undo: null, underWay: true });
    const undone = stack.undo();
    answer.resolve();
    await Promise.all([doing, undone]);
    expect(state.on).toBe(false);
    expect(told.at(0)).toBe(true);
    expect(stack.getState()).toMatchObject({ undo: null, redo: { label: 'on' }, underWay: false });
  });

  test('what cannot be undone now stays undoable', async () => {
    const { state, act } = lamp();
    const stack = new UndoStack();
    state.on = true;
    stack.did(act(true));
    state.reachable = false;
    await stack.undo();
    expect(state.on).toBe(true);
    expect(stack.getState()).toMatchObject({ undo: { label: 'on' }, redo: null });
    state.reachable = true;
    await stack.undo();
    expect(state.on).toBe(false);
  });

  test('a new act lets go of what was undone', async () => {
    const { act } = lamp();
    const stack = new UndoStack();
    stack.did(act(true));
    await stack.undo();
    stack.did(act(false));
    expect(stack.getState().redo).toBeNull();
  });

  test('a key pressed twice while the first undo is under way undoes once', async () => {
    const stack = new UndoStack();
    let undone = 0;
    let answer: (done: boolean) => void = () => {};
    const slow = () =>
      new Promise<boolean>((resolve) => {
        undone += 1;
        answer = resolve;
      });
    stack.did({ label: 'force', undo: slow, redo: slow });
    stack.did({ label: 'force', undo: slow, redo: slow });
    const first = stack.undo();
    await stack.undo();
    answer(true);
    await first;
    expect(undone).toBe(1);
  });

  test('an act that is still on its way is what an undo takes back, not the one before', async () => {
    const { state, act } = lamp();
    const stack = new UndoStack();
    state.on = true;
    stack.did(act(true));
    let answer: () => void = () => {};
    void stack.during(async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      state.on = false;
      stack.did(act(false));
    });
    const undone = stack.undo();
    answer();
    await undone;
    expect(state.on).toBe(true);
    expect(stack.getState()).toMatchObject({ undo: { label: 'on' }, redo: { label: 'off' } });
  });

  test('a hundred acts are kept', async () => {
    const stack = new UndoStack();
    let undone = 0;
    const count = () => {
      undone += 1;
      return true;
    };
    for (let act = 0; act < 150; act++) stack.did({ label: String(act), undo: count, redo: count });
    for (let act = 0; act < 150; act++) await stack.undo();
    expect(undone).toBe(100);
  });
});
