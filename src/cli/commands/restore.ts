import { resolve } from 'node:path';
import { restoreBackup } from '../backup/restore.ts';
import { BackupError } from '../backup/sentence.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { readConfiguration } from '../configuration/configuration.ts';
import { locale } from '../language.ts';

export const restore: Command = {
  help: `millwright restore FILE [--data FOLDER] [--force]

Puts what "millwright backup" wrote into an empty data folder (and into the database that MILLWRIGHT_DATABASE names). The server must be
stopped. FILE is verified to its last byte before anything is touched; one made by a newer version is refused, an older one is brought up.

  --data     default: MILLWRIGHT_DATA, else the folder data/ of the clone
  --force    into a folder that is not empty: what is there is kept beside, in a folder before-restore-…; rows in PostgreSQL are replaced
`,
  async run(words) {
    const { values, positionals } = readArguments(words, {
      data: { type: 'string' },
      force: { type: 'boolean', default: false },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('Name one file: millwright restore FILE');
    const { MILLWRIGHT_DATA, MILLWRIGHT_DATABASE } = readConfiguration(process.env, {
      MILLWRIGHT_DATA: { option: '--data', value: values.data },
    });
    const place = { dataDir: MILLWRIGHT_DATA, database: MILLWRIGHT_DATABASE };
    try {
      const { manifest, before } = await restoreBackup(resolve(file), place, values.force);
      const kept =
        before === null ? { en: '', 'zh-CN': '' } : { en: ` What was there before: ${before}`, 'zh-CN': `原有内容：${before}` };
      console.log(
        {
          en: `Restored into ${MILLWRIGHT_DATA}: the academy as it was at ${manifest.made}.${kept.en}`,
          'zh-CN': `已恢复到 ${MILLWRIGHT_DATA}：学院在 ${manifest.made} 时的状态。${kept['zh-CN']}`,
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
