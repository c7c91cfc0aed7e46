/** A sentence for a person, in both languages of the house. */
export interface Text {
  en: string;
  'zh-CN': string;
}

/** Where a mistake stands in `gateway.yaml`, what was observed there and what to try. Both figures count from 1. */
export interface Problem {
  line: number;
  column: number;
  severity: 'error' | 'warning';
  message: Text;
}
