/** Puts the editor of a lab's files into the place that its page keeps for it; by hand, as the workbench is (mount-workbench.ts). */
import type { Preferences } from '../academy/members/preferences.ts';
import { browserStorage, KeptTexts } from '../workbench/authoring/kept-texts.ts';
import { LabDesk } from '../workbench/authoring/lab-desk.ts';
import { ProofDesk } from '../workbench/authoring/proof-desk.ts';
import { type LabEditorTable, wordsFrom } from '../workbench/authoring/words.ts';
import type { Locale } from '../workbench/props.ts';

export interface LabEditorData {
  lab: string;
  locale: Locale;
  /** The member: what they typed and did not save is theirs in this browser. */
  member: string;
  preferences: Preferences;
  words: LabEditorTable;
}

const place = document.getElementById('lab-editor');
const data = document.getElementById('lab-editor-data')?.textContent;

if (place && data) {
  const { lab, locale, member, preferences, words } = JSON.parse(data) as LabEditorData;
  const desk = new LabDesk(lab, new KeptTexts(browserStorage(), `${member}.${lab}`));
  const proof = new ProofDesk(lab);
  void desk.start(decodeURIComponent(location.hash.slice(1)));
  void proof.look();
  const { render } = await import('../workbench/authoring/render.tsx');
  render(place, { lab, locale, preferences, desk, proof, t: wordsFrom(words) });
}
