/** Carries one request out on one unit. */
import { identify } from './identification.ts';
import type { ModbusUnit, Refusal } from './memory.ts';
import { type Answer, type Exception, exceptions, type Request, tableOf } from './messages.ts';

type Read = Extract<Request, { quantity: number }>;

const refused = <T extends object>(said: T | Refusal | null): said is Refusal => said !== null && 'exception' in said;

/** `offset` is added to the addresses of reads: a device that counts its registers wrongly. */
export function perform(unit: ModbusUnit, request: Request, offset = 0): Answer | Exception {
  const { code } = request;
  if (code === 43) return identify(unit.identification, request);
  const said = carryOut(unit, request, offset);
  return refused(said) ? { code, exception: said.exception } : said;
}

function carryOut(unit: ModbusUnit, request: Exclude<Request, { code: 43 }>, offset: number): Answer | Refusal {
  switch (request.code) {
    case 1:
    case 2: {
      const at = shifted(request, offset);
      const bits =
        at === null ? noSuchAddress : unit.readBits(request.code === 1 ? 'coils' : 'discrete-inputs', at, request.quantity);
      return refused(bits) ? bits : { code: request.code, bits };
    }
    case 3:
    case 4:
    case 23: {
      if (request.code === 23) {
        const refusal = unit.writeRegisters(request.writeAddress, request.registers);
        if (refusal) return refusal;
      }
      const table = request.code === 4 ? tableOf[4] : 'holding-registers';
      const at = shifted(request, offset);
      const registers = at === null ? noSuchAddress : unit.readRegisters(table as 'holding-registers', at, request.quantity);
      return refused(registers) ? registers : { code: request.code, registers };
    }
    case 5:
      return unit.writeCoils(request.address, [request.value]) ?? request;
    case 6:
      return unit.writeRegisters(request.address, [request.value]) ?? request;
    case 15:
      return (
        unit.writeCoils(request.address, request.bits) ?? { code: 15, address: request.address, quantity: request.bits.length }
      );
    case 16: {
      const { address, registers } = request;
      return unit.writeRegisters(address, registers) ?? { code: 16, address, quantity: registers.length };
    }
    case 22: {
      const { address, and, or } = request;
      const before = unit.readRegisters('holding-registers', address, 1);
      if (refused(before)) return before;
      return unit.writeRegisters(address, [(before[0]! & and) | (or & ~and & 0xffff)]) ?? request;
    }
  }
}

const noSuchAddress: Refusal = { exception: exceptions.illegalDataAddress };

function shifted({ address, quantity }: Read, offset: number): number | null {
  const at = address + offset;
  return at < 0 || at + quantity > 0x10000 ? null : at;
}
