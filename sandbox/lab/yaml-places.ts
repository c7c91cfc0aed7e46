/** A YAML file that remembers where each of its nodes stands: the gateway's reader, with the name of the file on every problem. */
import { type Path, readYaml as readText } from '../gateway/schema/yaml.ts';
import type { LabProblem, Place } from './lab.ts';

export type { Path };

export interface PlacedYaml {
  /** Plain data; `null` when the text is not YAML. */
  data: unknown;
  problems: LabProblem[];
  /** Of the value at `path`; of the deepest node on the way there when it does not exist. */
  valuePlace(path: Path): Place;
  /** Of the key that leads to `path`; like `valuePlace` for an element of a list. */
  keyPlace(path: Path): Place;
  /** Of every value, by path joined with `/`. */
  places: Record<string, Place>;
}

/** Reads any text; problems name `file`. Never throws. */
export function readYaml(file: string, text: string): PlacedYaml {
  const { data, problems, value, key, places } = readText(text);
  return {
    data,
    problems: problems.map((problem) => ({ file, ...problem })),
    valuePlace: value,
    keyPlace: key,
    places: places(),
  };
}
