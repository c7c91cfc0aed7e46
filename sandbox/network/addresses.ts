/** IPv4 addresses as numbers, and the MAC addresses made from them. */

/** `null`: not four numbers of 0 … 255. */
export function addressOf(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (parts === null) return null;
  let address = 0;
  for (const part of parts.slice(1)) {
    if (Number(part) > 255) return null;
    address = address * 256 + Number(part);
  }
  return address;
}

export const addressText = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

/** Locally administered (IEEE 802: second bit of the first octet), so that it is nobody's. */
export const macText = (address: number): string =>
  [2, 0, address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255]
    .map((octet) => octet.toString(16).padStart(2, '0'))
    .join(':');
