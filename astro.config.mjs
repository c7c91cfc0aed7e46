import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import node from '@astrojs/node';
import react from '@astrojs/react';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, passthroughImageService } from 'astro/config';

const pages = fileURLToPath(new URL('./src/pages', import.meta.url));

/**
 * Every page exists twice: English at its own address, Chinese under /zh-cn/, from the same file. The file asks the address
 * for its language (src/i18n/locales.ts).
 * @returns {import('astro').AstroIntegration}
 */
function bothLanguages() {
  return {
    name: 'millwright:both-languages',
    hooks: {
      'astro:config:setup'({ injectRoute }) {
        for (const entry of readdirSync(pages, { recursive: true, withFileTypes: true })) {
          const file = join(entry.parentPath, entry.name);
          const route = relative(pages, file)
            .split(sep)
            .join('/')
            .replace(/\.astro$/, '')
            .replace(/(^|\/)index$/, '');
          if (!entry.isFile() || !entry.name.endsWith('.astro') || route === '404' || route === '500') continue;
          injectRoute({ pattern: `/zh-cn/${route}`, entrypoint: file, prerender: false });
        }
      },
    },
  };
}

/**
 * The server build does not swallow what Node runs as it is: bundled, the sandbox would look for its workers inside dist/, and the
 * academy and the content would exist twice. In the browser's bundle these names resolve as usual. In development Vite loads its own
 * copies, so that a saved change shows at once; `services()` is made for that.
 * @returns {import('vite').Plugin}
 */
function outsideTheServerBundle() {
  return {
    name: 'millwright:outside-the-server-bundle',
    apply: 'build',
    enforce: 'pre',
    resolveId(source) {
      if (this.environment.config.consumer !== 'server') return;
      if (/^#(sandbox|academy|content)\//.test(source)) return { id: source, external: true };
    },
  };
}

/**
 * The workbench is an entry of its own, /workbench.js, which lesson pages with a lab name in a script tag; so is the editor of a lab's
 * files, /lab-editor.js. As a script of the page
 * Astro would make every style sheet it may ever load (the editor's too) block the first paint, on pages without a lab as well.
 * @returns {import('vite').Plugin}
 */
function workbenchEntry() {
  return {
    name: 'millwright:workbench-entry',
    apply: 'build',
    buildStart() {
      if (this.environment.name !== 'client') return;
      this.emitFile({
        type: 'chunk',
        id: fileURLToPath(new URL('./src/components/mount-workbench.ts', import.meta.url)),
        fileName: 'workbench.js',
      });
      this.emitFile({
        type: 'chunk',
        id: fileURLToPath(new URL('./src/components/mount-lab-editor.ts', import.meta.url)),
        fileName: 'lab-editor.js',
      });
    },
    generateBundle: {
      order: 'pre',
      // Astro deletes style sheets that belong to no page unless a chunk counts them among its assets (plugin-css.js, isOrphaned).
      handler(_options, bundle) {
        if (this.environment.name !== 'client') return;
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue;
          for (const sheet of chunk.viteMetadata?.importedCss ?? []) chunk.viteMetadata?.importedAssets.add(sheet);
        }
      },
    },
  };
}

/**
 * Writes down what the workbench needs before it can be drawn, so that lesson pages can ask for all of it at once rather than file by
 * file: /workbench-files.json, read by src/cli/web/workbench-files.ts.
 * @returns {import('vite').Plugin}
 */
function workbenchFiles() {
  return {
    name: 'millwright:workbench-files',
    apply: 'build',
    generateBundle: {
      // When every name has its final hash.
      order: 'post',
      handler(_options, bundle) {
        if (this.environment.name !== 'client') return;
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const made = (/** @type {string} */ source) => chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source));
        /** @type {(from: (import('vite').Rollup.OutputChunk | undefined)[]) => Set<string>} */
        const withImports = (from) => {
          const all = new Set(from.flatMap((chunk) => (chunk ? [chunk.fileName] : [])));
          for (const name of all) {
            const chunk = bundle[name];
            if (chunk?.type === 'chunk') for (const other of chunk.imports) all.add(other);
          }
          return all;
        };
        const needed = withImports([made('/components/mount-workbench.ts'), made('/workbench/render.tsx')]);
        const styles = [...needed].flatMap((name) => {
          const chunk = bundle[name];
          return chunk?.type === 'chunk' ? [...(chunk.viteMetadata?.importedCss ?? [])] : [];
        });
        const words = (/** @type {string} */ locale) => [...withImports([made(`/i18n/workbench.${locale}.json`)])];
        const editor = [...withImports([made('/program/program-editor.ts')])].filter((name) => !needed.has(name));
        const files = { scripts: [...needed], styles, words: { en: words('en'), 'zh-CN': words('zh-CN') }, editor };
        if (Object.values({ ...files, ...files.words }).some((list) => list.length === 0))
          this.error(`a part of the workbench was not found in the build: ${JSON.stringify(files)}`);
        this.emitFile({ type: 'asset', fileName: 'workbench-files.json', source: JSON.stringify(files) });
      },
    },
  };
}

export default defineConfig({
  // Builds for serving have a folder each (src/cli/site.ts); this is the one of `astro build` by hand, which empties it first.
  outDir: './dist/by-hand',
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  integrations: [react(), bothLanguages()],
  i18n: {
    defaultLocale: 'en',
    locales: ['en', { path: 'zh-cn', codes: ['zh-CN'] }],
    routing: { prefixDefaultLocale: false },
  },
  trailingSlash: 'ignore',
  // src/middleware.ts checks Origin itself: behind a TLS proxy Astro's own check refuses our own pages, and it neither logs nor counts.
  security: { checkOrigin: false },
  // The content policy allows no inline script and no inline style sheet (src/cli/web.ts sets it).
  build: { inlineStylesheets: 'never' },
  // Our pictures are drawings; there is nothing to resize, and sharp is a native package less.
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  vite: {
    plugins: [outsideTheServerBundle(), workbenchEntry(), workbenchFiles(), tailwindcss()],
    build: { assetsInlineLimit: 0 },
    worker: { format: 'es' },
  },
});
