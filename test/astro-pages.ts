/**
 * Lets a test import the pages themselves (`.astro`), compiled by the Astro that is installed: what a page asks and answers, without its
 * style sheets and browser scripts.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Plugin, transformWithOxc } from 'vite';

interface AstroCompiler {
  transform(
    source: string,
    options: Record<string, unknown>,
  ): { code: string; diagnostics: { severity: string; text: string }[] };
}

/** It belongs to Astro, so it is found from there. */
async function astroCompiler(): Promise<AstroCompiler> {
  const astro = createRequire(import.meta.url).resolve('astro/package.json');
  return (await import(pathToFileURL(createRequire(astro).resolve('@astrojs/compiler-rs')).href)) as AstroCompiler;
}

export function astroPages(): Plugin {
  return {
    name: 'millwright:astro-pages',
    enforce: 'pre',
    async transform(source, id) {
      if (!id.endsWith('.astro')) return null;
      const { transform } = await astroCompiler();
      const { code, diagnostics } = transform(source, {
        filename: id,
        normalizedFilename: id,
        internalURL: 'astro/compiler-runtime',
        resultScopedSlot: true,
        resolvePath: (specifier: string) => specifier,
      });
      const broken = diagnostics.find(({ severity }) => severity === 'error');
      if (broken) this.error(`${id}: ${broken.text}`);
      const withoutStyles = code.replace(/^import "[^"]*\?astro&[^"]*";$/gm, '');
      return transformWithOxc(withoutStyles, `${id}.ts`, { lang: 'ts', sourcemap: false });
    },
  };
}
