/** Certificates and their documents. */
import type { Problems } from './problem.ts';

export const certificatesProblems = {
  'unknown-certificate': {
    status: 404,
    message: {
      en: 'There is no certificate at this address. Check it letter by letter, or scan the code on the certificate again.',
      'zh-CN': '此地址没有证书。请逐字核对地址，或重新扫描证书上的二维码。',
    },
  },
  'certificate-gone': {
    status: 410,
    message: {
      en: 'This certificate was revoked, so it is not given out any more. Its page says since when and why.',
      'zh-CN': '此证书已被撤销，不再提供下载。其页面说明撤销的时间和原因。',
    },
  },
  'unprintable-name': {
    status: 422,
    message: {
      en: 'The fonts of this server have no letter for: {characters}. Print the page of the certificate instead: it uses the fonts of your own machine.',
      'zh-CN': '服务器的字体缺少以下字符：{characters}。请改为打印证书页面，它使用您本机的字体。',
    },
  },
} as const satisfies Problems;
