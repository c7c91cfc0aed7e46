/**
 * What a reader has set for themselves: one schema for the server, the profile page and the workbench. Pure: the browser imports its
 * types, and nothing here touches a database (kept-preferences.ts does).
 */
import { z } from 'zod';

/** Own key bindings: action to keys, both as text; what an action is called is the workbench's business. */
const maxBindings = 200;

const rules = {
  theme: z.enum(['system', 'light', 'dark']),
  /** `null`: as the address says. */
  locale: z.enum(['en', 'zh-CN']).nullable(),
  /** The editor's screen-reader mode. */
  editorAccessibility: z.enum(['auto', 'on', 'off']),
  /** Tab in the editor goes to the next control in place of writing a tab. */
  tabMovesFocus: z.boolean(),
  /** Keys that are a single letter act (WCAG 2.1.4: only when asked for). */
  singleKeys: z.boolean(),
  keys: z
    .record(z.string().min(1).max(40), z.string().max(40))
    .refine((keys) => Object.keys(keys).length <= maxBindings, `at most ${maxBindings} entries`),
  /** CSS pixels. */
  editorFontSize: z.int().min(12).max(24),
  editorMinimap: z.boolean(),
  reducedMotion: z.enum(['system', 'reduce']),
};

/** Some of them, as they are saved; what it does not know it drops, and what it knows and cannot be is refused. */
export const preferencesPart = z.object(rules).partial();
export type PreferencesPart = z.output<typeof preferencesPart>;

/** All of them; what was never set is what most people want. */
export const preferences = z.object({
  theme: rules.theme.default('system'),
  locale: rules.locale.default(null),
  editorAccessibility: rules.editorAccessibility.default('auto'),
  tabMovesFocus: rules.tabMovesFocus.default(false),
  singleKeys: rules.singleKeys.default(false),
  keys: rules.keys.default({}),
  editorFontSize: rules.editorFontSize.default(13),
  editorMinimap: rules.editorMinimap.default(false),
  reducedMotion: rules.reducedMotion.default('system'),
});
export type Preferences = z.output<typeof preferences>;
