/** What a tool has found and nobody has taken yet: bounded, for who takes them may be slower than a network. What is lost is told. */
import { z } from 'zod';
import { type ToolRecord, toolRecord } from '../wire/tools.ts';
import { count } from './saved.ts';

const mostRecords = 5_000;
/** Of text and bytes in them, in characters. */
const mostWeight = 2_000_000;

export const savedFindings = z.object({ records: z.array(toolRecord).max(mostRecords), lost: count });

/** What makes a record large. */
function weightOf(record: ToolRecord): number {
  switch (record.kind) {
    case 'message':
      return record.payload.length + record.topic.length;
    case 'frame':
      return record.bytes.length + record.summary.length;
    case 'response':
      return record.body.length;
    case 'registers':
      return record.registers.length;
    case 'bits':
      return record.bits.length;
    default:
      return 0;
  }
}

export class Findings {
  #records: ToolRecord[] = [];
  #weight = 0;
  #lost = 0;

  add(record: ToolRecord): void {
    const weight = weightOf(record);
    const full = this.#records.length >= mostRecords || (this.#records.length > 0 && this.#weight + weight > mostWeight);
    if (full) this.#lost += 1;
    else {
      this.#records.push(record);
      this.#weight += weight;
    }
  }

  take(): ToolRecord[] {
    if (this.#records.length === 0) return nothing;
    const records = this.#records;
    if (this.#lost > 0) records.push({ kind: 'lost', count: this.#lost });
    this.#records = [];
    this.#weight = 0;
    this.#lost = 0;
    return records;
  }

  save(): z.input<typeof savedFindings> {
    return { records: [...this.#records], lost: this.#lost };
  }

  restore({ records, lost }: z.output<typeof savedFindings>): void {
    this.#records = [...records];
    this.#weight = records.reduce((weight, record) => weight + weightOf(record), 0);
    this.#lost = lost;
  }
}

const nothing: ToolRecord[] = [];
