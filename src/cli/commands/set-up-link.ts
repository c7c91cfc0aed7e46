import { DatabaseError } from '#academy/database/database-error.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { readConfiguration } from '../configuration/configuration.ts';
import { locale } from '../language.ts';
import { newSetUpLink } from '../set-up-link.ts';

export const setUpLink: Command = {
  help: `millwright set-up-link [--data FOLDER] [--port 4321]

A new link with which the first owner makes their account and names the academy. It works once, for seven days; a link that was told
before stops working. Once the academy has an owner there is none: owners and administrators invite everyone else.

  --data     default: MILLWRIGHT_DATA, else the folder data/ of the clone
  --port     default: PORT, else 4321; MILLWRIGHT_URL goes before it
`,
  async run(words) {
    const { values, positionals } = readArguments(words, { data: { type: 'string' }, port: { type: 'string' } });
    if (positionals.length > 0) throw new UsageError(`millwright set-up-link takes no "${positionals[0]}".`);
    const configuration = readConfiguration(process.env, {
      MILLWRIGHT_DATA: { option: '--data', value: values.data },
      PORT: { option: '--port', value: values.port },
    });
    const address = configuration.MILLWRIGHT_URL ?? `http://localhost:${configuration.PORT}`;
    try {
      const link = await newSetUpLink(configuration, address.replace(/\/$/, ''));
      if (link !== null) {
        console.log(link);
        return exitCodes.fine;
      }
      console.error(
        {
          en: 'The academy has an owner already, so there is no set-up link. Sign in; an administrator makes links for new passwords.',
          'zh-CN': '学院已有所有者，因此没有设置链接。请登录；重设密码的链接由管理员生成。',
        }[locale],
      );
      return exitCodes.findings;
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      console.error(error.sentence[locale]);
      return exitCodes.findings;
    }
  },
};
