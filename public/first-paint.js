// Runs before the first paint, from every page's head: the theme and the width of the lesson are as the reader left them.
// A file of its own, because the content policy allows no inline script.
(() => {
  const root = document.documentElement;
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage may be forbidden; then the defaults hold.
    }
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => {
    const chosen = root.dataset.themeChoice ?? stored('millwright:theme'); // The server knows a member's.
    root.dataset.theme = chosen === 'light' || chosen === 'dark' ? chosen : dark.matches ? 'dark' : 'light';
  };
  paint();
  dark.addEventListener('change', paint);
  if (stored('millwright:reduced-motion') === 'reduce') root.dataset.motion ??= 'reduce';
  const share = Number(stored('millwright:lesson-share'));
  if (share >= 30 && share <= 60) root.style.setProperty('--lesson-share', `${share}%`);
})();
