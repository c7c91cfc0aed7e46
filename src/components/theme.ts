/** The theme of the page and of those to come: in this browser at once, and with the member's preferences. */

export type Theme = 'system' | 'light' | 'dark';

/** Paint and remember. With `save`, readers with a session have it kept on the server too. */
export function setTheme(theme: Theme, save = true): void {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.themeChoice = theme;
  root.dataset.theme = theme === 'system' ? (dark ? 'dark' : 'light') : theme;
  try {
    localStorage.setItem('millwright:theme', theme);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page, or as the server keeps it.
  }
  // Loaded when needed: a reading page carries none of it.
  if (save && root.dataset.member !== undefined) {
    void import('../workbench/preferences.ts').then(({ savePreferences }) => savePreferences({ theme }));
  }
}

export const otherTheme = (): Theme => (document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
