/** What a viewer is told when the host refuses or gives up: what was observed and what to try, in both languages. */
import type { Fault } from '../rig/types.ts';

export type Sentence = Fault['message'];

export const refusals = {
  malformed: {
    en: 'The rig received a message that it cannot read and closed the connection. Reload the page; if it happens again, tell whoever runs this academy.',
    'zh-CN': '实训台收到一条无法读取的消息，已关闭连接。请刷新页面；若再次发生，请告知本学院的管理者。',
  },
  tooBig: {
    en: 'The message is larger than a rig accepts (1 MB), so the connection was closed. Shorten the program or split it into smaller files.',
    'zh-CN': '消息超过实训台可接受的大小（1 MB），连接已关闭。请缩短程序，或拆成较小的文件。',
  },
  tooFrequent: {
    en: 'More than 200 messages a second arrived from this page, so the connection was closed. Reload the page and go more slowly.',
    'zh-CN': '本页面每秒发来超过 200 条消息，连接已关闭。请刷新页面并放慢操作。',
  },
  busy: {
    en: 'Every rig host of this academy is at its limit, so your rig was not started. Your work is saved; try again in a few minutes.',
    'zh-CN': '本学院的实训台主机都已满载，因此没有启动您的实训台。您的内容已保存，请几分钟后再试。',
  },
  noSuchLab: {
    en: 'The lab of this rig was not found or has a mistake in its files. Whoever runs this academy can see the mistake with `npx millwright lab list`.',
    'zh-CN': '找不到此实训台所属的实验，或实验文件有误。管理者可用 `npx millwright lab list` 查看错误。',
  },
  quarantined: {
    en: 'Starting this rig ended its host several times, so it is kept still. Your programs are saved. Tell whoever runs this academy: a restart of the server tries it again.',
    'zh-CN': '启动此实训台多次导致主机中断，因此暂停启动。您的程序已保存。请告知本学院的管理者：重新启动服务器后会再次尝试。',
  },
  restarting: {
    en: 'The server is restarting. Your work is saved; this page reconnects by itself.',
    'zh-CN': '服务器正在重新启动。您的内容已保存，页面会自动重新连接。',
  },
  asleep: {
    en: 'The rig is asleep, so nothing was changed. Wake it, then try again.',
    'zh-CN': '实训台处于休眠状态，未做任何更改。请先唤醒，再重试。',
  },
  starting: {
    en: 'The rig is still starting, so nothing was changed. Try again in a moment.',
    'zh-CN': '实训台仍在启动，未做任何更改。请稍后重试。',
  },
  failed: {
    en: 'The rig has stopped after an error of ours, so nothing was changed. Wake it to go on from its last saved state, or reset the lab.',
    'zh-CN': '实训台因我们的错误而停止，未做任何更改。可唤醒以从上次保存的状态继续，或重置实验。',
  },
  notPaused: {
    en: 'Single ticks can be stepped only while time is paused. Pause the rig first.',
    'zh-CN': '只有在时间暂停时才能单步。请先暂停实训台。',
  },
  inThePast: {
    en: 'What is shown is the past, which cannot be changed. Go on from here, or return to now, then try again.',
    'zh-CN': '当前显示的是过去，无法更改。请选择从此处继续，或回到现在，然后再试。',
  },
  recallReplaced: {
    en: 'A newer request for the past took the place of this one.',
    'zh-CN': '更新的历史请求已取代此请求。',
  },
  recallGone: {
    en: 'The past that was asked for is no longer kept: the rig was reset, went on another way, or the time is too long ago. Ask again for what is left.',
    'zh-CN': '所请求的历史已不再保留：实训台已重置、已改走另一条时间线，或时间过久。请重新请求仍保留的部分。',
  },
  recallFailed: {
    en: 'We failed: the past could not be computed again. The rig itself goes on. Try a shorter span; if it happens again, tell whoever runs this academy.',
    'zh-CN': '这是我们的错误：无法重新计算这段历史。实训台本身继续运行。请缩短时间范围再试；若再次发生，请告知本学院的管理者。',
  },
  hiddenFault: {
    en: 'This fault cannot be switched here: finding it is what the lab is about, or it does not exist.',
    'zh-CN': '此故障不能在这里切换：它正是本实验要查找的，或并不存在。',
  },
  hiddenSignal: {
    en: 'This lab keeps this signal to itself, so nothing was changed. Operate what the scene shows, or run a test.',
    'zh-CN': '本实验不公开此信号，未做任何更改。请操作画面中的元件，或执行测试。',
  },
} as const satisfies Record<string, Sentence>;

export type RefusalCode = keyof typeof refusals;

/** A rig whose own code threw: our failure, not the trainee's. */
export function rigThrew(tick: number, reason: string): Sentence {
  return {
    en: `We failed: this rig stopped at tick ${tick} because of an error inside the simulator (${reason}). Your programs are saved. Wake the rig to go on from its last saved state, or reset the lab.`,
    'zh-CN': `这是我们的错误：实训台在第 ${tick} 个节拍因模拟器内部错误而停止（${reason}）。您的程序已保存。可唤醒实训台以从上次保存的状态继续，或重置实验。`,
  };
}

/** A rig that could not be built at all. */
export function rigNotBuilt(reason: string): Sentence {
  return {
    en: `The rig could not be built from its lab: ${reason} Your programs are saved; tell whoever wrote the lab.`,
    'zh-CN': `无法根据实验建立实训台：${reason} 您的程序已保存；请告知实验作者。`,
  };
}

export const graderSentences = {
  deadline: {
    en: 'We failed: checking took longer than the time set aside for it and was ended. This attempt does not count; try once more, and if it happens again tell whoever runs this academy.',
    'zh-CN': '这是我们的错误：检查超过了规定时间，已被终止。本次不计入；请再试一次，若再次发生请告知本学院的管理者。',
  },
  died: {
    en: 'We failed: the process that checks programs ended twice on this one. This attempt does not count; tell whoever runs this academy.',
    'zh-CN': '这是我们的错误：检查程序的进程在处理此程序时两次中断。本次不计入；请告知本学院的管理者。',
  },
  threw: {
    en: 'We failed: the grader met an error of its own. This attempt does not count; tell whoever runs this academy.',
    'zh-CN': '这是我们的错误：评分器自身出错。本次不计入；请告知本学院的管理者。',
  },
  noSuchLab: {
    en: 'We failed: the lab to check was not found or has a mistake in its files. This attempt does not count; tell whoever runs this academy.',
    'zh-CN': '这是我们的错误：找不到要检查的实验，或其文件有误。本次不计入；请告知本学院的管理者。',
  },
  ending: {
    en: 'The server is restarting and did not finish this check. This attempt does not count; try again in a moment.',
    'zh-CN': '服务器正在重新启动，未完成本次检查。本次不计入；请稍后再试。',
  },
} as const satisfies Record<string, Sentence>;
