/** The text of a rendered page, section by section, as search reads it. */
import { Parser } from 'htmlparser2';

export interface Section {
  /** Of the heading it stands under; `null` before the first. */
  anchor: string | null;
  heading: string;
  text: string;
}

/**
 * Not looked through: pictures, the options of questions (most are wrong), hints and solutions (closed until they are wanted), values
 * that change, and the definitions that hover over terms.
 */
const skippedTags = new Set(['svg', 'mw-quiz', 'mw-solution', 'mw-signal', 'details', 'script', 'style']);
const skippedClasses = /(^| )(step-state|definitions)( |$)/;
/** Where one ends, a word ends too. */
const inline = new Set(['a', 'b', 'code', 'em', 'i', 'span', 'strong', 'sub', 'sup', 'del', 'button']);
const empty = new Set(['br', 'hr', 'img', 'input', 'wbr']);

/** Headings of the second and third level begin a section; deeper ones belong to theirs. `html` is what a browser gets of the page. */
export function sectionsOf(html: string): Section[] {
  const sections: Section[] = [{ anchor: null, heading: '', text: '' }];
  let inHeading = false;
  let skipping = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (skipping > 0 || skippedTags.has(name) || skippedClasses.test(attributes.class ?? '')) {
        if (!empty.has(name)) skipping += 1;
        return;
      }
      if (name === 'h2' || name === 'h3') {
        inHeading = true;
        sections.push({ anchor: attributes.id ?? null, heading: '', text: '' });
      }
    },
    ontext(text) {
      if (skipping > 0) return;
      const section = sections.at(-1)!;
      if (inHeading) section.heading += text;
      else section.text += text;
    },
    onclosetag(name) {
      if (skipping > 0) {
        if (!empty.has(name)) skipping -= 1;
        return;
      }
      if (name === 'h2' || name === 'h3') inHeading = false;
      else if (!inline.has(name)) sections.at(-1)!.text += ' ';
    },
  });
  parser.end(html);
  return sections
    .map(({ anchor, heading, text }) => ({ anchor, heading: heading.trim(), text: text.replace(/\s+/g, ' ').trim() }))
    .filter(({ anchor, text }) => anchor === null || text !== '');
}
