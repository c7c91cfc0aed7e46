/** What stands between the academy and a PostgreSQL server, as sentences: what was observed, where, what to try. Never the password. */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { sqlState } from './transact.ts';

/** The server as the setting names it, without the password. */
export interface ServerPlace {
  host: string;
  port: number;
  user: string;
  database: string;
}

const setting = 'MILLWRIGHT_DATABASE';

/** A sentence for an error while connecting. */
export function refusedBy(place: ServerPlace, error: unknown): LocalizedText {
  const { user, database } = place;
  const server = place.host === '' ? 'the PostgreSQL server' : `the PostgreSQL server at ${place.host}:${place.port}`;
  const serverZh = place.host === '' ? 'PostgreSQL 服务器' : `PostgreSQL 服务器 ${place.host}:${place.port}`;
  const state = sqlState(error);
  switch (state) {
    case '28P01':
      return {
        en: `${capital(server)} refused the password of the user ${user}; check the user and the password in ${setting}.`,
        'zh-CN': `${serverZh} 不接受用户 ${user} 的口令；请检查 ${setting} 中的用户和口令。`,
      };
    case '28000':
      return {
        en: `${capital(server)} does not let the user ${user} into the database ${database} from this machine (${reasonOf(error)}); check the user in ${setting} and the server's pg_hba.conf.`,
        'zh-CN': `${serverZh} 不允许用户 ${user} 从本机进入数据库 ${database}（${reasonOf(error)}）；请检查 ${setting} 中的用户以及服务器的 pg_hba.conf。`,
      };
    case '3D000':
      return {
        en: `There is no database ${database} on ${server}; make it (createdb --owner ${user} --encoding UTF8 --template template0 ${database}) or name another in ${setting}.`,
        'zh-CN': `${serverZh} 上没有数据库 ${database}；请建立该数据库（createdb --owner ${user} --encoding UTF8 --template template0 ${database}），或在 ${setting} 中指定其他数据库。`,
      };
    case '53300':
      return {
        en: `${capital(server)} has no connection left for the user ${user}; raise its max_connections or stop what holds them.`,
        'zh-CN': `${serverZh} 已没有可供用户 ${user} 使用的连接；请调大 max_connections，或停止占用连接的程序。`,
      };
    case '57P03':
      return {
        en: `${capital(server)} has been starting for a minute and takes no connections yet; look into its log, then start Millwright again.`,
        'zh-CN': `${serverZh} 启动已超过一分钟，仍不接受连接；请查看其日志，然后重新启动 Millwright。`,
      };
    default:
  }
  if (/^[0-9A-Z]{5}$/.test(state) && !state.startsWith('E')) {
    return {
      en: `${capital(server)} refused the user ${user} for the database ${database} (${reasonOf(error)}); check ${setting} and the server's log.`,
      'zh-CN': `${serverZh} 拒绝用户 ${user} 使用数据库 ${database}（${reasonOf(error)}）；请检查 ${setting} 和服务器的日志。`,
    };
  }
  if (place.host === '') {
    return {
      en: `${setting} could not be read as a PostgreSQL address (${reasonOf(error)}); its form is postgres://user:password@host:5432/name, with special characters of the password percent-encoded.`,
      'zh-CN': `无法将 ${setting} 读作 PostgreSQL 地址（${reasonOf(error)}）；格式为 postgres://用户:口令@主机:5432/库名，口令中的特殊字符须以百分号编码。`,
    };
  }
  return {
    en: `${capital(server)} could not be reached (${reasonOf(error)}); check that it runs and listens there, and the host and port in ${setting}.`,
    'zh-CN': `无法连接 ${serverZh}（${reasonOf(error)}）；请检查该服务器是否在运行并在该处监听，以及 ${setting} 中的主机和端口。`,
  };
}

/** A sentence for a database that answers but is not one the academy can live in; `null` when it is. */
export function unsuitable(
  { host, port, user, database }: ServerPlace,
  found: { encoding: string; schema: string | null; mayCreate: boolean; standby: boolean },
): LocalizedText | null {
  const where = `${database} (${host}:${port})`;
  if (found.encoding !== 'UTF8') {
    return {
      en: `The database ${where} keeps text as ${found.encoding}, which cannot hold every language; make one with UTF8 (createdb --encoding UTF8 --template template0) and name it in ${setting}.`,
      'zh-CN': `数据库 ${where} 的编码是 ${found.encoding}，无法存储所有语言的文字；请以 UTF8 新建数据库（createdb --encoding UTF8 --template template0），并在 ${setting} 中指定。`,
    };
  }
  if (found.standby) {
    return {
      en: `The database ${where} is a standby that can only be read; name the primary server in ${setting}.`,
      'zh-CN': `数据库 ${where} 是只读的备用服务器；请在 ${setting} 中指定主服务器。`,
    };
  }
  if (found.schema === null || !found.mayCreate) {
    return {
      en: `The user ${user} may not make tables in the database ${where}; let them own it (ALTER DATABASE ${database} OWNER TO ${user}) or grant CREATE on its schema.`,
      'zh-CN': `用户 ${user} 无权在数据库 ${where} 中建表；请让其成为所有者（ALTER DATABASE ${database} OWNER TO ${user}），或授予模式的 CREATE 权限。`,
    };
  }
  return null;
}

/** `localhost` is tried at each of its addresses, and the error of that has its reasons inside. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(reasonOf))].join('; ');
  }
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
