/** An order that cannot be carried out as it was typed: what was seen, and what to type instead. */
import type { Text } from './messages.ts';

export class Teach extends Error {
  readonly text: Text;
  constructor(en: string, chinese: string) {
    super(en);
    this.text = { en, 'zh-CN': chinese };
  }
}
