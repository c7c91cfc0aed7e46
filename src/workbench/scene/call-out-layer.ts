/** Draws the numbers of annotations into a scene that stands on the page. Their words stand beside the drawing (AnnotationList.tsx). */
import type { SceneAnnotation } from '../props.ts';
import { type Box, markRadius, type Point, placeCallOuts } from './call-outs.ts';

const namespace = 'http://www.w3.org/2000/svg';
const pointBox = 6;
const sampling = 7;

/** Annotations are numbered in their order from 1. Returns the way to take them off. An annotation at nothing is left out and told. */
export function drawCallOuts(
  root: SVGSVGElement,
  annotations: readonly SceneAnnotation[],
  warn: (notice: string) => void,
): () => void {
  const inverse = root.getScreenCTM()?.inverse();
  if (!inverse) return () => {};
  const targets: { annotation: SceneAnnotation; number: number; box: Box }[] = [];
  for (const [index, annotation] of annotations.entries()) {
    const box = boxOf(root, annotation.at, inverse);
    if (box) targets.push({ annotation, number: index + 1, box });
    else warn(`the annotation "${annotation.id}" points at no element of the drawing`);
  }
  const { x, y, width, height } = root.viewBox.baseVal;
  const places = placeCallOuts(
    targets.map(({ box }) => box),
    obstaclesOf(root, inverse),
    { x, y, width, height },
  );
  const layer = document.createElementNS(namespace, 'g');
  layer.classList.add('call-outs');
  layer.setAttribute('aria-hidden', 'true');
  for (const [index, { annotation, number }] of targets.entries()) {
    const place = places[index];
    if (!place) continue;
    const { mark, tip } = place;
    const group = document.createElementNS(namespace, 'g');
    group.classList.add('call-out');
    group.dataset.annotation = annotation.id;
    const apart = Math.hypot(tip.x - mark.x, tip.y - mark.y) || 1;
    const from = { x: mark.x + ((tip.x - mark.x) * markRadius) / apart, y: mark.y + ((tip.y - mark.y) * markRadius) / apart };
    group.append(
      shape('path', { class: 'leader', d: `M${round(from.x)} ${round(from.y)} L${round(tip.x)} ${round(tip.y)}` }),
      shape('circle', { class: 'leader-end', cx: round(tip.x), cy: round(tip.y), r: '2.5' }),
      shape('circle', { class: 'mark', cx: round(mark.x), cy: round(mark.y), r: String(markRadius) }),
      shape('text', { class: 'mark-number', x: round(mark.x), y: round(mark.y + 4.5) }, String(number)),
    );
    group.prepend(shape('title', {}, annotation.text));
    layer.append(group);
  }
  root.append(layer);
  return () => layer.remove();
}

function shape(name: string, attributes: Record<string, string>, text = ''): SVGElement {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

const round = (value: number): string => value.toFixed(1);

/** In the units of the drawing. */
function boxOf(root: SVGSVGElement, at: SceneAnnotation['at'], inverse: DOMMatrix): Box | null {
  if (typeof at !== 'string') return { x: at[0] - pointBox / 2, y: at[1] - pointBox / 2, width: pointBox, height: pointBox };
  const element = root.querySelector(`#${CSS.escape(at)}`);
  if (!(element instanceof SVGGraphicsElement)) return null;
  // What is operated or shown is pointed at, not the words below it.
  const body = element.querySelector(':scope > .scene-control, :scope > [class^="sym-"], :scope > .body');
  const box = inUnits(body instanceof SVGGraphicsElement ? body : element, inverse);
  return box && box.width + box.height > 0 ? box : null;
}

function inUnits(element: SVGGraphicsElement, inverse: DOMMatrix): Box | null {
  const matrix = element.getScreenCTM();
  if (!matrix) return null;
  const { x, y, width, height } = element.getBBox();
  const toUnits = inverse.multiply(matrix);
  const corners = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ].map(([cx, cy]) => new DOMPoint(cx, cy).matrixTransform(toUnits));
  const [left, top] = [Math.min(...corners.map((c) => c.x)), Math.min(...corners.map((c) => c.y))];
  return {
    x: left,
    y: top,
    width: Math.max(...corners.map((c) => c.x)) - left,
    height: Math.max(...corners.map((c) => c.y)) - top,
  };
}

/** Lines as points along them; words, readings and controls as points all over them. Surfaces are paper. */
function obstaclesOf(root: SVGSVGElement, inverse: DOMMatrix): Point[] {
  const points: Point[] = [];
  const fill = (box: Box | null, wider = 0) => {
    if (!box) return;
    for (let x = box.x - wider; x <= box.x + box.width + wider; x += sampling)
      for (let y = box.y; y <= box.y + box.height; y += sampling) points.push({ x, y });
  };
  for (const element of root.querySelectorAll('.scene-control'))
    if (element instanceof SVGGraphicsElement) fill(inUnits(element, inverse));
  for (const text of root.querySelectorAll('text')) {
    if (text.style.display === 'none') continue;
    // A reading grows with what it shows.
    fill(inUnits(text, inverse), text.dataset.text === undefined ? 0 : 24);
  }
  for (const element of root.querySelectorAll('path, rect, circle, line, polyline, polygon, ellipse')) {
    if (!(element instanceof SVGGeometryElement) || element.closest('defs, clipPath, .hit') || element.matches('.fluid, .hit'))
      continue;
    const matrix = element.getScreenCTM();
    if (!matrix) continue;
    const toUnits = inverse.multiply(matrix);
    const length = element.getTotalLength();
    for (let at = 0; at <= length; at += sampling) {
      const { x, y } = element.getPointAtLength(at);
      const point = new DOMPoint(x, y).matrixTransform(toUnits);
      points.push({ x: point.x, y: point.y });
    }
  }
  return points;
}
