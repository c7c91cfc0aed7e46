/** The settings page's form: every field at once, all as text, and perhaps a picture. */
import { Refusal } from '../http/problems.ts';
import { type AcademyChange, academyChange } from './change-academy.ts';
import { logoOf } from './logo.ts';

const numberOrNull = (text: string | null): number | null => (text === null || text.trim() === '' ? null : Number(text));

/** Refused: `bad-setting` naming the fields, `bad-logo`. Without a new picture and without `no-logo` the logo stays. */
export async function changeOfForm(form: URLSearchParams, files: FormData | null): Promise<AcademyChange> {
  const picture = files?.get('logo');
  const logo =
    picture instanceof Blob && picture.size > 0
      ? { logo: logoOf(new Uint8Array(await picture.arrayBuffer())) }
      : form.has('no-logo')
        ? { logo: null }
        : {};
  const parsed = academyChange.safeParse({
    name: form.get('name') ?? '',
    host: form.get('host')?.trim() || null,
    settings: {
      open: form.has('open'),
      guests: form.has('guests'),
      joining: form.get('joining') ?? undefined,
      secondFactor: form.get('secondFactor') ?? undefined,
      languages: form.getAll('languages'),
      timeZone: form.get('timeZone')?.trim(),
      accent: form.has('own-accent') ? form.get('accent')?.toLowerCase() : null,
      ...logo,
      certificate: {
        wording: { en: form.get('wording-en') ?? '', 'zh-CN': form.get('wording-zh-CN') ?? '' },
        signatory: form.get('signatory') ?? '',
        months: numberOrNull(form.get('months')),
        by: form.get('by') ?? undefined,
      },
      keepGuests: numberOrNull(form.get('keepGuests')),
      keepAudit: numberOrNull(form.get('keepAudit')),
    },
  });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => String(path[0] === 'settings' ? path[1] : path[0]));
  throw new Refusal('bad-setting', fields.join(', '), { setting: [...new Set(fields)].join(', ') });
}
