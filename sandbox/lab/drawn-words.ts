/**
 * Words that are drawn per trainee: `parameters: { order: { choose: [ABCD, CDAB] } }` makes `${order}` in the network, the devices and
 * the observations of a lab stand for one of them.
 */

export type Words = Readonly<Record<string, string | number>>;

/** Plain data with every `${name}` replaced, in keys too. A text that is nothing but one name becomes the word itself, number or text. */
export function replaceWords(data: unknown, words: Words): unknown {
  if (typeof data === 'string') {
    const whole = /^\$\{(\w+)\}$/.exec(data)?.[1];
    const word = whole === undefined ? undefined : words[whole];
    return word ?? replaceInText(data, words);
  }
  if (Array.isArray(data)) return data.map((item) => replaceWords(item, words));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [replaceInText(key, words), replaceWords(value, words)]));
}

/** A name that is not drawn stays as it stands. */
export const replaceInText = (text: string, words: Words): string =>
  text.replaceAll(/\$\{(\w+)\}/g, (all, name: string) => String(words[name] ?? all));

/** The choices that a lab's raw data declares, by name; anything malformed is left to the schema. */
export function choicesOf(data: unknown): Record<string, readonly (string | number)[]> {
  const parameters = field(data, 'parameters');
  if (typeof parameters !== 'object' || parameters === null) return {};
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, written]) => {
      const choose = field(written, 'choose');
      if (!Array.isArray(choose)) return [];
      const words = choose.filter((word) => typeof word === 'string' || typeof word === 'number');
      return words.length === choose.length && words.length > 0 ? [[name, words]] : [];
    }),
  );
}

const field = (data: unknown, name: string): unknown =>
  typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
