/** What binds an element of a scene to signals. What each means in a browser: src/workbench/scene/README.md. */

/** The value is a signal's name; `on` and `show` also take `NOT …` and a comparison, `items` a Conveyor of the plant. */
export const sceneBindings = [
  'press',
  'toggle',
  'set',
  'on',
  'show',
  'state-of',
  'rotate',
  'angle',
  'fill',
  'move',
  'path',
  'items',
  'text',
] as const;
export type SceneBinding = (typeof sceneBindings)[number];

/** What shapes a binding: `data-scale`, `data-unit` …; the value is a literal. */
export const sceneBindingOptions = [
  'rpm',
  'pivot',
  'min',
  'max',
  'step',
  'direction',
  'to',
  'along',
  'turn',
  'from',
  'to-angle',
  'states',
  'full',
  'scale',
  'format',
  'unit',
] as const;

/** A binding's value as written: `NOT plant.Lamp`, `plant.LT.Current < 3.6`, `plant.Lamp`. */
export interface WrittenReading {
  signal: string;
  negated: boolean;
  comparison: { operator: '=' | '<>' | '<' | '<=' | '>' | '>='; value: number } | null;
}

/** The browser reads it by the same rule (src/workbench/scene/bindings.ts). */
export function readReading(text: string): WrittenReading {
  const [, not, rest = ''] = /^(NOT\s+)?([\s\S]*)$/i.exec(text.trim()) ?? [];
  const compared = /^(.+?)\s*(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)$/.exec(rest);
  if (!compared) return { signal: rest.trim(), negated: not !== undefined, comparison: null };
  const operator = compared[2] as NonNullable<WrittenReading['comparison']>['operator'];
  return { signal: compared[1]!.trim(), negated: not !== undefined, comparison: { operator, value: Number(compared[3]) } };
}
