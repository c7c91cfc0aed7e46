/** A rung as SVG text, for a page that is made on the server: the drawing of RungDrawing.tsx without what moves, is held or is told. */
import type { NetworkLayout, PlacedElement, PlacedPin } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import { LINE, operandLabel } from '#sandbox/iec61131/diagrams/layout/measure.ts';
import { strokesOf } from './strokes.ts';
import { circuitsOf, UNIT } from './wires.ts';

/** `name`: the rung as a sentence, for who does not see it. */
export function stillRung(layout: NetworkLayout, name: string): string {
  const [width, height] = [layout.width * UNIT, layout.height * UNIT];
  return [
    `<svg class="ld-rung" role="img" aria-label="${escaped(name)}" viewBox="-4 0 ${width + 8} ${height}"`,
    ` style="--w:${layout.width + 1};--h:${layout.height}">`,
    `<path class="ld-rail" d="M0 0V${height}"/><path class="ld-rail" d="M${width} 0V${height}"/>`,
    ...circuitsOf(layout).flatMap(({ path, joints }) => [
      `<path class="ld-wire-line" d="${path}"/>`,
      ...joints.map(({ x, y }) => `<circle class="ld-joint" cx="${x * UNIT}" cy="${y * UNIT}" r="3"/>`),
    ]),
    ...layout.elements.map(elementDrawing),
    '</svg>',
  ].join('');
}

function elementDrawing({ element, x, y, w, line, body, labels, pins }: PlacedElement): string {
  const middle = (x + w / 2) * UNIT;
  const strokes = strokesOf(element);
  if (strokes !== null) {
    const isCompare = element.kind === 'compare';
    return [
      `<g transform="translate(${middle} ${line * UNIT})"><path class="ld-plate" d="${strokes.plate}"/>`,
      strokes.slash === undefined ? '' : `<path class="ld-stroke" d="${strokes.slash}"/>`,
      strokes.letter === undefined
        ? ''
        : text(`ld-letter${isCompare ? ' ld-compare' : ''}`, 0, isCompare ? 5 : 4, strokes.letter),
      '</g>',
      text('ld-operand', middle, y * UNIT + 12, labels[0] ?? '', 'middle'),
      isCompare ? text('ld-operand', middle, (line + LINE) * UNIT + 12, labels[1] ?? '', 'middle') : '',
    ].join('');
  }
  const [left, top, right] = [body.x * UNIT, body.y * UNIT, (body.x + body.w) * UNIT];
  const frame = `<rect class="ld-box" x="${left}" y="${top}" width="${right - left}" height="${body.h * UNIT}"/>`;
  const centre = (left + right) / 2;
  switch (element.kind) {
    case 'box':
      return [
        frame,
        element.instance === undefined ? '' : text('ld-operand', centre, top - 5, labels[0] ?? '', 'middle'),
        text('ld-type', centre, top + 15, operandLabel(element.type)),
        `<path class="ld-box-line" d="M${left} ${top + LINE * UNIT + 5}h${right - left}"/>`,
        ...pins.map(pinDrawing),
      ].join('');
    case 'st':
      return [
        frame,
        ...labels.map((label, row) =>
          text('ld-statements', (body.x + 1) * UNIT, (body.y + row * LINE) * UNIT + 15, label, 'start'),
        ),
      ].join('');
    case 'jump':
      return [
        `<path class="ld-plate" d="M${left} ${line * UNIT - 6}l7 6l-7 6m7 -12l7 6l-7 6"/>`,
        text('ld-operand', (body.x + 2.5) * UNIT, line * UNIT + 4, labels[0] ?? '', 'start'),
      ].join('');
    default: {
      const bracket = (at: number, to: number) => `M${at} ${line * UNIT - 10}l${to} 10l${-to} 10`;
      return [
        `<path class="ld-plate" d="${bracket(left + 6, -6)}${bracket(right - 6, 6)}"/>`,
        text('ld-type', centre, line * UNIT + 4, 'RETURN'),
      ].join('');
    }
  }
}

function pinDrawing({ side, name, isPower, label, x1, x2, y }: PlacedPin): string {
  const isInput = side === 'input';
  const edge = (isInput ? x2 : x1) * UNIT;
  const inward = isInput ? 5 : -5;
  const own = text('ld-pin', edge + inward, y * UNIT + 4, operandLabel(name), isInput ? 'start' : 'end');
  if (isPower) return own;
  // As long as what stands on it.
  const length = Math.max(3, label === '' ? 3 : [...label].length + 1) * UNIT;
  return [
    own,
    `<path class="ld-stub" d="M${isInput ? edge - length : edge} ${y * UNIT}h${length}"/>`,
    text('ld-operand', edge - inward, y * UNIT - 4, label, isInput ? 'end' : 'start'),
  ].join('');
}

function text(className: string, x: number, y: number, value: string, anchor?: 'start' | 'middle' | 'end'): string {
  const anchored = anchor === undefined ? '' : ` text-anchor="${anchor}"`;
  return `<text class="${className}" x="${x}" y="${y}"${anchored}>${escaped(value === '' ? '?' : value)}</text>`;
}

const escaped = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
