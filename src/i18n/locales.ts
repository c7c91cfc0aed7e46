/** The two languages of the site, how a page's address tells them, and how a name leads to the same page in the other one. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

export const locales: readonly Locale[] = ['en', 'zh-CN'];
export const otherLocale = (locale: Locale): Locale => (locale === 'en' ? 'zh-CN' : 'en');

const chinesePrefix = '/zh-cn';

/** English stands at `/`, Chinese under `/zh-cn/`. */
export function localeOf(pathname: string): Locale {
  const lower = pathname.toLowerCase();
  return lower === chinesePrefix || lower.startsWith(`${chinesePrefix}/`) ? 'zh-CN' : 'en';
}

/** The address without its language: `/zh-cn/courses/` and `/courses/` both give `/courses/`. */
export function neutralPath(pathname: string): string {
  const rest = localeOf(pathname) === 'zh-CN' ? pathname.slice(chinesePrefix.length) : pathname;
  return rest === '' ? '/' : rest;
}

/** The same page in `locale`; `path` is neutral and starts with a slash. */
export function pathIn(locale: Locale, path: string): string {
  return locale === 'zh-CN' ? `${chinesePrefix}${path}` : path;
}

/**
 * Which of the offered languages a browser asks for first (RFC 9110, section 12.5.4), by its primary subtag: zh-HK is Chinese, too. The first
 * offered one when it asks for neither.
 */
export function preferredLocale(acceptLanguage: string | null, offered: readonly Locale[]): Locale {
  const asked = (acceptLanguage ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const weight = parameters.find((one) => one.startsWith('q='))?.slice(2);
    return { primary: tag.split('-', 1)[0], weight: weight === undefined ? 1 : Number(weight) };
  });
  const wanted = asked.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  const found = wanted.map(({ primary }) => offered.find((locale) => locale.split('-', 1)[0] === primary));
  return found.find((locale) => locale !== undefined) ?? offered[0] ?? 'en';
}

/** HTML of an author, whose links are written without a language, with links into `locale`. Pictures have one address for both. */
export function linksIn(locale: Locale, html: string): string {
  return html.replaceAll(/ href="(\/(?!figures\/)[^"]*)"/g, (_, path: string) => ` href="${pathIn(locale, path)}"`);
}
