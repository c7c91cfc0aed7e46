/** Appends and removes as fast as it can and tells its parent what is done, until it is killed: `disk-writer.ts PATH FIRST`. */
import { FileDisk } from '#sandbox/host/file-disk.ts';

const [path = '', first = '0'] = process.argv.slice(2);
const disk = new FileDisk(path);
process.on('disconnect', () => process.exit());

let number = Number(first);
let removed = number - 1;
function turn(): void {
  for (let count = 0; count < 20; count += 1) {
    disk.append(`${number} ${'x'.repeat(number % 700)}`);
    number += 1;
  }
  process.send?.(['appended', number - 1]);
  while (disk.records > 50) {
    const head = disk.peek();
    if (!head) break;
    disk.take();
    disk.remove(head.number);
    removed += 1;
  }
  process.send?.(['removed', removed]);
  setImmediate(turn);
}
turn();
