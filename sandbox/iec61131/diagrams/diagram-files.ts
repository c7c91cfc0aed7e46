/** Files that hold a drawing, by their name. */
export const isDiagram = (name: string): boolean => /\.ld$/i.test(name);

/** Files that hold a POU as another tool wrote it (`plcopen/`): kept letter for letter, and never run. */
export const isKept = (name: string): boolean => /\.plcopen\.xml$/i.test(name);
