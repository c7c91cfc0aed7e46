/**
 * Puts the ready symbols (sandbox/plant/symbols) into a lab's scene: `<g data-symbol="tank" data-of="plant.T101" …/>` becomes a
 * group that holds the drawing of a tank, bound to the signals of T101. It is done before sanitising, so that a symbol is held to
 * the same rules as a drawing by hand; on one line, so that the lines of later findings stay right.
 */
import { Parser } from 'htmlparser2';
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { type SceneSymbol, sceneSymbols, type TemplateNode } from '../plant/symbols.ts';
import { didYouMean } from './did-you-mean.ts';
import type { LabProblem } from './lab.ts';
import { sceneBindingOptions, sceneBindings } from './scene-attributes.ts';
import { fillIn, type ParameterValues } from './symbol-template.ts';

export interface ExpandedScene {
  /** SVG with every symbol drawn out; those with problems are left out. */
  source: string;
  problems: LabProblem[];
}

/** Problems name `file`, the line and column of the symbol or of its attribute. */
export function expandSymbols(
  file: string,
  source: string,
  symbols: ReadonlyMap<string, SceneSymbol> = sceneSymbols(),
): ExpandedScene {
  const problems: LabProblem[] = [];
  const report = (offset: number, message: LocalizedText): void => {
    const before = source.slice(0, offset);
    const line = before.split('\n').length;
    problems.push({ file, line, column: offset - before.lastIndexOf('\n'), severity: 'error', message });
  };
  const output: string[] = [];
  let written = 0;
  let count = 0;
  const parser = new Parser(
    {
      onopentag(name, given) {
        const wanted = given['data-symbol'];
        if (wanted === undefined) return;
        const [start, end] = [parser.startIndex, parser.endIndex + 1];
        const tag = source.slice(start, end);
        output.push(source.slice(written, start));
        written = end;
        count += 1;
        const at = (attribute: string): number =>
          start + Math.max(0, new RegExp(`\\s${attribute}\\s*=`).exec(tag)?.index ?? -1) + (tag.includes(attribute) ? 1 : 0);
        const group = draw(
          name,
          given,
          symbols.get(wanted),
          count,
          (attribute, message) => report(attribute === null ? start : at(attribute), message),
          [...symbols.keys()],
        );
        // The drawing stands on the line where the tag begins; the tag's own line breaks follow it.
        const breaks = '\n'.repeat(tag.split('\n').length - 1);
        const closesItself = tag.endsWith('/>');
        output.push(group.opened, breaks, closesItself ? `</${group.name}>` : '');
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(source);
  output.push(source.slice(written));
  return { source: output.join(''), problems };
}

/** What each ready symbol in a scene is called, by the symbol's name. */
export function symbolTitles(svg: string): Record<string, LocalizedText> {
  const names = new Set([...svg.matchAll(/ data-symbol="([a-z0-9-]+)"/g)].map(([, name]) => name ?? ''));
  const library = sceneSymbols();
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const title = library.get(name)?.title;
      return title ? [[name, title]] : [];
    }),
  );
}

type Tell = (attribute: string | null, message: LocalizedText) => void;

