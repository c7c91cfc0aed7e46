/**
 * Where everything of a program lies in its region: header, image areas I, Q and M, globals, program instances; behind them the
 * static frames that functions use while they run (no POU recurses, so one frame each is enough).
 */
import type { CheckedProgram, DirectAddress, FunctionBlock, ProgramPou, Variable } from '../semantics/checked.ts';
import type { InstanceType, StructType, Type } from '../semantics/types.ts';
import type { ImageArea, Layout, Node } from './compiled.ts';
import { digestText } from './digest.ts';
import { signature } from './signature.ts';
import { align, alignmentOf, instanceExtent, persistent, sizeOf, structExtent } from './sizes.ts';
import { bodiesOf, outsideOf, walkStatements } from './walk.ts';

/** Logical time (i64 nanoseconds) stands first; the second half of the header is kept free. */
export const HEADER_SIZE = 16;
const IMAGE_ALIGNMENT = 8;
export const TIME_OFFSET = 0;

export interface Region {
  layout: Layout;
  globals: Map<Variable, number>;
  /** One per `CheckedProgram.instances`. */
  instances: number[];
  /** First byte behind everything that persists: frames start here. */
  end: number;
}

export interface ImageMinimum {
  I: number;
  Q: number;
  M: number;
}

const ADDRESS_BYTES: Record<DirectAddress['size'], number> = { X: 1, B: 1, W: 2, D: 4, L: 8 };

/**
 * Bytes that variables take, without their image. Cheap even where types double from one to the next, so that what no memory holds is
 * refused before a node is made for each of its parts.
 */
export function persistentSize(program: CheckedProgram): number {
  let size = 0;
  for (const variable of program.globals) if (!variable.address) size += sizeOf(variable.type);
  for (const instance of program.instances) size += instanceExtent(instance.program).size;
  return size;
}

export function layOut(program: CheckedProgram, minimum: ImageMinimum): Region {
  const image = layOutImage(program, minimum);
  let at = image.M.offset + image.M.size;
  const reserve = (size: number, boundary: number): number => {
    const offset = align(at, boundary);
    at = offset + size;
    return offset;
  };

  const roots: Node[] = [];
  const globals = new Map<Variable, number>();
  for (const variable of program.globals) {
    const offset = variable.address
      ? image[variable.address.area].offset + variable.address.byte
      : reserve(sizeOf(variable.type), alignmentOf(variable.type));
    globals.set(variable, offset);
    if (!variable.hidden) roots.push(variableNode(variable, offset, false));
  }
  const instances: number[] = [];
  for (const instance of program.instances) {
    const extent = instanceExtent(instance.program);
    const offset = reserve(extent.size, extent.alignment);
    instances.push(offset);
    if (instance.handle) globals.set(instance.handle.variable, offset);
    roots.push({
      name: instance.name,
      type: { kind: 'program', name: instance.program.name },
      offset,
      bit: -1,
      section: 'program',
      retain: false,
      constant: false,
      address: null,
      range: instance.range,
      children: pouNodes(instance.program, offset, image, instance.retain ?? false),
    });
  }

  const layout: Layout = { size: align(at, 8), hash: '', timeOffset: TIME_OFFSET, image, roots };
  layout.hash = digestText(JSON.stringify([image, roots.map(outline), typeNumbers(program)]));
  return { layout, globals, instances, end: align(at, 8) };
}

/** What stands in memory before the variables of instances that take part in inheritance. */
const typeNumbers = (program: CheckedProgram): unknown =>
  program.functionBlocks.flatMap(({ name, object }) => (object ? [[name.toUpperCase(), object.typeId]] : []));

const outline = (node: Node): unknown => [
  node.name.toUpperCase(),
  signature(node.type),
  node.offset,
  node.bit,
  node.retain,
  node.type.kind === 'program' ? node.children.map(outline) : [],
];

/* ---- image ---- */

