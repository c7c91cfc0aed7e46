/**
 * The drawing of a network on a grid of integers. One unit is as wide as a letter and half as high as a line of text, so that widths of texts
 * are counted and never measured; how many pixels a unit has is the drawer's affair.
 *
 * Contacts stand at the left, outputs at the right rail, branches below each other. A row never shrinks and never breaks: one that is longer
 * than the width asked for has its right rail further out, and its reader scrolls; a rung in two pieces is no longer read at a glance.
 */
import type { LadderElement } from '../ladder.ts';

/** Left edge, upper edge, width, height. */
export interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Where a wire has its power from: the left rail, an element that lets it through or not, or any of several wires that join. */
export type Power = { from: 'rail' } | { from: 'element'; path: readonly number[] } | { from: 'any'; of: readonly Power[] };

/** Upright or level, from left to right or from top to bottom. */
export interface Wire {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  power: Power;
}

/** Where wires join. */
export interface Joint {
  x: number;
  y: number;
  power: Power;
}

/** A pin of a box with a stub at which its operand stands. */
export interface PlacedPin {
  side: 'input' | 'output';
  name: string;
  /** The power goes through it. */
  isPower: boolean;
  /** As written; empty where the power goes through. */
  operand: string;
  /** As much of it as has room. */
  label: string;
  /** Of the stub, on the line `y`. */
  x1: number;
  x2: number;
  y: number;
}

export interface PlacedElement extends Rect {
  element: LadderElement;
  /** Positions on the way down from the network's rung: an `ElementPath` without its network. */
  path: readonly number[];
  /** The level that power comes and goes on. */
  line: number;
  /** The symbol itself, without operands and stubs. */
  body: Rect;
  /** What is written, as much of it as has room: an operand; a comparison's left and right; the name above a box; lines of statements. */
  labels: readonly string[];
  pins: readonly PlacedPin[];
  /** Power at its left side and at its right. */
  before: Power;
  after: Power;
}

/** A parallel as a whole: around everything in its branches. */
export interface PlacedParallel extends Rect {
  path: readonly number[];
  /** Level of each branch. */
  lines: readonly number[];
}

/** A place in a row where an element can be put: the piece of wire before the element at that position, or at the end. */
export interface Slot {
  /** The way to the row, then the position in it. */
  path: readonly number[];
  x1: number;
  x2: number;
  y: number;
}

export interface NetworkLayout {
  /** From the left rail, at 0, to the right one. */
  width: number;
  height: number;
  elements: readonly PlacedElement[];
  parallels: readonly PlacedParallel[];
  wires: readonly Wire[];
  joints: readonly Joint[];
  slots: readonly Slot[];
}
