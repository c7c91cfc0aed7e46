import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { bindingsOf, sanitiseScene } from '#sandbox/lab/scene.ts';

const clean = (inside: string): { svg: string; told: string[] } => {
  const { svg, problems } = sanitiseScene('scene.svg', `<svg viewBox="0 0 10 10">${inside}</svg>`);
  return { svg, told: problems.map(({ message }) => message.en) };
};

describe('a drawing stays as it is', () => {
  it('with its bindings, its gradients and the case of its names', () => {
    const inside =
      '<defs><linearGradient id="shade" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="#fff"></stop></linearGradient></defs>' +
      '<use href="#shade"></use><g class="sym-lamp green" data-on="NOT plant.Lamp"><rect fill="url(#shade)" width="1"></rect><text lang="zh-CN">灯 &lt; 1</text></g>';
    const { svg, told } = clean(inside);
    expect(told).toEqual([]);
    expect(svg).toBe(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${inside}</svg>`);
  });

  it('line by line, so that findings point right', () => {
    const source =
      '<?xml version="1.0"?>\n<!-- a\ncomment -->\n<svg\n  viewBox="0 0 1 1">\n<script>\n1\n</script>\n<g data-on="plant.A" /></svg>';
    const { svg, problems } = sanitiseScene('scene.svg', source);
    expect(problems).toMatchObject([{ line: 6, column: 1 }]);
    expect(bindingsOf(svg)).toMatchObject([{ binding: 'on', signal: 'plant.A', line: 9 }]);
  });
});

describe('what is not a drawing is dropped and told', () => {
  const attacks: [string, string][] = [
    ['a script', '<script>alert(1)</script>'],
    ['a script in CDATA', '<script><![CDATA[alert(1)]]></script>'],
    ['a script with a prefix', '<svg:script>alert(1)</svg:script>'],
    ['a handler', '<g onclick="alert(1)"></g>'],
    ['a handler in capitals', '<g ONLOAD="alert(1)"></g>'],
    ['foreign content', '<foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject>'],
    ['a style element', '<style>@import url(https://example.org/a.css);</style>'],
    ['a style attribute', '<g style="background:url(https://example.org/a)"></g>'],
    ['a link', '<a href="javascript:alert(1)"><text>x</text></a>'],
    ['an outside use', '<use href="https://example.org/a.svg#b"></use>'],
    ['an outside use, old spelling', '<use xlink:href="data:image/svg+xml;base64,AAAA#x"></use>'],
    ['an outside fill', '<rect fill="url(https://example.org/a#b)"></rect>'],
    ['an outside fill in disguise', '<rect fill="\\75rl(https://example.org/a#b)"></rect>'],
    ['an outside fill, encoded', '<rect fill="u&#114;l(https://example.org/a#b)"></rect>'],
    ['an inside and an outside fill', '<rect fill="url(#a) url(//example.org/b)"></rect>'],
    ['an animation of an address', '<use href="#a"><animate attributeName="href" to="javascript:alert(1)"></animate></use>'],
    ['a setter', '<set attributeName="onclick" to="alert(1)"></set>'],
    ['a picture', '<image href="https://example.org/a.png"></image>'],
    ['an HTML element that leaves the drawing', '<p><img src="x" onerror="alert(1)"></p>'],
    ['a title that hides one', '<title><style></title><img src="x" onerror="alert(1)"></style></title>'],
    ['an event handler behind a slash', '<g/onclick="alert(1)"></g>'],
    ['a second drawing', '</svg><svg onload="alert(1)">'],
    ['an id that breaks out', '<g id="a&quot; onclick=&quot;alert(1)"></g>'],
  ];
  it.each(attacks)('%s', (_, inside) => {
    const { svg, told } = clean(inside);
    expect(told.length).toBeGreaterThan(0);
    expect(svg).not.toMatch(/<(script|style|a|foreignObject|iframe|image|img|animate|set|p)\b/i);
    expect(svg).not.toMatch(/\son\w+=|javascript:|example\.org|data:image/i);
    expect(svg.match(/<svg/g)).toHaveLength(1);
  });

  it('text that looks like markup stays text', () => {
    expect(clean('<text><![CDATA[<script>alert(1)</script>]]></text>').svg).toContain('&lt;script&gt;');
    expect(clean('<text>&lt;script&gt;</text>').svg).toContain('&lt;script&gt;');
  });

  it('an entity of a DOCTYPE is not expanded', () => {
    const { svg, problems } = sanitiseScene('s.svg', '<!DOCTYPE svg [<!ENTITY a "<script/>">]><svg><text>&a;</text></svg>');
    expect(svg).not.toContain('<script');
    expect(problems.length).toBeGreaterThan(0);
  });

  it('a binding that does not exist is told with the one that was meant', () => {
    expect(clean('<g data-pres="plant.A"></g>').told).toEqual([
      '`data-pres` binds nothing and was left out. Did you mean data-press?',
    ]);
  });

  it('depth has a bound', () => {
    const { svg, told } = clean(`${'<g>'.repeat(1000)}${'</g>'.repeat(1000)}`);
    expect(told).toHaveLength(1);
    expect(svg.length).toBeLessThan(1000);
  });

  it('a file without a drawing', () => {
    expect(sanitiseScene('s.svg', 'hello').problems.map(({ message }) => message.en)).toContain(
      'There is no <svg> element in this file.',
    );
  });
});

describe('whatever comes in', () => {
  const scrap = fc.constantFrom(
    ...[
      '<svg>',
      '</svg>',
      '<g ',
      '<g>',
      '</g>',
      '>',
      '/>',
      '<script>',
      '</script>',
      '<style>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
    ],
    ...[
      'onclick=',
      'href=',
      'fill=',
      'data-on=',
      '"',
      "'",
      '&quot;',
      '&lt;',
      '&#0;',
      'url(',
      'javascript:',
      '#a',
      'text',
      '\n',
      '\0',
      '<!DOCTYPE x',
      '<?x',
    ],
  );
  it('what goes out is clean: cleaning it again finds nothing and changes nothing', () => {
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 40 }), (scraps) => {
        const { svg } = sanitiseScene('s.svg', `<svg>${scraps.join('')}`);
        expect(sanitiseScene('s.svg', svg)).toEqual({ svg, problems: [] });
        // As a browser reads it: by the rules of HTML, not of XML.
        const page = new Parser({
          onopentag(name, attributes) {
            expect(['svg', 'g', 'title']).toContain(name);
            for (const [key, value] of Object.entries(attributes)) {
              expect(key).toMatch(/^(x|xmlns|fill|href|data-on)$/);
              if (key === 'href') expect(value).toBe('#a');
            }
          },
        });
        page.end(svg);
      }),
      { numRuns: 3000 },
    );
  });
});
