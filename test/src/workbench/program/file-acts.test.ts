import { expect, test } from 'vitest';
import type { FileChange } from '#academy/api.ts';
import type { LabSession } from '../../../../src/workbench/lab-session.ts';
import { createFile, deleteFile, renameFile, restoreText } from '../../../../src/workbench/program/file-acts.ts';
import { UndoStack } from '../../../../src/workbench/undo/undo-stack.ts';

const no = { en: 'no', 'zh-CN': '不' };

function desk(files: Record<string, string> = {}) {
  const texts = new Map(Object.entries(files));
  const undo = new UndoStack();
  const state = { refuse: false, refused: null as object | null };
  const session = {
    undo,
    text: (_: string, file: string) => texts.get(file),
    replaceText: (_: string, file: string, text: string) => texts.set(file, text),
    refuse: (_: string, message: object | null) => {
      state.refused = message;
    },
    changeFile: async (change: FileChange) => {
      if (state.refuse) return no;
      if (change.do === 'create') texts.set(change.name, change.text);
      else if (change.do === 'rename') texts.set(change.to, texts.get(change.name) ?? '');
      if (change.do !== 'create') texts.delete(change.name);
      return null;
    },
  } as unknown as LabSession;
  return { at: { session, t: (word: string) => word, controller: 'plc' } as never, texts, undo, state };
}

test('a new file goes with undo, and comes back with what was typed in it', async () => {
  const { at, texts, undo } = desk();
  expect(await createFile(at, 'a.st', '')).toBeNull();
  texts.set('a.st', 'typed');
  await undo.undo();
  expect([...texts]).toEqual([]);
  await undo.redo();
  expect([...texts]).toEqual([['a.st', 'typed']]);
});

test('a deleted file comes back with its text, a renamed one with its name', async () => {
  const { at, texts, undo } = desk({ 'a.st': 'text' });
  await renameFile(at, 'a.st', 'b.st');
  await deleteFile(at, 'b.st');
  expect(texts.size).toBe(0);
  await undo.undo();
  expect([...texts]).toEqual([['b.st', 'text']]);
  await undo.undo();
  expect([...texts]).toEqual([['a.st', 'text']]);
});

test('what is refused is not undoable, and is said', async () => {
  const { at, undo, state } = desk({ 'a.st': 'text' });
  state.refuse = true;
  expect(await createFile(at, 'b.st', '')).toEqual(no);
  await deleteFile(at, 'a.st');
  expect(state.refused).toEqual(no);
  expect(undo.getState().undo).toBeNull();
});

test('a restored text can be taken back and restored again; of a file that is gone it stays undoable', async () => {
  const { at, texts, undo } = desk({ 'a.st': 'now' });
  restoreText(at, 'a.st', 'then');
  expect(texts.get('a.st')).toBe('then');
  await undo.undo();
  expect(texts.get('a.st')).toBe('now');
  await undo.redo();
  expect(texts.get('a.st')).toBe('then');
  texts.delete('a.st');
  await undo.undo();
  expect(undo.getState().undo?.label).toBe('files.did.restore');
});
