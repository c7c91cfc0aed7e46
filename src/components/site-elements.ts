/** What every page needs of a script: search, the theme switch, and menus that close when the reader turns away. */
import './search-element.ts';
import { otherTheme, setTheme } from './theme.ts';

class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('button')?.addEventListener('click', () => {
      setTheme(otherTheme());
      document.dispatchEvent(new CustomEvent('millwright:theme'));
    });
  }
}
customElements.define('mw-theme', ThemeSwitch);

const openMenus = (): NodeListOf<HTMLDetailsElement> => document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]');

document.addEventListener('click', (event) => {
  for (const menu of openMenus()) {
    if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false;
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});
