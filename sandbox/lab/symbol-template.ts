/** The holes of a symbol's template: `{name}` takes a parameter's value, `{= 120 - 100 * high / height }` reckons with them. */

export type ParameterValues = Record<string, string>;

/** `hadEmpty`: a `{name}` stood for a value that was left empty. What a value holds is never looked at for further holes. */
export function fillIn(template: string, values: ParameterValues): { text: string; hadEmpty: boolean } {
  let hadEmpty = false;
  const text = template.replaceAll(/\{(=?)([^{}]*)\}/g, (_, reckons: string, inner: string) => {
    if (reckons) return shortNumber(reckon(inner, values));
    const value = values[inner.trim()];
    if (value === undefined) throw new Error(`symbol template: there is no parameter {${inner}}`);
    if (value === '') hadEmpty = true;
    return value;
  });
  return { text, hadEmpty };
}

const shortNumber = (value: number): string => String(Number(value.toFixed(4)));

/** + - * / and parentheses over numbers and parameters; a parameter that is no number counts as 0. */
function reckon(expression: string, values: ParameterValues): number {
  const tokens = expression.match(/[a-z][a-z0-9-]*|\d+(?:\.\d+)?|[-+*/()]/g) ?? [];
  let at = 0;
  const primary = (): number => {
    const token = tokens[at++];
    if (token === undefined) throw new Error(`symbol template: {=${expression}} ends too early`);
    if (token === '-') return -primary();
    if (token === '(') {
      const value = sum();
      at += 1;
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    const value = values[token];
    if (value === undefined) throw new Error(`symbol template: there is no parameter ${token}`);
    const number = Number(value);
    return Number.isFinite(number) ? number : 0;
  };
  const product = (): number => {
    let value = primary();
    while (tokens[at] === '*' || tokens[at] === '/') {
      const divides = tokens[at++] === '/';
      const by = primary();
      value = divides ? (by === 0 ? 0 : value / by) : value * by;
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-') value = tokens[at++] === '+' ? value + product() : value - product();
    return value;
  };
  return sum();
}
