/**
 * What Modbus says, without its bytes: requests, answers and exceptions of the MODBUS Application Protocol Specification V1.1b3. Addresses
 * are those of the wire, counted from 0.
 */
export interface LocalizedText {
  en: string;
  'zh-CN': string;
}

/** The four tables of the data model (clause 4.3). */
export type Table = 'coils' | 'discrete-inputs' | 'input-registers' | 'holding-registers';

/** The largest quantities that fit (clauses 6.1-6.4, 6.11, 6.12, 6.17). */
export const limits = {
  readBits: 2000,
  readRegisters: 125,
  writeBits: 1968,
  writeRegisters: 123,
  /** Of function 23, whose request carries two headers. */
  writeWithRead: 121,
} as const;

/** Addresses of a table: 0 to 65,535. */
export const addresses = 0x10000;

/** As clause 6 calls them. */
export const functionNames = {
  1: 'Read Coils',
  2: 'Read Discrete Inputs',
  3: 'Read Holding Registers',
  4: 'Read Input Registers',
  5: 'Write Single Coil',
  6: 'Write Single Register',
  15: 'Write Multiple Coils',
  16: 'Write Multiple Registers',
  22: 'Mask Write Register',
  23: 'Read/Write Multiple Registers',
  43: 'Read Device Identification',
} as const;

export type FunctionCode = keyof typeof functionNames;

/** The table that a function reads or writes; function 43 touches none. */
export const tableOf: Readonly<Record<Exclude<FunctionCode, 43>, Table>> = {
  1: 'coils',
  2: 'discrete-inputs',
  3: 'holding-registers',
  4: 'input-registers',
  5: 'coils',
  6: 'holding-registers',
  15: 'coils',
  16: 'holding-registers',
  22: 'holding-registers',
  23: 'holding-registers',
};

/** How much of the identification is wanted (clause 6.21): 1 basic, 2 regular, 3 extended, 4 one object. */
export type IdentificationAccess = 1 | 2 | 3 | 4;

export type Request =
  | { code: 1 | 2 | 3 | 4; address: number; quantity: number }
  | { code: 5; address: number; value: boolean }
  | { code: 6; address: number; value: number }
  | { code: 15; address: number; bits: boolean[] }
  | { code: 16; address: number; registers: number[] }
  /** Becomes (old AND `and`) OR (`or` AND NOT `and`). */
  | { code: 22; address: number; and: number; or: number }
  /** Writes first, then reads. */
  | { code: 23; address: number; quantity: number; writeAddress: number; registers: number[] }
  | { code: 43; access: IdentificationAccess; object: number };

export interface Exception {
  /** Of the request, whatever it was. */
  code: number;
  exception: number;
}

export interface Identification {
  code: 43;
  access: IdentificationAccess;
  conformity: number;
  /** There is more, from object `next`. */
  more: boolean;
  next: number;
  objects: { id: number; value: string }[];
}

export type Answer =
  | { code: 1 | 2; bits: boolean[] }
  | { code: 3 | 4 | 23; registers: number[] }
  | { code: 5; address: number; value: boolean }
  | { code: 6; address: number; value: number }
  | { code: 15 | 16; address: number; quantity: number }
  | { code: 22; address: number; and: number; or: number }
  | Identification;

/** The exceptions of clause 7 that servers here answer, by what went wrong. */
export const exceptions = {
  illegalFunction: 0x01,
  illegalDataAddress: 0x02,
  illegalDataValue: 0x03,
  serverDeviceFailure: 0x04,
  serverDeviceBusy: 0x06,
  gatewayPathUnavailable: 0x0a,
  gatewayTargetFailedToRespond: 0x0b,
} as const;

/** Clause 7: the name, and what it means to the one who asked. */
export const exceptionMeanings: Readonly<Record<number, { name: string; meaning: LocalizedText }>> = {
  1: {
    name: 'Illegal Function',
    meaning: {
      en: 'The device does not know this function code. Read with another one: some devices have input registers (4), others only holding registers (3).',
      'zh-CN': '设备不支持此功能码。请换一个功能码读取：有的设备提供输入寄存器（4），有的只有保持寄存器（3）。',
    },
  },
  2: {
    name: 'Illegal Data Address',
    meaning: {
      en: 'An address in the request does not exist in the device. Check the register map, whether it counts from 0 or from 1, and that the last register is still inside.',
      'zh-CN': '请求中有设备不存在的地址。请核对寄存器表、地址从 0 还是从 1 开始，以及最后一个寄存器是否仍在范围内。',
    },
  },
  3: {
    name: 'Illegal Data Value',
    meaning: {
      en: 'A value or a quantity is not allowed: at most 125 registers or 2000 bits in one read. Ask for less, or write a value within the range.',
      'zh-CN': '数值或数量不被允许：一次最多读 125 个寄存器或 2000 个位。请减少数量，或写入范围内的值。',
    },
  },
  4: {
    name: 'Server Device Failure',
    meaning: {
      en: 'The device failed while it carried the request out. Look at the device itself.',
      'zh-CN': '设备执行请求时发生故障。请检查设备本身。',
    },
  },
  5: {
    name: 'Acknowledge',
    meaning: {
      en: 'The device has accepted the request and needs a long time for it.',
      'zh-CN': '设备已接受请求，但需要较长时间处理。',
    },
  },
  6: {
    name: 'Server Device Busy',
    meaning: {
      en: 'The device is busy. Ask again later, or less often.',
      'zh-CN': '设备正忙。请稍后再试，或降低请求频率。',
    },
  },
  8: {
    name: 'Memory Parity Error',
    meaning: {
      en: 'The device found its extended memory damaged.',
      'zh-CN': '设备发现其扩展存储区校验出错。',
    },
  },
  10: {
    name: 'Gateway Path Unavailable',
    meaning: {
      en: 'The gateway has no path to this unit: it is misconfigured or overloaded.',
      'zh-CN': '网关没有通往此单元的路径：配置有误或过载。',
    },
  },
  11: {
    name: 'Gateway Target Device Failed to Respond',
    meaning: {
      en: 'The gateway got no answer from this unit. Check the unit id, and whether that device has power and is wired.',
      'zh-CN': '网关没有收到此单元的应答。请检查单元号，以及该设备是否上电、接线是否正常。',
    },
  },
};

/** `0x02 Illegal Data Address`. */
export function exceptionName(exception: number): string {
  const hex = `0x${exception.toString(16).toUpperCase().padStart(2, '0')}`;
  const name = exceptionMeanings[exception]?.name;
  return name ? `${hex} ${name}` : hex;
}
