/** A command from the north, at base/set/TAG: `{"value": 5, "token": "…", "id": "…"}`. The answer goes to base/result/TAG. */
import { z } from 'zod';
import type { GatewayConfig } from './config.ts';
import type { AccessEntry, PlainValue } from './schema.ts';
import { plainValue } from './schema-words.ts';
import type { Text } from './text.ts';

const commandSchema = z.object({ value: plainValue, token: z.string().max(200), id: z.string().max(100).optional() });

type Command = { id: string | null } & ({ who: AccessEntry; value: PlainValue } | { refused: Text });

/** Reads any payload; never throws. */
export function readCommand(config: GatewayConfig, payload: string): Command {
  let data: unknown;
  try {
    data = JSON.parse(payload);
  } catch {
    data = undefined;
  }
  const read = commandSchema.safeParse(data);
  if (!read.success) {
    return {
      id: null,
      refused: {
        en: 'A command is JSON with value and token, and an id if you want one back.',
        'zh-CN': '命令应为 JSON，含 value 和 token；需要对应结果时可加 id。',
      },
    };
  }
  const { value, token, id = null } = read.data;
  const who = config.access.find((entry) => entry.token === token);
  if (who) return { id, who, value };
  return {
    id,
    refused: { en: 'Nobody has this token in access of gateway.yaml.', 'zh-CN': 'gateway.yaml 的 access 中没有此令牌。' },
  };
}
