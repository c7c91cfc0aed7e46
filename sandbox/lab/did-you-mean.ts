/** The nearest known word to a misspelt one: the language's own rule serves the labs and their readers too. */
export { nearestName as didYouMean } from '../iec61131/semantics/did-you-mean.ts';
