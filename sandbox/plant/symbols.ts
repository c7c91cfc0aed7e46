/**
 * The symbol library: how components look in a scene. A file `symbols/<name>.svg` is a template: drawing, bindings and holes for
 * parameters. `sandbox/lab/scene-symbols.ts` puts it into a lab's scene, where it is sanitised and linted with the author's own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Parser } from 'htmlparser2';

/** An element of a template, or text. Attribute values and texts may hold `{parameter}` and `{= arithmetic }`. */
export type TemplateNode = string | { name: string; attributes: Record<string, string>; children: TemplateNode[] };

export interface SceneSymbol {
  name: string;
  /** In the order of their declaration; without `otherwise` a scene must give it. A default may hold other parameters. */
  parameters: Map<string, { otherwise: string | null }>;
  /** What it shows, and what its parameters mean: for the reference page. */
  title: { en: string; 'zh-CN': string };
  about: { en: string; 'zh-CN': string };
  /** The component that it shows, as the library calls it; empty for what is no component (a pipe). */
  component: string;
  /** Its box around the origin, for pictures of it alone: x y width height. */
  box: string;
  nodes: TemplateNode[];
}

const folder = fileURLToPath(new URL('./symbols/', import.meta.url));

let library: Map<string, SceneSymbol> | null = null;

/** Every symbol by its name, in the order of the names; read once. */
export function sceneSymbols(): ReadonlyMap<string, SceneSymbol> {
  library ??= new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.svg'))
      .sort()
      .map((file) => [basename(file, '.svg'), readSymbol(basename(file, '.svg'), readFileSync(folder + file, 'utf8'))]),
  );
  return library;
}

/** Throws on a template that is not well formed: the library is ours, and its tests read all of it. */
export function readSymbol(name: string, source: string): SceneSymbol {
  const roots: TemplateNode[] = [];
  const open: Exclude<TemplateNode, string>[] = [];
  const put = (node: TemplateNode): void => {
    (open.at(-1)?.children ?? roots).push(node);
  };
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const node = { name: tag, attributes, children: [] };
        put(node);
        open.push(node);
      },
      onclosetag() {
        open.pop();
      },
      ontext(text) {
        // A template goes into a scene on one line, and space between elements means nothing in a drawing.
        if (text.trim() !== '') put(text.replaceAll(/\s+/g, ' '));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(source);
  const root = roots.find((node) => typeof node !== 'string');
  if (!root || typeof root === 'string' || root.name !== 'svg') throw new Error(`symbol ${name}: its root should be <svg>`);
  const words = (tag: string, lang: string): string =>
    root.children
      .flatMap((node) => (typeof node !== 'string' && node.name === tag && node.attributes.lang === lang ? node.children : []))
      .join('');
  return {
    name,
    parameters: parametersOf(root.attributes['data-parameters'] ?? ''),
    title: { en: words('title', 'en'), 'zh-CN': words('title', 'zh-CN') },
    about: { en: words('desc', 'en'), 'zh-CN': words('desc', 'zh-CN') },
    component: root.attributes['data-component'] ?? '',
    box: root.attributes.viewBox ?? '0 0 100 100',
    nodes: root.children.filter((node) => typeof node === 'string' || (node.name !== 'title' && node.name !== 'desc')),
  };
}

/** `of tag= height=1000 states='0:normal 1:running'`. */
function parametersOf(declared: string): SceneSymbol['parameters'] {
  const parameters: SceneSymbol['parameters'] = new Map();
  for (const [, name, , quoted, plain] of declared.matchAll(/([a-z][a-z0-9-]*)(=(?:'([^']*)'|(\S*)))?/g)) {
    parameters.set(name!, { otherwise: quoted ?? plain ?? null });
  }
  return parameters;
}
