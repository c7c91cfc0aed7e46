/** Where a line of a program stands on a page that shows it: the id that links lead to. */
export const lineAnchor = (file: string, line: number): string => `${file.replaceAll(/[^a-z0-9]/gi, '-')}-${line}`;
