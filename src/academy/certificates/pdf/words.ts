/** What is printed on every certificate, in both languages, and its days. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

export const printedWords = {
  en: {
    kind: 'Certificate',
    certifies: 'This certifies that',
    completed: 'has completed the course',
    proof: (labs: number, hours: string): string =>
      labs === 0
        ? `All lessons done, all questions answered correctly. Planned time: ${hours} h.`
        : `All lessons done; ${labs === 1 ? 'one lab' : `${labs} labs`} passed with programs of their own, checked automatically on simulated plants. Planned time: ${hours} h.`,
    competencies: 'Competencies',
    issued: 'Issued',
    awarded: 'First awarded',
    until: 'Valid until',
    noEnd: 'Without end',
    number: 'Certificate',
    signed: 'For the academy',
    verify: 'Verify',
    how: 'Scan the code, or open the address below. The page checks the digital signature and says whether the certificate still holds.',
    more: (count: number): string => `and ${count} more`,
    between: ' · ',
    subject: (course: string): string => `Certificate: ${course}`,
  },
  'zh-CN': {
    kind: '结业证书',
    certifies: '兹证明',
    completed: '已完成课程',
    proof: (labs: number, hours: string): string =>
      labs === 0
        ? `完成全部课时，全部问题回答正确。计划学时：${hours} 小时。`
        : `完成全部课时；${labs} 个实验均以自己编写的程序在仿真装置上通过自动检查。计划学时：${hours} 小时。`,
    competencies: '能力项',
    issued: '签发日期',
    awarded: '首次授予',
    until: '有效期至',
    noEnd: '长期有效',
    number: '证书编号',
    signed: '学院代表',
    verify: '验证',
    how: '扫描二维码，或打开下方网址。页面会检查数字签名，并说明证书当前是否有效。',
    more: (count: number): string => `等 ${count} 项`,
    between: '、',
    subject: (course: string): string => `结业证书：${course}`,
  },
} satisfies Record<Locale, object>;

/** `23 November 2026`, `2026年11月23日`. */
export function dayOf(instant: string, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: 'long', timeZone }).format(new Date(instant));
}

/** Hours with at most one decimal. */
export const hoursOf = (minutes: number): string => String(Math.max(0.5, Math.round(minutes / 30) / 2));
