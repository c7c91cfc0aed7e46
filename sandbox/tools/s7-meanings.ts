/** What an S7 device's codes mean to the one who asked, and what to try. */
import { errorNames, itemCodeNames } from '../protocols/s7/names.ts';
import { errors, itemCodes } from '../protocols/s7/pdu.ts';
import type { Localized } from './meanings.ts';

const items: Readonly<Record<number, Localized>> = {
  [itemCodes.hardwareFault]: {
    en: 'The device reports a hardware error at this address. Look at the device itself.',
    'zh-CN': '设备报告此地址存在硬件错误。请检查设备本身。',
  },
  [itemCodes.accessDenied]: {
    en: 'The device does not allow access to this address: it is read-only or protected.',
    'zh-CN': '设备不允许访问此地址：只读或受保护。',
  },
  [itemCodes.outOfRange]: {
    en: 'The address lies beyond the end of its area or data block. Check the byte and the length of the type.',
    'zh-CN': '地址超出了该存储区或数据块的末尾。请检查字节号和类型长度。',
  },
  [itemCodes.typeNotSupported]: {
    en: 'The device does not serve this type here. Read the bytes that hold it (DB1.DBB0) instead.',
    'zh-CN': '设备在此处不支持该类型。请改为读取其所在的字节（如 DB1.DBB0）。',
  },
  [itemCodes.typeInconsistent]: {
    en: 'The type and the length of what was written do not fit each other.',
    'zh-CN': '写入的类型与长度不一致。',
  },
  [itemCodes.noSuchObject]: {
    en: 'There is no such data block, or it is optimised and has no addresses. Check its number, and "optimised block access" in the project.',
    'zh-CN': '没有此数据块，或它启用了优化访问而没有绝对地址。请检查编号，以及项目中的“优化的块访问”。',
  },
};

export const itemMeaning = (code: number): Localized =>
  items[code] ?? {
    en: `The device answered code ${code}${itemCodeNames[code] ? ` (${itemCodeNames[code]})` : ''}.`,
    'zh-CN': `设备应答代码 ${code}${itemCodeNames[code] ? `（${itemCodeNames[code]}）` : ''}。`,
  };

const requests: Readonly<Record<number, Localized>> = {
  [errors.protected]: {
    en: 'The protection level of the controller does not permit this. Look at its protection settings.',
    'zh-CN': '控制器的保护等级不允许此操作。请查看其保护设置。',
  },
  [errors.noSuchList]: {
    en: 'The device does not have this information.',
    'zh-CN': '设备没有此信息。',
  },
};

export const errorMeaning = (error: number): Localized =>
  requests[error] ?? {
    en: `The device refused the request: ${errorNames[error] ?? 'an error without a name'} (0x${error.toString(16)}).`,
    'zh-CN': `设备拒绝了请求：${errorNames[error] ?? '未命名的错误'}（0x${error.toString(16)}）。`,
  };

/** A refusal may come from the network, or from a controller that has no such rack and slot. */
export const refusedMeaning = (rack: number, slot: number): Localized => ({
  en: `The connection was refused: nobody listens on this port (102 unless said), all connections are taken, or there is no controller in rack ${rack}, slot ${slot}. Most have rack 0 and slot 1 or 2.`,
  'zh-CN': `连接被拒绝：此端口（默认 102）无人监听，连接数已满，或机架 ${rack} 槽位 ${slot} 中没有控制器。多数控制器在机架 0、槽位 1 或 2。`,
});
