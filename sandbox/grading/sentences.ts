/** What was asked and what was seen, in both languages. */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import type { Requirement } from '../lab/schema.ts';
import { readableTime as time } from './readable.ts';
import type { Decision } from './temporal.ts';

/** `NOT plc.Motor` reads better as "plc.Motor is FALSE". */
function subject(expression: string): { name: string; value: 'TRUE' | 'FALSE'; other: 'TRUE' | 'FALSE' } {
  const text = expression.trim().replaceAll(/\s+/g, ' ');
  const negated = /^NOT\s+([A-Za-z_][\w.]*)$/i.exec(text);
  if (negated) return { name: negated[1]!, value: 'FALSE', other: 'TRUE' };
  return { name: /^[\w.]+$/.test(text) ? text : `(${text})`, value: 'TRUE', other: 'FALSE' };
}

const lasting = (span: bigint): LocalizedText =>
  span === 0n ? { en: '', 'zh-CN': '' } : { en: `, and stay so for ${time(span)}`, 'zh-CN': `，并保持 ${time(span)}` };

function stretch(from: bigint, to: bigint | undefined): LocalizedText {
  if (to !== undefined) return { en: ` from ${time(from)} to ${time(to)}`, 'zh-CN': `从 ${time(from)} 到 ${time(to)}，` };
  if (from > 0n) return { en: ` from ${time(from)} on`, 'zh-CN': `从 ${time(from)} 起，` };
  return { en: '', 'zh-CN': '' };
}

export function expectedSentence(requirement: Requirement): LocalizedText {
  if ('expect' in requirement) {
    const { name, value } = subject(requirement.expect);
    const { after, within } = requirement;
    const stay = lasting(requirement.for);
    const window: LocalizedText =
      within === 0n
        ? { en: `at ${time(after)}`, 'zh-CN': `在 ${time(after)} 时` }
        : { en: `within ${time(within)} after ${time(after)}`, 'zh-CN': `在 ${time(after)} 之后 ${time(within)} 内` };
    return {
      en: `${name} should be ${value} ${window.en}${stay.en}.`,
      'zh-CN': `${window['zh-CN']}，${name} 应为 ${value}${stay['zh-CN']}。`,
    };
  }
  if ('when' in requirement) {
    const [trigger, answer] = [subject(requirement.when), subject(requirement.then)];
    const stay = lasting(requirement.for);
    const soon: LocalizedText =
      requirement.within === 0n
        ? { en: 'at once', 'zh-CN': '立即' }
        : { en: `within ${time(requirement.within)}`, 'zh-CN': `在 ${time(requirement.within)} 内` };
    return {
      en: `Whenever ${trigger.name} is ${trigger.value}, ${answer.name} should be ${answer.value} ${soon.en}${stay.en}.`,
      'zh-CN': `每当 ${trigger.name} 为 ${trigger.value}，${answer.name} 应${soon['zh-CN']}为 ${answer.value}${stay['zh-CN']}。`,
    };
  }
  if ('hold' in requirement) {
    const [kept, goal] = [subject(requirement.hold), subject(requirement.until)];
    const { from, within } = requirement;
    const since = stretch(from, undefined);
    const due: LocalizedText =
      within === undefined
        ? { en: '', 'zh-CN': '' }
        : {
            en: `, which should come within ${time(within)} after ${time(from)}`,
            'zh-CN': `；后者应在 ${time(from)} 之后 ${time(within)} 内出现`,
          };
    return {
      en: `${kept.name} should stay ${kept.value}${since.en} until ${goal.name} is ${goal.value}${due.en}.`,
      'zh-CN': `${since['zh-CN']}${kept.name} 应保持 ${kept.value}，直到 ${goal.name} 为 ${goal.value}${due['zh-CN']}。`,
    };
  }
  const { name, value } = subject('always' in requirement ? requirement.always : requirement.never);
  const when = stretch(requirement.from, requirement.to);
  const spared: LocalizedText =
    'always' in requirement && requirement.within > 0n
      ? { en: `, but for ${time(requirement.within)} at a stretch`, 'zh-CN': `（每次例外不超过 ${time(requirement.within)}）` }
      : { en: '', 'zh-CN': '' };
  return 'always' in requirement
    ? {
        en: `${name} should be ${value} all the time${when.en}${spared.en}.`,
        'zh-CN': `${when['zh-CN']}${name} 应一直为 ${value}${spared['zh-CN']}。`,
      }
    : { en: `${name} should never be ${value}${when.en}.`, 'zh-CN': `${when['zh-CN']}${name} 任何时候都不应为 ${value}。` };
}

/** `values` are the signals at the failing sample, as `plc.Motor = FALSE`; times of samples from `tickNs`. */
export function observedSentence(
  requirement: Requirement,
  decision: Decision & { outcome: 'violated' },
  tickNs: bigint,
  values: readonly LocalizedText[],
): LocalizedText {
  const instant = (sample: number): string => time(BigInt(sample) * tickNs);
  const expression =
    'expect' in requirement
      ? requirement.expect
      : 'when' in requirement
        ? requirement.then
        : 'hold' in requirement
          ? requirement.hold
          : null;
  const at = instant(decision.at);
  const list = (locale: 'en' | 'zh-CN'): string[] => values.map((value) => value[locale]);
  const seen: LocalizedText = { en: `At ${at}: ${list('en').join(', ')}.`, 'zh-CN': `${at} 时：${list('zh-CN').join('，')}。` };
  if (expression === null) {
    const { name, value, other } = subject(
      'always' in requirement ? requirement.always : 'never' in requirement ? requirement.never : '',
    );
    const was = 'always' in requirement ? other : value;
    return tell({ en: `${name} was ${was} at ${at}.`, 'zh-CN': `${at} 时 ${name} 为 ${was}。` }, seen, values);
  }
  const { name, other } = subject(expression);
  if ('hold' in requirement && !decision.lost) {
    const goal = subject(requirement.until);
    return tell(
      {
        en: `${goal.name} had not become ${goal.value} by ${at}.`,
        'zh-CN': `到 ${at} 为止 ${goal.name} 仍未变为 ${goal.value}。`,
      },
      seen,
      values,
    );
  }
  if (decision.lost) {
    return tell({ en: `${name} was ${other} from ${at}.`, 'zh-CN': `从 ${at} 起 ${name} 为 ${other}。` }, seen, values);
  }
  const opened = instant(decision.opened);
  return tell(
    decision.opened === decision.at
      ? { en: `${name} was ${other} at ${at}.`, 'zh-CN': `${at} 时 ${name} 为 ${other}。` }
      : { en: `${name} stayed ${other} from ${opened} to ${at}.`, 'zh-CN': `从 ${opened} 到 ${at}，${name} 一直为 ${other}。` },
    seen,
    values,
  );
}

/** A requirement on a single signal has said its value already, but not what an observation is. */
function tell(what: LocalizedText, seen: LocalizedText, values: readonly LocalizedText[]): LocalizedText {
  if (values.length < 2 && !what.en.startsWith('(') && !what.en.startsWith('seen.')) return what;
  return { en: `${what.en} ${seen.en}`, 'zh-CN': `${what['zh-CN']}${seen['zh-CN']}` };
}

export function tooShortSentence(ends: bigint): LocalizedText {
  return {
    en: `The run ended at ${time(ends)}, before this could be decided.`,
    'zh-CN': `运行在 ${time(ends)} 结束，尚不能判定。`,
  };
}
