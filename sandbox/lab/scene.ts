/**
 * A scene is a drawing and nothing else (law 2: data, not code). It is written anew from the elements and attributes listed here;
 * everything else is dropped and reported. What comes out is safe inside a page: no scripts, no styles, no outside references,
 * and no element that an HTML parser would take out of the SVG. Lines stay where they were, so that later findings point right.
 */
import { Parser } from 'htmlparser2';
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { didYouMean } from './did-you-mean.ts';
import type { LabProblem } from './lab.ts';
import { readReading, type SceneBinding, sceneBindingOptions, sceneBindings, type WrittenReading } from './scene-attributes.ts';

const elements = new Set(
  `svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan
   linearGradient radialGradient stop clipPath mask pattern marker`.split(/\s+/),
);

const attributes = new Set(
  `id class x y x1 y1 x2 y2 cx cy r rx ry dx dy fx fy d points width height viewBox preserveAspectRatio transform pathLength
   fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset
   stroke-miterlimit opacity color display visibility overflow paint-order vector-effect shape-rendering text-rendering
   clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits
   marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient
   gradientUnits gradientTransform spreadMethod offset stop-color stop-opacity
   patternUnits patternContentUnits patternTransform
   font-family font-size font-weight font-style letter-spacing text-anchor dominant-baseline alignment-baseline rotate
   role focusable lang`.split(/\s+/),
);

/** Of XML, without meaning inside a page: dropped in silence (`xmlns` is written anew). */
const bookkeeping = new Set(['xmlns', 'xmlns:xlink', 'xml:space', 'version']);
const namespace = 'http://www.w3.org/2000/svg';
const maximumDepth = 64;

export interface CleanScene {
  svg: string;
  problems: LabProblem[];
}

