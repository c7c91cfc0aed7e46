/**
 * Where a door leads to: a page of this site and nothing else, whatever an address says. Else somebody could send a link to our sign-in
 * that ends at a copy of it.
 */
const somewhere = 'http://own.invalid';

/** The path with its query, without a host; `null` for what is none or would leave the site. */
export function ownPath(text: string | null): string | null {
  if (text === null || text.length > 500 || !text.startsWith('/')) return null;
  // Browsers read `\` as `/` and drop tabs and line ends: `/\evil` and `/<tab>/evil` are other hosts.
  if (text.includes('\\') || [...text].some((letter) => letter < ' ' || letter === '\u007f')) return null;
  if (!URL.canParse(text, somewhere)) return null;
  const url = new URL(text, somewhere);
  if (url.origin !== somewhere) return null;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith('//') ? null : path;
}
