/**
 * The same program in another language: `main.ld`, a ladder, stands in for `main.st`. A trainee who chooses the ladder has a file of that
 * name; it runs instead of the other, which is kept and returns when the ladder is deleted.
 */

/** The name of the file that a ladder stands in for; `null` for other files. */
export function standsInFor(name: string): string | null {
  return /\.ld$/.test(name) ? name.replace(/\.ld$/, '.st') : null;
}

/** Without those files that another one stands in for. */
export function withStandIns<F extends { name: string }>(files: readonly F[]): F[] {
  const replaced = new Set(files.map(({ name }) => standsInFor(name)));
  return files.filter(({ name }) => !replaced.has(name));
}