/** The group with the drawing in it, not yet closed. */
function draw(
  element: string,
  given: Readonly<Record<string, string>>,
  symbol: SceneSymbol | undefined,
  serial: number,
  tell: Tell,
  known: string[],
): { name: string; opened: string } {
  const wanted = given['data-symbol'] ?? '';
  if (element !== 'g') {
    tell(null, {
      en: `A symbol stands in a <g>, not in a <${element}>: <g data-symbol="${wanted}" …/>.`,
      'zh-CN': `图形符号要写在 <g> 上，而不是 <${element}>：<g data-symbol="${wanted}" …/>。`,
    });
    return { name: element, opened: `<${element}>` };
  }
  if (!symbol) {
    const near = didYouMean(wanted, known);
    tell('data-symbol', {
      en: `There is no symbol \`${wanted}\`. ${near ? `Did you mean \`${near}\`?` : `There are: ${known.join(', ')}.`}`,
      'zh-CN': `没有图形符号 \`${wanted}\`。${near ? `是否想写 \`${near}\`？` : `可用：${known.join('、')}。`}`,
    });
    return { name: element, opened: '<g>' };
  }
  const { values, kept, complete } = valuesOf(symbol, given, tell);
  const own = Object.entries(kept).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  const opened = `<g data-symbol="${symbol.name}"${own.join('')}>`;
  if (!complete) return { name: element, opened };
  return { name: element, opened: opened + write(symbol.nodes, { ...values, uid: `symbol-${serial}` }) };
}

/** What the scene gives the symbol, with the defaults; and what stays on the group itself: its place, its class, its own bindings. */
function valuesOf(
  symbol: SceneSymbol,
  given: Readonly<Record<string, string>>,
  tell: Tell,
): { values: ParameterValues; kept: Record<string, string>; complete: boolean } {
  const values: ParameterValues = {};
  const kept: Record<string, string> = {};
  let complete = true;
  for (const [attribute, value] of Object.entries(given)) {
    if (attribute === 'data-symbol') continue;
    const name = /^data-(.+)$/.exec(attribute)?.[1];
    if (name === undefined) kept[attribute] = value;
    else if (symbol.parameters.has(name)) values[name] = value.trim();
    else if (ownAttributes.includes(name)) kept[attribute] = value;
    else {
      const all = [...symbol.parameters.keys()];
      const near = didYouMean(name, all);
      complete = false;
      tell(attribute, {
        en: `The symbol \`${symbol.name}\` has no parameter \`${attribute}\`. ${near ? `Did you mean data-${near}?` : `It has: ${all.map((other) => `data-${other}`).join(', ')}.`}`,
        'zh-CN': `图形符号 \`${symbol.name}\` 没有参数 \`${attribute}\`。${near ? `是否想写 data-${near}？` : `可用：${all.map((other) => `data-${other}`).join('、')}。`}`,
      });
    }
  }
  for (const [name, { otherwise }] of symbol.parameters) {
    if (values[name] !== undefined) continue;
    if (otherwise === null) {
      complete = false;
      values[name] = '';
      tell(null, {
        en: `The symbol \`${symbol.name}\` needs data-${name}.`,
        'zh-CN': `图形符号 \`${symbol.name}\` 需要 data-${name}。`,
      });
    }
    // A default may build on parameters declared before it, `level={of}.Level`, and is empty where they are.
    else {
      const { text, hadEmpty } = fillIn(otherwise, values);
      values[name] = hadEmpty ? '' : text;
    }
  }
  return { values, kept, complete };
}

const ownAttributes: readonly string[] = [...sceneBindings, ...sceneBindingOptions];

const bindingAttributes = new Set(sceneBindings.map((name) => `data-${name}`));

function write(nodes: readonly TemplateNode[], values: ParameterValues): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escapeXml(fillIn(node, values).text);
      const { 'data-if': when, ...attributes } = node.attributes;
      if (when !== undefined && !holds(when, values)) return '';
      const kept = Object.entries(attributes).flatMap(([name, template]) => {
        const { text, hadEmpty } = fillIn(template, values);
        // A signal that the scene did not name: the part is drawn, and bound to nothing.
        if (bindingAttributes.has(name) && (text.trim() === '' || hadEmpty)) return [];
        return [` ${name}="${escapeXml(text)}"`];
      });
      return `<${node.name}${kept.join('')}>${write(node.children, values)}</${node.name}>`;
    })
    .join('');
}

/** `{high}`: it was given and is not `no`; `{kind}=double`: it is that; `{tag}{value}`: one of them was given. A `!` before it inverts. */
function holds(condition: string, values: ParameterValues): boolean {
  if (condition.startsWith('!')) return !holds(condition.slice(1), values);
  const [left = '', right] = condition.split('=');
  const text = fillIn(left, values).text;
  return right === undefined ? text !== '' && text !== 'no' : text === right;
}

const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\0', '')
    .replaceAll('\n', ' ');
