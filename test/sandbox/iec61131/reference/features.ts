/** What random programs must have done for the comparison to mean something, as `Interpreter.met` counts it. */
const statements = 'assign copy invoke evaluate if case for while repeat exit continue return perform'.split(' ');
const places = 'variable field index member bit part dereference self'.split(' ');
const functions = `LEN LEFT RIGHT MID CONCAT INSERT DELETE REPLACE FIND LEN_MAX LEN_CODE_UNIT COMPARE_TEXT RECODE FIRST_CHARACTER
  YEAR MONTH DAY MIDNIGHT ABS SQRT MIN MAX LIMIT SEL MUX SHL SHR ROL ROR TRUNC SWAP_BYTES IS_VALID IS_VALID_BCD TO_BCD TIME
  EXPT LN LOG EXP SIN COS TAN ASIN ACOS ATAN ATAN2`.split(/\s+/);
const conversions = [
  'INT to CHAR',
  'CHAR to WCHAR',
  'DT to DATE',
  'DT to TOD',
  'DATE to LDATE',
  'TIME to TOD',
  'LINT to LTOD',
  'UDINT to DATE',
  'LREAL to LINT',
  'REAL to DWORD',
  'ULINT to INT',
];

export const features: readonly string[] = [
  ...statements.map((kind) => `statement ${kind}`),
  ...places.map((kind) => `place ${kind}`),
  ...functions.map((name) => `function ${name}`),
  ...conversions.map((pair) => `convert ${pair}`),
  'a character of a string',
  'function of the author',
  'ARRAY [*]',
  'input of struct',
  'input of string',
  'input of array',
  'in_out of string',
  'in_out of instance',
  'EN true',
  'EN false',
  'method through an instance',
  'method through an interface, overridden',
  'method through a base or THIS',
  'method through a base or THIS, overridden',
  'method through SUPER',
  'get through an instance',
  'get through an interface, overridden',
  'set through an instance',
  'set through an interface, overridden',
  'SUPER( )',
  'body of the declared type',
  'body of a derived type',
  '?= that fits',
  '?= that does not fit',
  'equality of interfaces',
  'equality of references',
];

/** How many different ones of a kind there must have been, by the end of their names. */
export const varieties: readonly { ending: string; least: number }[] = [
  { ending: ' as text', least: 8 },
  { ending: ' from text', least: 8 },
];
