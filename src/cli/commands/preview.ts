import { join } from 'node:path';
import { type Command, readArguments, UsageError } from '../command.ts';
import { root } from '../root.ts';
import { alsoLookIn } from '../roots.ts';
import { serveAcademy } from './serve.ts';

export const preview: Command = {
  help: `millwright preview [--port 4322] [--in DIR] [--data FOLDER]

The academy for authors. The open page follows every save of labs/ and content/: it shows the new text, drawing and words, its rig is
built anew from the new lab, and a panel tells the mistakes in it with file, line and what to do. What was typed stays. On this
machine only: the panel quotes checks, which trainees must not see.

  --port     default: 4322
  --in       a folder with labs/ and content/ below it; what stands there goes over the built-in ones
  --data     default: the folder data/preview of the clone: another than the academy's
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      port: { type: 'string', default: '4322' },
      in: { type: 'string' },
      data: { type: 'string', default: join(root, 'data', 'preview') },
    });
    if (positionals.length > 0) throw new UsageError(`millwright preview takes no "${positionals[0]}".`);
    alsoLookIn(values.in);
    return serveAcademy({ port: values.port, host: '127.0.0.1', data: values.data, author: true });
  },
};
