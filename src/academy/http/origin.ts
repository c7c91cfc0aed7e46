/**
 * Who may write: only pages that this host itself served. Browsers name the page's origin on every request that is not a plain
 * read and on every WebSocket upgrade; it must be the host that the request was sent to (a proxy in front keeps `Host`).
 */

export interface OriginHeaders {
  origin: string | null | undefined;
  host: string | null | undefined;
}

/** Why the request is refused, for the log; `null` when it is ours. */
export function foreignOrigin({ origin, host }: OriginHeaders): string | null {
  if (!origin) return 'no Origin header';
  if (!host) return 'no Host header';
  if (!URL.canParse(origin)) return `Origin ${origin.slice(0, 200)}`;
  const { protocol, host: from } = new URL(origin);
  // The URL class drops a scheme's own port; do the same to Host before comparing.
  const to = URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`).host : host;
  if ((protocol === 'http:' || protocol === 'https:') && from === to) return null;
  return `Origin ${origin.slice(0, 200)} on host ${host.slice(0, 200)}`;
}

/** Methods that change nothing and need no Origin. */
export const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
