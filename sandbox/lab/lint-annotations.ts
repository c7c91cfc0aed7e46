/** Annotations point at something: an element that the scene has, or a place within it, at a step that the lab has. */
import type { Lab } from './lab.ts';
import { definitionFile, type Report, suggestEn, suggestZh } from './lint-report.ts';

export function lintAnnotations(lab: Lab, report: Report): void {
  // The scene was written anew when it was sanitised, so an id looks like this and like nothing else.
  const ids = [...lab.scene.matchAll(/ id="([A-Za-z][\w-]*)"/g)].map(([, id]) => id ?? '');
  const box = viewBoxOf(lab.scene);
  const steps = lab.definition.steps.map(({ id }) => id);
  lab.definition.annotations.forEach(({ at, step }, a) => {
    if (typeof at === 'string') {
      if (!ids.includes(at)) {
        report(definitionFile, `annotations/${a}/at`, {
          en: `No element of ${lab.definition.rig.scene} has the id \`${at}\`.${suggestEn(at, ids)} Give the element \`id="${at}"\`, or write a place: [x, y].`,
          'zh-CN': `${lab.definition.rig.scene} 中没有 id 为 \`${at}\` 的元素。${suggestZh(at, ids)}请给该元素加上 \`id="${at}"\`，或写坐标 [x, y]。`,
        });
      }
    } else if (box && !isWithin(at, box)) {
      report(definitionFile, `annotations/${a}/at`, {
        en: `The place [${at.join(', ')}] lies outside the drawing, whose viewBox is ${box.join(' ')}.`,
        'zh-CN': `坐标 [${at.join(', ')}] 在图形之外；图形的 viewBox 为 ${box.join(' ')}。`,
      });
    }
    if (step !== undefined && !steps.includes(step)) {
      report(definitionFile, `annotations/${a}/step`, {
        en: `There is no step \`${step}\`.${suggestEn(step, steps)}`,
        'zh-CN': `没有步骤 \`${step}\`。${suggestZh(step, steps)}`,
      });
    }
  });
}

function isWithin([x, y]: readonly [number, number], [left, top, width, height]: readonly number[]): boolean {
  return x >= left! && y >= top! && x <= left! + width! && y <= top! + height!;
}

/** Left, top, width, height; `null` when the drawing has none. */
function viewBoxOf(svg: string): number[] | null {
  const numbers = /^\s*<svg[^>]* viewBox="([^"]*)"/
    .exec(svg)?.[1]
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  return numbers?.length === 4 && numbers.every(Number.isFinite) ? numbers : null;
}
