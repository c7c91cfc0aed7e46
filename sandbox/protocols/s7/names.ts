/** What the codes of S7comm are called, as public dissectors call them. */
import { type Area, areaCodes, sizes } from './items.ts';

export const kindNames: Readonly<Record<number, string>> = { 1: 'Job', 2: 'Ack', 3: 'Ack_Data', 7: 'Userdata' };

export const functionNames: Readonly<Record<number, string>> = {
  0: 'CPU services',
  4: 'Read Var',
  5: 'Write Var',
  26: 'Request download',
  27: 'Download block',
  28: 'Download ended',
  29: 'Start upload',
  30: 'Upload',
  31: 'End upload',
  40: 'PI-Service',
  41: 'PLC Stop',
  240: 'Setup communication',
};

export const errorNames: Readonly<Record<number, string>> = {
  33028: 'This service is not implemented on the module or a frame error was reported',
  33538: 'Too few resources available',
  33796: 'The function cannot be performed',
  34048: 'Wrong frames',
  34562: 'The requested service is not supported by the module',
  34563: 'Access to object refused',
  53774: 'No (further) block available',
  53825: 'The function is not permitted in the current protection level',
  54273: 'Information function unavailable',
  54274: 'Information function unavailable',
};

export const itemCodeNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'Hardware error',
  3: 'Accessing the object not allowed',
  5: 'Invalid address',
  6: 'Data type not supported',
  7: 'Data type inconsistent',
  10: 'Object does not exist',
  255: 'Success',
};

export const dataSizeNames: Readonly<Record<number, string>> = {
  0: 'NULL',
  3: 'BIT',
  4: 'BYTE/WORD/DWORD',
  5: 'INTEGER',
  6: 'DINTEGER',
  7: 'REAL',
  9: 'OCTET STRING',
};

export const groupNames: Readonly<Record<number, string>> = {
  1: 'Programmer commands',
  2: 'Cyclic services',
  3: 'Block functions',
  4: 'CPU functions',
  5: 'Security',
  7: 'Time functions',
};

export const subFunctionNames: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  3: { 1: 'List blocks', 2: 'List blocks of type', 3: 'Get block info' },
  4: { 1: 'Read SZL', 2: 'Message service' },
  7: { 1: 'Read clock', 2: 'Set clock', 3: 'Read clock (following)', 4: 'Set clock' },
};

export const sizeNameOf = new Map<number, string>(Object.entries(sizes).map(([name, { code }]) => [code, name]));
export const areaNameOf = new Map<number, Area>(Object.entries(areaCodes).map(([name, code]) => [code, name as Area]));