function layOutImage(program: CheckedProgram, minimum: ImageMinimum): Layout['image'] {
  const size = { ...minimum };
  const cover = (address: DirectAddress, bytes: number) => {
    size[address.area] = Math.max(size[address.area], address.byte + bytes);
  };
  const declared = [
    program.globals,
    ...[...program.programs, ...program.functionBlocks].flatMap((pou) => [pou.parameters, pou.locals]),
  ];
  for (const variables of declared)
    for (const { address, type } of variables) if (address) cover(address, Math.max(ADDRESS_BYTES[address.size], sizeOf(type)));
  for (const { address, path } of program.settings ?? [])
    if (address) cover(address, Math.max(ADDRESS_BYTES[address.size], sizeOf(path.at(-1)!.type)));
  for (const pou of [...program.programs, ...program.functionBlocks, ...program.functions, { body: outsideOf(program) }])
    for (const body of bodiesOf(pou))
      walkStatements(body, {
        place: (place) => {
          if (place.kind === 'direct') cover(place.address, ADDRESS_BYTES[place.address.size]);
        },
      });
  let at = HEADER_SIZE;
  const area = (bytes: number): ImageArea => {
    const placed = { offset: at, size: align(bytes, IMAGE_ALIGNMENT) };
    at += placed.size;
    return placed;
  };
  return { I: area(size.I), Q: area(size.Q), M: area(size.M) };
}

/* ---- nodes ---- */

const nodeSection = (variable: Variable): Node['section'] => {
  switch (variable.section) {
    case 'input':
    case 'output':
    case 'in_out':
    case 'global':
      return variable.section;
    default:
      return 'local';
  }
};

function variableNode(variable: Variable, offset: number, retain: boolean): Node {
  const kept = (retain || variable.retain) && !variable.nonRetain;
  return {
    name: variable.name,
    type: variable.type,
    offset,
    bit: variable.address?.size === 'X' && variable.type.kind === 'elementary' ? variable.address.bit : -1,
    section: nodeSection(variable),
    retain: kept,
    constant: variable.constant,
    address: variable.address?.text ?? null,
    range: variable.range,
    children: memberNodes(variable.type, offset, kept),
  };
}

/** The variables of a program instance whose first byte is `offset`; its located ones lie in the image. In_outs point elsewhere and are left out. */
function pouNodes(pou: ProgramPou | FunctionBlock, offset: number, image: Layout['image'] | null, retain: boolean): Node[] {
  const { offsets } = instanceExtent(pou);
  const located = image ? [...pou.parameters, ...pou.locals].filter((variable) => variable.address) : [];
  const wanted = new Set([...persistent(pou), ...located]);
  return [...pou.parameters, ...pou.locals]
    .filter((variable) => wanted.has(variable) && variable.section !== 'in_out' && !isBound(variable))
    .map((variable) => {
      const inner = offsets.get(variable);
      if (inner !== undefined) return variableNode(variable, offset + inner, retain);
      const address = variable.address;
      return variableNode(variable, image && address ? image[address.area].offset + address.byte : offset, retain);
    });
}

/** Bounds of an `ARRAY [*]` mean something during a call only. */
const isBound = ({ hidden, section }: Variable): boolean => hidden === true && section === 'input';

function structNodes(type: StructType, offset: number, retain: boolean): Node[] {
  const { offsets } = structExtent(type);
  return type.fields.map((field, index) => {
    const at = offset + (offsets.get(index) ?? 0);
    return {
      name: field.name,
      type: field.type,
      offset: at,
      bit: field.at?.bit ?? -1,
      section: 'local' as const,
      retain,
      constant: false,
      address: null,
      range: null,
      children: memberNodes(field.type, at, retain),
    };
  });
}

const instanceNodes = (type: InstanceType, offset: number, retain: boolean): Node[] => pouNodes(type.block, offset, null, retain);

/** The members of a structure or instance at `offset`; arrays answer none, because their elements are found on demand. */
export function memberNodes(type: Type, offset: number, retain: boolean): Node[] {
  if (type.kind === 'struct') return structNodes(type, offset, retain);
  if (type.kind === 'instance') return instanceNodes(type, offset, retain);
  return [];
}
