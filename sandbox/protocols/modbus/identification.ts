/** Read Device Identification (clause 6.21): which objects a device answers, and how many fit into one answer. */
import { maxPduBytes } from './mbap.ts';
import { type Exception, exceptions, type Identification, type Request } from './messages.ts';

/** What a device says of itself, by object id: 0-2 are basic, 3-6 regular, 128-255 its own. Texts are Latin-1. */
export type DeviceIdentification = Readonly<Record<number, string>>;

/** Object ids as the specification's table names them. */
export const objectNames: Readonly<Record<number, string>> = {
  0: 'VendorName',
  1: 'ProductCode',
  2: 'MajorMinorRevision',
  3: 'VendorUrl',
  4: 'ProductName',
  5: 'ModelName',
  6: 'UserApplicationName',
};

const headBytes = 7;
/** Of one object, so that it fits alone. */
const maxValueBytes = maxPduBytes - headBytes - 2;
/** The last object of each level. */
const lastOf = { 1: 0x02, 2: 0x7f, 3: 0xff } as const;
/** Added to the conformity level: objects can be had one by one, too. */
const individualAccess = 0x80;

/** The answer, or its exception; a device that says nothing of itself does not have the function. */
export function identify(
  device: DeviceIdentification | undefined,
  request: Extract<Request, { code: 43 }>,
): Identification | Exception {
  const known = Object.keys(device ?? {})
    .map(Number)
    .filter((id) => Number.isInteger(id) && id >= 0 && id <= 0xff)
    .sort((a, b) => a - b);
  if (!device || known.length === 0) return { code: 43, exception: exceptions.illegalFunction };
  const level = known.at(-1)! >= 0x80 ? 3 : known.at(-1)! > 2 ? 2 : 1;
  const head = { code: 43, access: request.access, conformity: individualAccess | level } as const;
  const object = (id: number) => ({ id, value: (device[id] ?? '').slice(0, maxValueBytes) });
  if (request.access === 4) {
    if (!known.includes(request.object)) return { code: 43, exception: exceptions.illegalDataAddress };
    return { ...head, more: false, next: 0, objects: [object(request.object)] };
  }
  const wanted = known.filter((id) => id <= lastOf[request.access as 1 | 2 | 3]);
  // "If the Object Id does not match any known object, the server responds as if object 0 were pointed out."
  const start = wanted.includes(request.object) ? wanted.indexOf(request.object) : 0;
  const objects: Identification['objects'] = [];
  let room = maxPduBytes - headBytes;
  for (const id of wanted.slice(start)) {
    const next = object(id);
    room -= 2 + next.value.length;
    if (room < 0) return { ...head, more: true, next: id, objects };
    objects.push(next);
  }
  return { ...head, more: false, next: 0, objects };
}
