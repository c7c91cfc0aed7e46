/** What every answer tells the browser about trust. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** A script written into a page may run if it is one of these, character for character. */
function scriptHash(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}

/**
 * The policy of our pages. Styles may be inline, because the editor makes its themes and decorations that way; scripts may not,
 * except Astro's own few lines that start an island. Workers of ours come from files; the editor wraps some in a blob.
 */
export function contentSecurityPolicy(inlineScripts: readonly string[]): string {
  return [
    "default-src 'self'",
    `script-src 'self' ${inlineScripts.map(scriptHash).join(' ')}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function setSecurityHeaders(response: ServerResponse, policy: string): void {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=()');
}

/**
 * The inline scripts that Astro writes into a page with an island: the island element and one line per way of starting it
 * (astro/dist/runtime/server/scripts.js). Taken from the installed Astro, so an update cannot make the hashes stale.
 */
export async function astroInlineScripts(): Promise<string[]> {
  const modules = await Promise.all([
    import('astro/runtime/server/astro-island.prebuilt.js'),
    import('astro/runtime/client/idle.prebuilt.js'),
    import('astro/runtime/client/load.prebuilt.js'),
    import('astro/runtime/client/media.prebuilt.js'),
    import('astro/runtime/client/only.prebuilt.js'),
    import('astro/runtime/client/visible.prebuilt.js'),
  ]);
  return modules.map((module) => module.default);
}
