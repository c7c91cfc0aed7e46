/** Figures of statistics as people say them. */
import type { Words } from './site.ts';

/** "45 s", "12 min", "1.5 h". */
export function lasting(seconds: number, words: Words): string {
  if (seconds < 90) return words('lasting.seconds', { count: Math.round(seconds) });
  if (seconds < 90 * 60) return words('lasting.minutes', { count: Math.round(seconds / 60) });
  return words('lasting.hours', { count: (seconds / 3_600).toFixed(1) });
}

/** After Ebel and Frisbie (academy/statistics/suggestions.ts). */
export function discriminationWord(value: number) {
  if (value < 0) return 'statistics.tells.backwards' as const;
  if (value < 0.2) return 'statistics.tells.little' as const;
  if (value < 0.3) return 'statistics.tells.some' as const;
  return value < 0.4 ? ('statistics.tells.well' as const) : ('statistics.tells.very-well' as const);
}
