import { resolve } from 'node:path';
import { makeBackup } from '../backup/backup.ts';
import { BackupError } from '../backup/sentence.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { readConfiguration } from '../configuration/configuration.ts';
import { locale } from '../language.ts';

export const backup: Command = {
  help: `millwright backup FILE [--data FOLDER]

Everything in one file: people and their work, rigs, secrets, what academies have written. The server may run; nobody waits for it. FILE
(by custom NAME.tar.gz) is written aside and renamed, readable by its owner only: whoever has it has everybody's work and the keys.

  --data     default: MILLWRIGHT_DATA, else the folder data/ of the clone

MILLWRIGHT_DATABASE names the database, as for the server. The format is the same for SQLite and PostgreSQL: restored with another
MILLWRIGHT_DATABASE, a backup moves the academy from one to the other.
`,
  async run(words) {
    const { values, positionals } = readArguments(words, { data: { type: 'string' } });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('Name one file: millwright backup FILE');
    const { MILLWRIGHT_DATA, MILLWRIGHT_DATABASE } = readConfiguration(process.env, {
      MILLWRIGHT_DATA: { option: '--data', value: values.data },
    });
    try {
      const manifest = await makeBackup(resolve(file), { dataDir: MILLWRIGHT_DATA, database: MILLWRIGHT_DATABASE });
      const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
      const files = manifest.parts.filter(({ name }) => name.startsWith('files/')).length;
      console.log(
        {
          en: `${file}: ${rows} rows, rigs, ${files} files, schema version ${manifest.schema}.`,
          'zh-CN': `${file}：${rows} 行、实训台、${files} 个文件，结构版本 ${manifest.schema}。`,
        }[locale],
      );
      return exitCodes.fine;
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
      console.error(error.message);
      return exitCodes.findings;
    }
  },
};
