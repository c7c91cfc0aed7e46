/**
 * What VAR_CONFIG and VAR_ACCESS add to a program. A variable `AT %I*` lives in its instance, because each instance of its block may
 * have another address: it is copied from the image before its program runs and, for %Q and %M, back behind it. The image of the
 * inputs does not change during a scan, so that nobody can tell the difference.
 */
import type { CheckedProgram, InstanceSetting, Variable } from '../semantics/checked.ts';
import type { Layout, Node } from './compiled.ts';
import { digestText } from './digest.ts';
import { writeInitial } from './initial.ts';
import type { Region } from './layout.ts';
import { RegionLinks } from './links.ts';
import type { ModuleContext } from './lowering.ts';
import { instanceExtent, sizeOf } from './sizes.ts';
import { findNode } from './symbols.ts';
import type { Code } from './wasm/code.ts';
import { op } from './wasm/opcodes.ts';

type Extended = Parameters<typeof instanceExtent>[0];

/** Where instances begin: those of programs by number, and globals. */
export type Beginnings = Pick<Region, 'globals' | 'instances'>;

const blockOf = ({ type }: Variable): Extended | null => (type.kind === 'instance' ? type.block : null);

/** The variable's offset in the region. */
export function offsetOf(
  program: CheckedProgram,
  { globals, instances }: Beginnings,
  { instance, path }: Pick<InstanceSetting, 'instance' | 'path'>,
): number {
  const isGlobal = typeof instance !== 'number';
  let pou: Extended | null = (isGlobal ? blockOf(instance) : program.instances[instance]?.program) ?? null;
  let offset = (isGlobal ? globals.get(instance) : instances[instance]) ?? 0;
  for (const variable of path) {
    if (!pou) throw new Error(`${variable.name} is inside of what has no variables`);
    offset += instanceExtent(pou).offsets.get(variable) ?? 0;
    pou = blockOf(variable);
  }
  return offset;
}

const rootName = (program: CheckedProgram, root: InstanceSetting['instance']): string =>
  typeof root === 'number' ? (program.instances[root]?.name ?? '') : root.name;

/** Shows configured variables where their address is, and enters the names of VAR_ACCESS. */
export function applySettings(program: CheckedProgram, layout: Layout): void {
  const { settings = [], access = [] } = program;
  if (settings.length === 0 && access.length === 0) return;
  for (const { instance, path, address } of settings) {
    if (!address) continue;
    const names = [rootName(program, instance), ...path.map(({ name }) => name)];
    const node = findNode(layout, names.join('.'));
    if (!node) continue;
    node.offset = layout.image[address.area].offset + address.byte;
    node.bit = address.size === 'X' && node.type.kind === 'elementary' ? address.bit : -1;
    node.address = address.text;
  }
  for (const { name, path, writable, range, instance } of access) {
    const found = findNode(layout, path);
    const own = instance === undefined ? null : findNode(layout, program.instances[instance]?.name ?? '');
    if (!found || (own === null && findNode(layout, name))) continue;
    const section = own === null ? 'global' : 'local';
    const node: Node = { ...found, name, section, range, retain: false, constant: found.constant || !writable };
    (own?.children ?? layout.roots).push(node);
  }
  const described = [
    settings.map(({ instance, path, address }) => [
      typeof instance === 'number' ? instance : instance.name,
      path.map(({ name }) => name),
      address?.text,
    ]),
    access.map(({ name, path, writable }) => [name, path, writable]),
  ];
  layout.hash = digestText(JSON.stringify([layout.hash, described]));
}

/** The initial values of VAR_CONFIG, over those of the declarations. */
export function writeSettings(picture: Uint8Array, program: CheckedProgram, region: Region): void {
  const { globals, layout } = region;
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength);
  const { image } = layout;
  const links = new RegionLinks(view, globals, image);
  for (const setting of program.settings ?? []) {
    const variable = setting.path.at(-1);
    if (!variable) continue;
    const { address } = setting;
    const offset = offsetOf(program, region, setting);
    if (setting.initial !== null) {
      new Uint8Array(view.buffer, view.byteOffset + offset, sizeOf(variable.type)).fill(0);
      writeInitial(view, offset, variable.type, setting.initial, links);
    }
    if (!address) continue;
    const target = image[address.area].offset + address.byte;
    if (address.size === 'X') {
      if (view.getUint8(offset) === 1) view.setUint8(target, view.getUint8(target) | (1 << address.bit));
    } else for (let at = 0; at < sizeOf(variable.type); at++) view.setUint8(target + at, view.getUint8(offset + at));
  }
}

/**
 * Copies between the image and the configured variables of one program instance, and those of the globals, which any program may use.
 */
export function copySettings(
  { module, layout }: ModuleContext,
  code: Code,
  program: CheckedProgram,
  region: Beginnings,
  instance: number,
  direction: 'in' | 'out',
): void {
  for (const setting of program.settings ?? []) {
    const { address } = setting;
    const type = setting.path.at(-1)?.type;
    const isOurs = setting.instance === instance || typeof setting.instance !== 'number';
    if (!isOurs || !address || !type || address.area === (direction === 'in' ? 'Q' : 'I')) continue;
    const own = offsetOf(program, region, setting);
    const image = layout.image[address.area].offset + address.byte;
    const base = () => code.globalGet(module.base);
    if (address.size !== 'X') {
      const [to, from] = direction === 'in' ? [own, image] : [image, own];
      for (const offset of [to, from]) {
        base();
        code.i32(offset);
        code.op(op.i32_add);
      }
      code.i32(sizeOf(type));
      code.memoryCopy();
    } else if (direction === 'in') {
      base();
      base();
      code.memory(op.i32_load8_u, image);
      code.i32(address.bit);
      code.op(op.i32_shr_u);
      code.i32(1);
      code.op(op.i32_and);
      code.memory(op.i32_store8, own);
    } else {
      base();
      base();
      code.memory(op.i32_load8_u, image);
      code.i32(0xff & ~(1 << address.bit));
      code.op(op.i32_and);
      base();
      code.memory(op.i32_load8_u, own);
      code.i32(address.bit);
      code.op(op.i32_shl);
      code.op(op.i32_or);
      code.memory(op.i32_store8, image);
    }
  }
}
