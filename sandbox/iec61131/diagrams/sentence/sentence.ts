/**
 * A network as a sentence, for who hears it instead of seeing it: "When Start or Motor, and Stop: Motor." Contacts are conditions, coils and
 * boxes are what happens.
 */
import type { Locale } from '../../diagnostics.ts';
import type { Box, LadderElement, LadderNetwork, Series } from '../ladder.ts';
import { type SentenceWords, WORDS } from './words.ts';

export function sentenceOf(network: LadderNetwork, locale: Locale): string {
  const words = WORDS[locale];
  const title = [network.title, network.label === undefined ? undefined : words.label(network.label)].filter(Boolean).join(', ');
  const rung = rungSentence(network.rung, words);
  const sentence = [title, rung].filter((part) => part !== '').join(words.colon);
  // Between a Latin name and a full-width mark there is no space.
  return sentence.replace(/ *([，；：]) */g, '$1').trim();
}

/** An element alone: "normally open contact Start". */
export function nameOf(element: LadderElement, locale: Locale): string {
  const words = WORDS[locale];
  switch (element.kind) {
    case 'contact':
      return words.named(words.contacts[element.form], element.operand || words.nothing);
    case 'coil':
      return words.named(words.coils[element.form], element.operand || words.nothing);
    case 'compare':
      return words.named(words.comparison, conditionOf(element, words));
    case 'box':
      return boxName(element, words);
    case 'st':
      return words.named(words.statements, element.text);
    case 'jump':
      return words.jump(element.label || words.nothing);
    case 'return':
      return words.return;
    case 'parallel':
      return words.branches(element.branches.length);
  }
}

function rungSentence(rung: Series, words: SentenceWords): string {
  if (rung.length === 0) return words.empty;
  const from = rung.findIndex((element) => !isCondition(element));
  const when = conditionsOf(from < 0 ? rung : rung.slice(0, from), words);
  const then = from < 0 ? words.noOutput : actsOf(rung.slice(from), words);
  return when === '' ? then : words.whenThen(when, then);
}

const isCondition = (element: LadderElement): boolean =>
  element.kind === 'contact' ||
  element.kind === 'compare' ||
  (element.kind === 'parallel' && element.branches.every((branch) => branch.every(isCondition)));

function conditionsOf(series: Series, words: SentenceWords): string {
  const parts = series.map((element) => conditionOf(element, words));
  // A comma keeps "A or B, and C" from being heard as "A, or B and C".
  return parts.join(series.some(({ kind }) => kind === 'parallel') ? words.andAfterPause : words.and);
}

function conditionOf(element: LadderElement, words: SentenceWords): string {
  switch (element.kind) {
    case 'contact':
      return words.conditions[element.form](element.operand || words.nothing);
    case 'compare':
      return `${element.left || words.nothing} ${words.comparisons[element.operator]} ${element.right || words.nothing}`;
    case 'parallel':
      return element.branches.map((branch) => (branch.length === 0 ? words.always : conditionsOf(branch, words))).join(words.or);
    default:
      return actOf(element, words);
  }
}

function actsOf(series: Series, words: SentenceWords): string {
  const acts: string[] = [];
  let conditions: LadderElement[] = [];
  for (const element of series) {
    if (isCondition(element)) {
      conditions.push(element);
      continue;
    }
    const act = actOf(element, words);
    acts.push(conditions.length > 0 ? words.whenThen(conditionsOf(conditions, words), act) : act);
    conditions = [];
  }
  return acts.join(words.andThen);
}

function actOf(element: LadderElement, words: SentenceWords): string {
  if (element.kind === 'coil') return words.acts[element.form](element.operand || words.nothing);
  if (element.kind === 'box') return boxName(element, words);
  if (element.kind === 'parallel') return element.branches.map((branch) => rungSentence(branch, words)).join(words.andThen);
  if (element.kind === 'st') return words.statements;
  return element.kind === 'jump' ? words.jump(element.label || words.nothing) : words.return;
}

function boxName({ type, instance, inputs, outputs }: Box, words: SentenceWords): string {
  const pins = [
    ...Object.entries(inputs).map(([name, operand]) => `${name} ${operand || words.nothing}`),
    ...Object.entries(outputs).map(([name, operand]) => words.into(name, operand || words.nothing)),
  ];
  return [instance === undefined ? type : `${type} ${instance || words.nothing}`, ...pins].join(', ');
}
