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
  noNetwork: {
    en: 'This lab has no network, so there is nothing of it to show. Choose a lab with a network, a gateway or a terminal.',
    'zh-CN': '本实验没有网络，没有可显示的内容。请选择带网络、网关或终端的实验。',
  },
  devicesOnly: {
    en: 'This connection was opened with a token for tools, which reaches the devices of the rig and nothing else. Use the lab page for the rest.',
    'zh-CN': '此连接使用的是外部工具令牌，只能访问实训台的设备。其他操作请在实验页面进行。',
  },
  watching: {
    en: 'You are watching this rig, so nothing was changed. Ask for the keyboard; once the trainee has handed it over, try again.',
    'zh-CN': '您正在观看此实训台，未做任何更改。请先请求操作权；学员同意后再试。',
  },
  watchEnded: {
    en: 'You may no longer watch this rig, or the academy has not confirmed it for a minute. Reload the page to see whether you may.',
    'zh-CN': '您不能再观看此实训台，或学院已有一分钟未确认您的权限。请刷新页面查看。',
  },
  outsidePaused: {
    en: 'Time stands still here, so no tool can be connected. Let time run on, then connect again.',
    'zh-CN': '此处时间已停止，无法连接外部工具。请让时间继续运行后再连接。',
  },
  outsideSpeed: {
    en: 'The rig does not run at real time, so no tool can be connected. Set the speed to 1, then connect again.',
    'zh-CN': '实训台当前不是实时运行，无法连接外部工具。请将速度设为 1 后再连接。',
  },
  outsideTooMany: {
    en: 'Too many connections from outside are open (64). Close one of them and try again.',
    'zh-CN': '来自外部的连接过多（64 个）。请关闭其中一个再试。',
  },
  outsideEnded: {
    en: "The rig's time was moved, stopped or set to another speed, which a tool outside cannot follow, so its connection was closed. Connect again when the rig runs at real time.",
    'zh-CN': '实训台的时间被移动、停止或改变了速度，外部工具无法跟随，因此连接已关闭。实训台恢复实时运行后请重新连接。',
  },
  noSuchLink: {
    en: 'The network has no link of this name with this end, so nothing is captured. Choose a link in the drawing or the list.',
    'zh-CN': '网络中没有此名称且以该节点为端点的链路，未开始抓包。请在图中或列表中选择链路。',
  },
  noCapture: {
    en: 'Nothing is being captured, so there is no file. Choose a link and begin a capture first.',
    'zh-CN': '当前没有抓包，因此没有文件。请先选择链路并开始抓包。',
  },
  noTerminal: {
    en: 'This lab has no terminal, so nothing was typed. Choose a lab whose page shows one.',
    'zh-CN': '本实验没有终端，未输入任何内容。请选择带终端的实验。',
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

/** What the terminal says for its rig. */
export const terminalSentences = {
  begunAnew: {
    en: 'The shell had to be started anew: what ran in it has ended. Your files are here.',
    'zh-CN': 'shell 已重新启动：其中运行的命令已结束，您的文件仍在。',
  },
  noMore: {
    en: 'We failed: the terminal could not be kept running. Your files are saved; tell whoever runs this academy.',
    'zh-CN': '这是我们的错误：终端无法继续运行。您的文件已保存；请告知本学院的管理者。',
  },
  timeStands: {
    en: 'The time of this rig stands, so the command waits. Let time go on, or press Ctrl-C twice.',
    'zh-CN': '实训台的时间已暂停，命令正在等待。请让时间继续，或按两次 Ctrl-C。',
  },
  otherNetwork: {
    en: 'The rig went on from another moment (a reset, or another way from the past), so the command ended. Begin it again.',
    'zh-CN': '实训台已从另一时刻继续（重置，或从过去改走另一条路），命令已结束。请重新运行。',
  },
  fellAsleep: {
    en: 'The rig fell asleep, so the command ended. Wake the rig and begin it again.',
    'zh-CN': '实训台已休眠，命令已结束。请唤醒后重新运行。',
  },
  wentBack: {
    en: 'The past is shown now, and a terminal cannot go back, so the command ended. Return to now and begin it again.',
    'zh-CN': '当前显示的是过去，终端无法回到过去，命令已结束。请回到现在后重新运行。',
  },
  noGateway: {
    en: 'this lab has no gateway. Choose a lab with one.',
    'zh-CN': '本实验没有网关。请选择带网关的实验。',
  },
  noOrder: {
    en: 'the rig cannot carry this out: a name, a number or a text is too long. Shorten it and try again.',
    'zh-CN': '实训台无法执行：名称、数字或文本过长。请缩短后重试。',
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
