/**
 * Reads Prometheus' text format 0.0.4 as its specification has it
 * (prometheus.io/docs/instrumenting/exposition_formats): throws at a line that is none, at a sample without a type and at one that comes twice.
 */
export function readExposition(text: string) {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  const helps = new Map<string, string>();
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line);
    if (comment) {
      const [, kind, name = '', rest = ''] = comment;
      const into = kind === 'HELP' ? helps : types;
      if (into.has(name)) throw new Error(`${kind} of ${name} comes twice`);
      if (kind === 'TYPE' && !/^(counter|gauge|histogram|summary|untyped)$/.test(rest)) throw new Error(`type ${rest}`);
      into.set(name, rest);
      continue;
    }
    const sample =
      /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (\S+)(?: -?\d+)?$/.exec(line);
    if (!sample) throw new Error(`no sample: ${line}`);
    const [, name = '', labels = '', value = ''] = sample;
    if (!types.has(name) && !types.has(name.replace(/_(bucket|sum|count)$/, ''))) throw new Error(`${name} has no type`);
    const sorted = labels
      .split(/,(?=[a-zA-Z_])/)
      .filter((one) => one !== '')
      .sort();
    const series = sorted.length === 0 ? name : `${name}{${sorted.join(',')}}`;
    if (samples.has(series)) throw new Error(`${series} comes twice`);
    const number = value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value);
    if (Number.isNaN(number) && value !== 'Nan' && value !== 'NaN') throw new Error(`${value} is no number`);
    samples.set(series, number);
  }
  return { samples, types, helps };
}
