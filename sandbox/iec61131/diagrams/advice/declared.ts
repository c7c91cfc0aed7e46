/** What the declarations say about a variable: its address, and the remark behind it. */
export interface Declared {
  /** Upper case, `%IX0.1`. */
  address: string | null;
  remark: string;
}

/** By upper-case name. Read line by line, as people write them; what stands otherwise is not known. */
export function declaredOf(declarations: string): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  for (const line of declarations.split('\n')) {
    const match = /^\s*([A-Za-z_]\w*)\s*(?:AT\s+(%\S+?)\s*)?:(?!=)[^;]*;\s*(.*)$/i.exec(line);
    if (match) found.set(match[1]!.toUpperCase(), { address: match[2]?.toUpperCase() ?? null, remark: match[3]! });
  }
  return found;
}
