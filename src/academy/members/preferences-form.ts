/** Preferences as a form without JavaScript sends them: every field at once, all as text. */
import { type PreferencesPart, preferencesPart } from './preferences.ts';

/** Fields of own keys are called `key.<action>`: empty is the default, this is no key at all. */
export const noKey = '-';

/** The preferences of a whole form, or the names of the fields that cannot be. An unchecked box is one that is not there. */
export function preferencesOfForm(form: URLSearchParams): { part: PreferencesPart } | { refused: string[] } {
  const keys = [...form].filter(([name, value]) => name.startsWith('key.') && value.trim() !== '');
  const parsed = preferencesPart.safeParse({
    theme: form.get('theme') ?? undefined,
    locale: form.get('locale') === '' ? null : (form.get('locale') ?? undefined),
    reducedMotion: form.get('reducedMotion') ?? undefined,
    editorFontSize: form.has('editorFontSize') ? Number(form.get('editorFontSize')) : undefined,
    editorMinimap: form.has('editorMinimap'),
    editorAccessibility: form.get('editorAccessibility') ?? undefined,
    tabMovesFocus: form.has('tabMovesFocus'),
    singleKeys: form.has('singleKeys'),
    keys: Object.fromEntries(keys.map(([name, value]) => [name.slice(4), value.trim() === noKey ? '' : value.trim()])),
  });
  if (parsed.success) return { part: defined(parsed.data) };
  return { refused: [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))] };
}

/** Without the fields that the form did not have. */
const defined = (part: PreferencesPart): PreferencesPart =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
