/** What an academy may be set to: one schema for the settings page, the API and the database. What was never set is as the default says. */
import { z } from 'zod';

const localized = z.strictObject({ en: z.string().trim().max(400), 'zh-CN': z.string().trim().max(400) });

/** An IANA name that this Node knows, such as Asia/Shanghai. */
export const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'not a time zone');

/** Bytes of a logo as a data URL: it is part of every page. */
const maxLogo = 96_000;

const rules = {
  /** May somebody without an account read lessons? Otherwise every page but the doors asks to sign in. */
  open: z.boolean(),
  /** May somebody without an account work, known to their browser only? */
  guests: z.boolean(),
  /** Who may make an account: whoever was invited, or anyone who reaches the server. */
  joining: z.enum(['invitation', 'anyone']),
  /** Who needs more than a password to enter. */
  secondFactor: z.enum(['nobody', 'roles', 'everybody']),
  /** What the site offers; the first is for visitors whose browser wants neither. */
  languages: z
    .array(z.enum(['en', 'zh-CN']))
    .min(1)
    .max(2),
  timeZone,
  /** The one colour for what can be acted on, as #rrggbb; `null` is Millwright's own. */
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'not a colour such as #0f6b73')
    .nullable(),
  /** PNG, JPEG or WebP as a data URL; `null` is none. */
  logo: z
    .string()
    .max(maxLogo)
    .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/, 'not a picture')
    .nullable(),
  /**
   * Of certificates: what they certify, who signs, for how many months they hold (`null`: without end), and whether whoever has finished
   * a course takes theirs (`rule`, unless said) or an instructor issues it.
   */
  certificate: z.strictObject({
    wording: localized,
    signatory: z.string().trim().max(120),
    months: z.int().min(1).max(120).nullable(),
    by: z.enum(['rule', 'instructor']).optional(),
  }),
  /** Days after which the work of guests who did not come back is deleted, and entries of the audit log; `null` is never. */
  keepGuests: z.int().min(7).max(3_650).nullable(),
  keepAudit: z.int().min(90).max(3_650).nullable(),
};

export const academySettingsPart = z.strictObject(rules).partial();
export type AcademySettingsPart = z.output<typeof academySettingsPart>;

const academySettings = z.object({
  open: rules.open.default(true),
  guests: rules.guests.default(true),
  joining: rules.joining.default('invitation'),
  secondFactor: rules.secondFactor.default('nobody'),
  languages: rules.languages.default(['en', 'zh-CN']),
  timeZone: rules.timeZone.default('UTC'),
  accent: rules.accent.default(null),
  logo: rules.logo.default(null),
  certificate: rules.certificate.default({ wording: { en: '', 'zh-CN': '' }, signatory: '', months: null }),
  keepGuests: rules.keepGuests.default(null),
  keepAudit: rules.keepAudit.default(null),
});
export type AcademySettings = z.output<typeof academySettings>;

/** The settings in a row of the database; one that has become impossible does not take the others with it. */
export function settingsOf(json: string): AcademySettings {
  const stored: unknown = JSON.parse(json);
  const known = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
  const readable = known.map(([name, value]) => academySettingsPart.safeParse({ [name]: value }).data ?? {});
  return academySettings.parse(Object.assign({}, ...readable));
}