/** Problems name `file`; every dropped element or attribute is an error, because the author would miss it on the page. */
export function sanitiseScene(file: string, source: string): CleanScene {
  const problems: LabProblem[] = [];
  const output: string[] = [];
  const lineStarts = [0, ...[...source.matchAll(/\n/g)].map((match) => match.index + 1)];
  const report = (offset: number, message: LocalizedText): void => {
    let line = 1;
    while (line < lineStarts.length && lineStarts[line]! <= offset) line += 1;
    problems.push({ file, line, column: offset - lineStarts[line - 1]! + 1, severity: 'error', message });
  };
  const newlines = (from: number, to: number): string => '\n'.repeat(source.slice(from, to).split('\n').length - 1);

  /** Open elements, `null` where one was dropped; below a dropped one everything is dropped. */
  const open: (string | null)[] = [];
  let dropping = 0;
  let roots = 0;
  let written = 0;
  /** Keeps the line count of the source up to `offset`. */
  const keepLines = (offset: number): void => {
    output.push(newlines(written, offset));
    written = Math.max(written, offset);
  };

  const parser = new Parser(
    {
      onopentag(name, given) {
        const [start, end] = [parser.startIndex, parser.endIndex + 1];
        const nested = dropping > 0;
        const isRoot = open.length === 0;
        const allowed = elements.has(name) && open.length < maximumDepth && (isRoot ? name === 'svg' && roots === 0 : true);
        if (isRoot) roots += 1;
        if (nested || !allowed) {
          if (!nested) report(start, droppedElement(name, isRoot));
          open.push(null);
          dropping += 1;
          return;
        }
        open.push(name);
        keepLines(start);
        const kept = Object.entries(given).flatMap(([attribute, value]) => {
          if (bookkeeping.has(attribute)) return [];
          const refusal = refuse(attribute, value);
          if (refusal) report(Math.max(start, source.indexOf(attribute, start)), refusal);
          return refusal ? [] : [` ${attribute}="${escapeXml(value)}"`];
        });
        output.push(`<${name}${isRoot ? ` xmlns="${namespace}"` : ''}${kept.join('')}`);
        keepLines(end);
        output.push('>');
      },
      onclosetag() {
        const name = open.pop();
        if (name === null) dropping -= 1;
        else if (name !== undefined) {
          keepLines(parser.startIndex);
          output.push(`</${name}>`);
        }
      },
      ontext(text) {
        if (dropping > 0) return;
        if (open.length === 0) {
          if (text.trim() !== '')
            report(parser.startIndex, {
              en: 'There is text outside the <svg> element. Remove it.',
              'zh-CN': '<svg> 元素之外有文字，请删除。',
            });
          return;
        }
        keepLines(parser.startIndex);
        output.push(escapeXml(text));
        written = Math.max(written, parser.endIndex + 1);
      },
      onprocessinginstruction(name) {
        // The XML declaration does no harm and no good; a DOCTYPE could declare entities.
        if (name.toLowerCase().startsWith('!')) {
          report(parser.startIndex, {
            en: 'A scene has no DOCTYPE. Remove this line.',
            'zh-CN': '场景文件不写 DOCTYPE，请删除此行。',
          });
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(source);
  parser.end();

  if (roots === 0) report(0, { en: 'There is no <svg> element in this file.', 'zh-CN': '此文件中没有 <svg> 元素。' });
  return { svg: output.join(''), problems };
}

function droppedElement(name: string, isRoot: boolean): LocalizedText {
  if (isRoot) {
    return {
      en: `<${name}> was left out: a scene is exactly one <svg> element.`,
      'zh-CN': `已去掉 <${name}>：场景只由一个 <svg> 元素构成。`,
    };
  }
  const near = didYouMean(name, elements);
  return {
    en: `<${name}> was left out with everything in it: a scene is a drawing without scripts, styles, links, pictures or foreign content.${near ? ` Did you mean <${near}>?` : ''}`,
    'zh-CN': `已去掉 <${name}> 及其内容：场景只是图形，不含脚本、样式、链接、图片或外来内容。${near ? `是否想写 <${near}>？` : ''}`,
  };
}

/** Why an attribute may not stay; `null` when it may. */
function refuse(name: string, value: string): LocalizedText | null {
  if (name === 'href' || name === 'xlink:href') {
    return /^#[A-Za-z][\w-]*$/.test(value)
      ? null
      : {
          en: `\`${name}="${brief(value)}"\` was left out: a scene refers only to its own elements, e.g. #valve.`,
          'zh-CN': `已去掉 \`${name}="${brief(value)}"\`：场景只能引用自身的元素，例如 #valve。`,
        };
  }
  if (name === 'id') {
    return /^[A-Za-z][\w-]*$/.test(value)
      ? null
      : {
          en: `The id \`${brief(value)}\` was left out: use letters, digits and hyphens.`,
          'zh-CN': `已去掉 id \`${brief(value)}\`：请用字母、数字和连字符。`,
        };
  }
  const data = /^data-(.+)$/.exec(name)?.[1];
  if (data !== undefined) {
    // The mark of an expanded symbol (scene-symbols.ts); a path to move along is one of this drawing.
    if (data === 'symbol' && /^[a-z][a-z0-9-]*$/.test(value)) return null;
    if (data === 'along' && !/^#[A-Za-z][\w-]*$/.test(value)) {
      return {
        en: `\`data-along="${brief(value)}"\` was left out: it names a path of this drawing, e.g. #belt.`,
        'zh-CN': `已去掉 \`data-along="${brief(value)}"\`：它应指向本图中的一条路径，例如 #belt。`,
      };
    }
    const known: readonly string[] = [...sceneBindings, ...sceneBindingOptions];
    if (known.includes(data)) return null;
    const near = didYouMean(data, known);
    return {
      en: `\`${name}\` binds nothing and was left out. ${near ? `Did you mean data-${near}?` : `Known: ${sceneBindings.map((b) => `data-${b}`).join(', ')}.`}`,
      'zh-CN': `\`${name}\` 不是绑定，已去掉。${near ? `是否想写 data-${near}？` : `可用：${sceneBindings.map((b) => `data-${b}`).join('、')}。`}`,
    };
  }
  if (/^aria-[a-z]+$/.test(name)) return null;
  if (!attributes.has(name)) {
    const near = name.startsWith('on') ? null : didYouMean(name, attributes);
    return {
      en: `The attribute \`${name}\` was left out: it is not one that a scene may carry.${near ? ` Did you mean \`${near}\`?` : ''}`,
      'zh-CN': `已去掉属性 \`${name}\`：场景中不能使用它。${near ? `是否想写 \`${near}\`？` : ''}`,
    };
  }
  // Presentation attributes are CSS values: `\75rl(…)` is url too, so no backslash; url() only to an element of this drawing.
  const outside = value.replaceAll(/url\(\s*(['"]?)#[A-Za-z][\w-]*\1\s*\)/gi, '');
  if (/url\s*\(|\\|javascript:|expression\s*\(|image(-set)?\s*\(|@import/i.test(outside)) {
    return {
      en: `\`${name}="${brief(value)}"\` was left out: a scene refers only to its own elements, e.g. url(#shade).`,
      'zh-CN': `已去掉 \`${name}="${brief(value)}"\`：场景只能引用自身的元素，例如 url(#shade)。`,
    };
  }
  return null;
}

const brief = (value: string): string => (value.length > 40 ? `${value.slice(0, 37)}...` : value);

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\0', '');

export interface FoundBinding extends WrittenReading {
  binding: SceneBinding;
  /** Of its element, without `data-`. */
  attributes: Readonly<Record<string, string>>;
  /** The ready symbol that brought it; `null` for what the author bound. */
  symbol: string | null;
  line: number;
  column: number;
}

/** The bindings of a sanitised scene, where they stand. */
export function bindingsOf(svg: string): FoundBinding[] {
  const found: FoundBinding[] = [];
  const open: (string | null)[] = [];
  let line = 1;
  let lineStart = 0;
  const parser = new Parser(
    {
      onopentag(_, given) {
        const start = parser.startIndex;
        for (let at = svg.indexOf('\n', lineStart); at >= 0 && at < start; at = svg.indexOf('\n', lineStart)) {
          line += 1;
          lineStart = at + 1;
        }
        const within = open.at(-1) ?? null;
        const attributes = Object.fromEntries(
          Object.entries(given).flatMap(([name, value]) =>
            name.startsWith('data-') ? [[name.slice('data-'.length), value]] : [],
          ),
        );
        for (const binding of sceneBindings) {
          const value = given[`data-${binding}`];
          if (value === undefined) continue;
          const column = svg.indexOf(` data-${binding}=`, start) - lineStart + 2;
          found.push({ binding, attributes, ...readReading(value), symbol: within, line, column });
        }
        open.push(given['data-symbol'] ?? within);
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(svg);
  return found;
}
