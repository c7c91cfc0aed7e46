/** The types of IEC 61131-3 as the compiler sees them after checking (clause 6.4). */
import type { ELEMENTARY_NAMES, STRING_NAMES } from '../syntax/keywords.ts';

/** Elementary type names that the compiler knows. `IEC 61131-3, Table 10`. */
export type ElementaryName = (typeof ELEMENTARY_NAMES)[number];

export interface ElementaryType {
  kind: 'elementary';
  name: ElementaryName;
}

/** Strings: of single bytes (ISO 8859-1), of UTF-16 code units, of UTF-8 bytes (Edition 4). */
export type StringName = (typeof STRING_NAMES)[number];

/** `STRING[n]`; strings of any two capacities are assignable to each other, and what does not fit is cut off. */
export interface StringType {
  kind: 'string';
  name: StringName;
  /** Code units: bytes for STRING and USTRING, 16-bit units for WSTRING. */
  capacity: number;
}

export interface ArrayType {
  kind: 'array';
  /** One per dimension, inclusive, outermost first; row-major. */
  dimensions: { lower: number; upper: number }[];
  element: Type;
  /** What the element's own declaration gives to each: `ARRAY [1..3] OF Speed` where Speed begins with 1.5. */
  initial?: Constant | null;
  /** `ARRAY [*, *]` of a parameter: the hidden parameters that carry the bounds; `dimensions` is empty then. */
  bounds?: { lower: import('./checked.ts').Variable; upper: import('./checked.ts').Variable }[];
}

export interface StructField {
  name: string;
  type: Type;
  initial: Constant | null;
  /** Relative address of a field, `AT %B2` or `AT %X0.3` (clause 6.4.4.6). `bit` is -1 for whole bytes. */
  at?: { byte: number; bit: number };
}
export interface StructType {
  kind: 'struct';
  name: string;
  fields: StructField[];
}

/** An enumeration; values are those of its base type (DINT unless written). */
export interface EnumType {
  kind: 'enum';
  name: string;
  base: ElementaryType;
  values: { name: string; value: bigint }[];
}

export interface SubrangeType {
  kind: 'subrange';
  name: string;
  base: ElementaryType;
  lower: bigint;
  upper: bigint;
}

/**
 * REF_TO (clause 6.4.4.10), and POINTER TO and REFERENCE TO of vendors; REFERENCE TO stands for its target wherever it is used. In
 * memory an unsigned 32-bit offset from the region's first byte; 0 is NULL. Values come from REF( ) of a variable of exactly the
 * target's type and from NULL only, so a reference is always sound; every use is checked nevertheless.
 */
export interface ReferenceType {
  kind: 'reference';
  flavour: 'REF_TO' | 'POINTER TO' | 'REFERENCE TO';
  /** Completed after the type itself: a structure may refer to its own kind. */
  target: Type;
}

/**
 * A variable that designates any instance which implements an interface (clause 6.6.6.5). In memory like a reference: an unsigned
 * 32-bit offset from the region's first byte, 0 is NULL; the instance itself tells its type.
 */
export interface InterfaceType {
  kind: 'interface';
  interface: import('./checked.ts').Interface;
}

/** An instance of a function block or class. Identity is the POU: types with the same object are the same type. */
export interface InstanceType {
  kind: 'instance';
  block: import('./checked.ts').FunctionBlock;
}

export type Type =
  | ElementaryType
  | StringType
  | ArrayType
  | StructType
  | EnumType
  | SubrangeType
  | InstanceType
  | InterfaceType
  | ReferenceType;

/**
 * A value known at compile time. Integers, bit strings, characters (their code), enumerations and durations (TIME and LTIME in
 * nanoseconds, signed 64 bit) are bigint, as are dates (nanoseconds since 1970-01-01) and times of day (since midnight); REAL and LREAL
 * number; BOOL boolean; strings a string. Aggregates list every element (row-major) or every field in order;
 * `null` in an aggregate means "the element's own default".
 */
export type Constant =
  | bigint
  | number
  | boolean
  | string
  | { elements: (Constant | null)[] }
  | { fields: (Constant | null)[] }
  /** REF( ) of a place that is known before the program runs. */
  | { reference: import('./checked.ts').Place };
