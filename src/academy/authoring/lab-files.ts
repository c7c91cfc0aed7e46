/**
 * The files of a lab in an academy's draft, as its editor asks for them. A save over what somebody else has saved meanwhile writes nothing and
 * shows theirs; what is saved opens the steps of every trial of the lab again.
 */

import { sizeLimitOf } from '../library/archive/file-kinds.ts';
import { reasons } from '../library/archive/reasons.ts';
import type { Draft } from '../library/draft.ts';
import type { Unit } from '../library/unit.ts';
import { lookAt } from './findings.ts';
import type { FileDeed, LabFiles, Written } from './lab-api.ts';

const isPicture = (name: string): boolean => sizeLimitOf(name)?.reason === 'picture-too-big';
/** Without it there is no lab. */
const definition = 'lab.yaml';
const mostFiles = 300;

const needed = {
  en: 'A lab is nothing without lab.yaml. Change what stands in it, or discard the whole draft.',
  'zh-CN': '没有 lab.yaml 就不成其为实验。请修改其内容，或放弃整个草稿。',
};
const tooMany = {
  en: `A lab has at most ${mostFiles} files. Take away those that nothing uses.`,
  'zh-CN': `一个实验最多 ${mostFiles} 个文件。请删除不再使用的文件。`,
};
const changed = {
  en: 'Somebody else has saved this file meanwhile. Nothing was taken away; look at it, then try again.',
  'zh-CN': '此文件刚刚被其他人保存过，没有删除任何内容。请查看后再试。',
};
const missing = {
  en: 'There is no file of this name any more: somebody has taken it away or named it anew. The list is as it stands now.',
  'zh-CN': '已没有这个名称的文件：有人删除或重命名了它。列表已更新。',
};

export function filesOf(draft: Draft, unit: Unit): LabFiles {
  const { lab, ...looked } = lookAt(draft.root, unit);
  const files = draft.files(unit).flatMap((name) => {
    const file = draft.read(unit, name);
    return file === null ? [] : [{ name, bytes: file.content.byteLength, hash: file.hash, picture: isPicture(name) }];
  });
  const programs = lab === null ? [] : Object.values(lab.start).map((list) => list.map(({ name }) => name));
  return { files, ...looked, programs };
}

/** `null` when there is no such text. */
export function textOf(draft: Draft, unit: Unit, name: string): { name: string; text: string; hash: string } | null {
  const file = isPicture(name) ? null : draft.read(unit, name);
  return file && { name, text: file.content.toString('utf8'), hash: file.hash };
}

export function write(draft: Draft, unit: Unit, file: { name: string; text: string; base: string | null }): Written {
  const { name, text, base } = file;
  const fresh = base === null && draft.read(unit, name) === null;
  if (fresh && draft.taken(unit, name)) return { outcome: 'refused', message: reasons['name-twice'] };
  if (fresh && draft.files(unit).length >= mostFiles) return { outcome: 'refused', message: tooMany };
  const done = draft.write(unit, name, Buffer.from(text, 'utf8'), base);
  if ('hash' in done) {
    const { lab: _, ...looked } = lookAt(draft.root, unit, { name, text });
    return { outcome: 'saved', hash: done.hash, ...looked };
  }
  if (done.refused === 'changed') return { outcome: 'changed', theirs: textOf(draft, unit, name) };
  return { outcome: 'refused', message: reasons[done.refused] };
}

/** `null` when it is done. */
export function doWith(draft: Draft, unit: Unit, deed: FileDeed): { en: string; 'zh-CN': string } | null {
  if (deed.name === definition) return needed;
  const stands = draft.read(unit, deed.name);
  if (stands === null) return missing;
  if (deed.do === 'delete') {
    if (stands.hash !== deed.base) return changed;
    draft.remove(unit, deed.name);
    return null;
  }
  const moved = draft.move(unit, deed.name, deed.to);
  if ('hash' in moved) return null;
  return moved.refused === 'missing' ? missing : reasons[moved.refused];
}
