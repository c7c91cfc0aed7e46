/** Every refusal of the API: its status and what the reader is told, in both languages. */
import type { Locale, LocalizedText } from '#sandbox/iec61131/diagnostics.ts';

export const problems = {
  'foreign-origin': {
    status: 403,
    message: {
      en: 'This request came from another site and was refused. Open the academy in its own tab and try again.',
      'zh-CN': '此请求来自其他网站，已被拒绝。请在学院自己的标签页中打开后重试。',
    },
  },
  'no-session': {
    status: 401,
    message: {
      en: 'This browser has no session here, so there is nobody to save the work for. Reload the page; a guest session is made by itself.',
      'zh-CN': '此浏览器在这里没有会话，无法确定为谁保存。请重新加载页面，系统会自动建立访客会话。',
    },
  },
  'no-guests': {
    status: 403,
    message: {
      en: 'This academy is for people with an account. Sign in, or ask its administrator for an invitation.',
      'zh-CN': '本学院仅供有账号的人员使用。请登录，或向管理员索取邀请。',
    },
  },
  'not-permitted': {
    status: 403,
    message: {
      en: 'Your role in this academy does not include this. Nothing was changed. Ask an administrator of the academy if you need it.',
      'zh-CN': '您在本学院的角色不包含此项操作，没有改动任何内容。如有需要，请联系学院管理员。',
    },
  },
  'wrong-method': {
    status: 405,
    message: {
      en: 'This address does not take such a request. Reload the page to get its newest version, then try again.',
      'zh-CN': '此地址不接受这种请求。请重新加载页面以获取最新版本，然后重试。',
    },
  },
  'invitation-unknown': {
    status: 404,
    message: {
      en: 'This link is none of this academy. Check that it was copied whole, or ask for a new one.',
      'zh-CN': '此链接不属于本学院。请检查是否完整复制，或索取新的链接。',
    },
  },
  'invitation-expired': {
    status: 410,
    message: {
      en: 'This invitation has run out. Ask the person who sent it for a new one.',
      'zh-CN': '此邀请已过期。请向发送者索取新的邀请。',
    },
  },
  'invitation-revoked': {
    status: 410,
    message: {
      en: 'This invitation was withdrawn. Ask the person who sent it whether another one is meant for you.',
      'zh-CN': '此邀请已被撤回。请向发送者确认是否另有邀请。',
    },
  },
  'invitation-used': {
    status: 410,
    message: {
      en: 'Somebody has used this invitation already; it works once. If that was you, sign in; otherwise ask for a new one.',
      'zh-CN': '此邀请已被使用，每份邀请只能使用一次。如果是您本人使用的，请直接登录；否则请索取新的邀请。',
    },
  },
  'invitation-other-address': {
    status: 403,
    message: {
      en: 'This invitation is for another e-mail address. Sign in with that address, or ask for an invitation to yours.',
      'zh-CN': '此邀请是发给另一个电子邮箱的。请用该邮箱的账号登录，或索取发给您邮箱的邀请。',
    },
  },
  'unknown-academy': {
    status: 404,
    message: {
      en: 'There is no such academy on this server, or it is closed. Go to the home page and choose yours from the account menu.',
      'zh-CN': '此服务器上没有这个学院，或其已关闭。请返回首页，从账号菜单中选择您的学院。',
    },
  },
  'academy-exists': {
    status: 409,
    message: {
      en: 'Another academy on this server has this address already. Choose another one.',
      'zh-CN': '此服务器上已有学院使用该地址。请换一个。',
    },
  },
  'bad-academy-name': {
    status: 400,
    message: {
      en: 'An academy needs a name of 1 to 80 characters and an address of lower-case letters, digits and hyphens, such as press-works.',
      'zh-CN': '学院需要 1～80 个字符的名称，以及由小写字母、数字和连字符组成的地址，例如 press-works。',
    },
  },
  'first-academy': {
    status: 409,
    message: {
      en: "This is the server's first academy: its owners run the server, so it stays open.",
      'zh-CN': '这是服务器的第一个学院，由其所有者管理服务器，因此不能关闭。',
    },
  },
  'host-taken': {
    status: 409,
    message: {
      en: 'Another academy on this server has this host name. Give this one a name of its own, or none.',
      'zh-CN': '此服务器上已有学院使用该主机名。请换一个，或留空。',
    },
  },
  'changed-meanwhile': {
    status: 409,
    message: {
      en: 'Somebody else changed this while the page was open, so nothing of yours was saved. What you typed is still below; compare it with what stands now, and save again.',
      'zh-CN': '页面打开期间已有他人修改，您的改动尚未保存。您填写的内容仍在下方；请与现在的内容比较后再次保存。',
    },
  },
  'bad-logo': {
    status: 400,
    message: {
      en: 'This file cannot be the logo: it takes a PNG, JPEG or WebP picture of at most 64 kB. Nothing was changed.',
      'zh-CN': '此文件不能用作标志：请使用不超过 64 kB 的 PNG、JPEG 或 WebP 图片。没有改动任何内容。',
    },
  },
  'bad-setting': {
    status: 400,
    message: {
      en: 'This cannot be set so: {setting}. Nothing was changed. See what the field asks for, then save again.',
      'zh-CN': '无法这样设置：{setting}。没有改动任何内容。请查看该项的要求后再次保存。',
    },
  },
  'unknown-member': {
    status: 404,
    message: {
      en: 'There is no such person in this academy. Reload the page: the list may have changed.',
      'zh-CN': '本学院没有此人。请重新加载页面：名单可能已有变化。',
    },
  },
  'owners-only': {
    status: 403,
    message: {
      en: 'Only an owner makes or unmakes an owner. Ask one of the owners of the academy.',
      'zh-CN': '只有所有者才能任命或撤销所有者。请联系学院的所有者。',
    },
  },
  'last-owner': {
    status: 409,
    message: {
      en: 'This is the only owner, and an academy is never without one. Make somebody else an owner first.',
      'zh-CN': '这是唯一的所有者，学院不能没有所有者。请先任命另一位所有者。',
    },
  },
  oneself: {
    status: 409,
    message: {
      en: 'You cannot shut yourself out. Another administrator can.',
      'zh-CN': '不能停用您自己。可由其他管理员操作。',
    },
  },
  'unknown-cohort': {
    status: 404,
    message: {
      en: 'There is no such cohort among yours. Go to your cohorts and open it from there.',
      'zh-CN': '您的班级中没有这个班级。请从班级列表中打开。',
    },
  },
  'bad-cohort': {
    status: 400,
    message: {
      en: 'The cohort was not saved. A name has 1 to 80 characters, and the last day does not come before the first.',
      'zh-CN': '班级未保存。名称须为 1～80 个字符，结束日期不能早于开始日期。',
    },
  },
  'not-an-instructor': {
    status: 409,
    message: {
      en: 'This person is not an instructor of the academy. An administrator can give them that role first.',
      'zh-CN': '此人不是本学院的讲师。请先由管理员授予该角色。',
    },
  },
  'unknown-assignment': {
    status: 404,
    message: {
      en: 'There is no such assignment here. Open it from the list of assignments; it may have been withdrawn.',
      'zh-CN': '这里没有这项作业。请从作业列表中打开；它可能已被撤回。',
    },
  },
  'bad-assignment': {
    status: 400,
    message: {
      en: 'The assignment was not saved: {fields} cannot be so. It is due after its release, late work ends after it is due, and an exam is of one lab, with a time limit and without late work.',
      'zh-CN':
        '作业未保存：{fields} 不能这样设置。截止时间须晚于发布时间，补交期限须晚于截止时间；考试只能针对一个实验，有限时且不接受补交。',
    },
  },
  'unknown-target': {
    status: 400,
    message: {
      en: 'The assignment was not saved: the course, lesson or lab is not there any more. Choose another.',
      'zh-CN': '作业未保存：所选课程、课或实验已不存在。请另选一项。',
    },
  },
  'unknown-announcement': {
    status: 404,
    message: {
      en: 'There is no such announcement in this cohort any more. Load the page anew to see what stands.',
      'zh-CN': '此班级中已没有这条公告。请重新加载页面查看现状。',
    },
  },
  'bad-announcement': {
    status: 400,
    message: {
      en: 'The announcement was not saved. It has 1 to 2,000 characters, and its last day is a day of the calendar or empty.',
      'zh-CN': '公告未保存。内容须为 1～2,000 个字符，最后一天须为有效日期或留空。',
    },
  },
  'bad-override': {
    status: 400,
    message: {
      en: 'Nothing was changed. Say the reason (1 to 400 characters), and enter times as the field shows them.',
      'zh-CN': '没有改动任何内容。请填写原因（1～400 个字符），并按字段所示格式填写时间。',
    },
  },
  'reset-unsure': {
    status: 400,
    message: {
      en: 'Nothing was reset. Tick that it shall begin anew for this person, and send the form again.',
      'zh-CN': '没有重置任何内容。请勾选确认为此人重新开始，再次提交。',
    },
  },
  'override-changed': {
    status: 409,
    message: {
      en: '{by} changed this for the same person at {at}, after you had opened it. It now says: {now}. Nothing of yours was saved; what you typed is still in the form. Compare, and save again.',
      'zh-CN':
        '在您打开之后，{by} 于 {at} 为同一人修改了此项。现在为：{now}。您的改动尚未保存，填写的内容仍在表单中。请比较后再次保存。',
    },
  },
  'not-released': {
    status: 403,
    message: {
      en: 'This is not open yet. Look at its release time in your assignments, and begin then.',
      'zh-CN': '尚未开放。请在作业列表中查看发布时间，届时再开始。',
    },
  },
  'exam-over': {
    status: 409,
    message: {
      en: 'The exam has ended, and the work was handed in as it stood then. What you type now is kept, but it is not graded.',
      'zh-CN': '考试已结束，作品已按当时的状态提交。此后输入的内容会保存，但不计分。',
    },
  },
  'exam-closed': {
    status: 409,
    message: {
      en: 'The time in which this exam could be begun is over. Speak to your instructor: they can give you more time.',
      'zh-CN': '已过可以开始此考试的时间。请联系讲师，讲师可以为您延长时间。',
    },
  },
  'during-exam': {
    status: 403,
    message: {
      en: 'Not during an exam: hints, solutions and earlier versions are closed until you have handed in.',
      'zh-CN': '考试期间不可使用：提示、解法和历史版本在交卷之前均不可打开。',
    },
  },
  'help-during-exam': {
    status: 403,
    message: {
      en: 'Not during an exam: nobody helps and no fault is begun until it has been handed in.',
      'zh-CN': '考试期间不可使用：交卷之前不能协助，也不能注入故障。',
    },
  },
  'no-instructor': {
    status: 409,
    message: {
      en: 'Nobody was asked: you are in no cohort with an instructor. Ask whoever runs this academy to put you into one.',
      'zh-CN': '没有可以求助的人：您不在任何有讲师的班级中。请联系学院管理者将您加入班级。',
    },
  },
  'keyboard-not-asked': {
    status: 409,
    message: {
      en: 'Nobody asks for the keyboard any more, so nothing was handed over. Work on; they may ask again.',
      'zh-CN': '当前已没有人请求操作权，因此没有移交。请继续操作；对方可以再次请求。',
    },
  },
  'keyboard-held': {
    status: 409,
    message: {
      en: 'Another instructor has the keyboard of this rig. Wait until it is given back, or speak to them.',
      'zh-CN': '另一位讲师正持有此实训台的操作权。请等待其交还，或与其联系。',
    },
  },
  'help-not-yours': {
    status: 409,
    message: {
      en: 'Somebody else helps at this rig now, so there is nothing of yours to end. Reload the page to see who.',
      'zh-CN': '现在由其他人在此实训台协助，没有可由您结束的协助。请刷新页面查看。',
    },
  },
  'no-keyboard': {
    status: 403,
    message: {
      en: 'You do not have the keyboard of this rig, or its time is over. Nothing was saved; ask for the keyboard again.',
      'zh-CN': '您没有此实训台的操作权，或时间已到。没有保存任何内容；请重新请求操作权。',
    },
  },
  'rig-asleep': {
    status: 409,
    message: {
      en: 'The rig is not running, so the fault was not changed. Try again once the trainee has woken it.',
      'zh-CN': '实训台没有运行，故障未改变。请在学员唤醒实训台后再试。',
    },
  },
  'rig-in-the-past': {
    status: 409,
    message: {
      en: 'The trainee looks at the past of the rig, which cannot be changed. Try again once they have returned to now.',
      'zh-CN': '学员正在查看实训台的过去，无法更改。请在其回到现在后再试。',
    },
  },
  'unknown-fault': {
    status: 404,
    message: {
      en: 'This lab has no such fault. Reload the page for the list as it is now.',
      'zh-CN': '本实验没有此故障。请刷新页面以获取最新列表。',
    },
  },
  'bad-grade': {
    status: 400,
    message: {
      en: 'The grade was not changed. Enter points from 0 to the points of the assignment, with at most two decimals, and a reason (1 to 400 characters).',
      'zh-CN': '成绩未改动。请填写 0 到该作业满分之间的分数（最多两位小数）以及原因（1～400 个字符）。',
    },
  },
  'bad-address': {
    status: 400,
    message: {
      en: 'This is no e-mail address. Check it for blanks and a missing @.',
      'zh-CN': '这不是有效的电子邮箱。请检查是否有空格或缺少 @。',
    },
  },
  'unknown-key': {
    status: 404,
    message: {
      en: 'There is no such key, or it was revoked. Reload the page to see the keys there are.',
      'zh-CN': '没有这个密钥，或其已被吊销。请重新加载页面查看现有密钥。',
    },
  },
  'sent-already': {
    status: 409,
    message: {
      en: 'This form was sent before, and what it made is there, once: see the list. Its secret or link was shown then and cannot be shown again; if it is lost, revoke it and make a new one.',
      'zh-CN':
        '这份表单此前已经提交，所创建的内容已经存在（只有一份）：请看列表。其密钥或链接只在当时显示，无法再次显示；如果已经丢失，请将其吊销后重新创建。',
    },
  },
  'bad-key': {
    status: 400,
    message: {
      en: 'A key needs a name of 1 to 60 characters, at least one right, and a life of 1 to 366 days.',
      'zh-CN': '密钥需要 1～60 个字符的名称、至少一项权限，以及 1～366 天的有效期。',
    },
  },
  'wrong-password': {
    status: 401,
    message: {
      en: 'Address and password do not go together. Check both (capitals count in the password), or ask an administrator of your academy for a link to set a new one.',
      'zh-CN': '邮箱与密码不匹配。请检查两者（密码区分大小写），或请学院管理员给您一个重设密码的链接。',
    },
  },
  'wrong-code': {
    status: 401,
    message: {
      en: 'This code is not right, or its half minute is over. Type the one the app shows now; if it still fails, the clock of the phone or of the server is wrong. A recovery code works without a clock, once each.',
      'zh-CN':
        '验证码不正确，或已超过 30 秒的有效时间。请输入应用当前显示的验证码；如果仍不成功，说明手机或服务器的时钟不准。恢复码不依赖时钟，每个可用一次。',
    },
  },
  'codes-locked': {
    status: 429,
    message: {
      en: 'There were too many wrong codes for this account. Wait 15 minutes, then sign in again with the code that your app shows then.',
      'zh-CN': '此账号输错验证码的次数过多。请等待 15 分钟，再用届时应用显示的验证码登录。',
    },
  },
  'sign-in-again': {
    status: 401,
    message: {
      en: 'This sign-in was not finished in time, or a code was tried too often. Start it again with address and password.',
      'zh-CN': '本次登录没有及时完成，或尝试验证码的次数过多。请从邮箱和密码重新开始登录。',
    },
  },
  'no-academy': {
    status: 403,
    message: {
      en: 'You are known here, but this account is a member of no academy that it could enter. Ask an administrator for an invitation, open its link, and sign in from there.',
      'zh-CN': '账号验证通过，但它不是这里任何可进入学院的成员。请向管理员索取邀请，打开邀请链接后从那里登录。',
    },
  },
  'suspended-here': {
    status: 403,
    message: {
      en: 'Your membership of this academy is suspended. Your work is kept. Ask an administrator of the academy why.',
      'zh-CN': '您在本学院的成员资格已被暂停，您的成果仍然保留。请向学院管理员询问原因。',
    },
  },
  'sign-up-closed': {
    status: 403,
    message: {
      en: 'An account in this academy needs an invitation. Ask its administrator or your instructor for one, and open the link in it.',
      'zh-CN': '在本学院建立账号需要邀请。请向管理员或您的讲师索取邀请，并打开其中的链接。',
    },
  },
  'name-missing': {
    status: 400,
    message: {
      en: 'A name is missing. Type what others in the academy should call you, up to 80 characters.',
      'zh-CN': '缺少姓名。请输入学院里其他人对您的称呼，最多 80 个字符。',
    },
  },
  'address-wrong': {
    status: 400,
    message: {
      en: 'This is not an e-mail address. Type it whole, such as mei@works.example.',
      'zh-CN': '这不是电子邮箱地址。请完整输入，例如 mei@works.example。',
    },
  },
  'address-taken': {
    status: 409,
    message: {
      en: 'There is an account with this address already. Sign in with it; if its password is lost, an administrator can give you a link to set a new one.',
      'zh-CN': '已有使用此邮箱的账号，请直接登录。如果忘记密码，管理员可以给您一个重设密码的链接。',
    },
  },
  'password-short': {
    status: 400,
    message: {
      en: 'The password is too short: it takes at least 10 characters. A few words in a row are easy to remember and hard to guess.',
      'zh-CN': '密码太短：至少需要 10 个字符。用几个词连成一句，既好记又难猜。',
    },
  },
  'password-long': {
    status: 400,
    message: {
      en: 'The password is too long: it may have 256 characters.',
      'zh-CN': '密码太长：最多 256 个字符。',
    },
  },
  'password-common': {
    status: 400,
    message: {
      en: 'This password is among the first that somebody would try: a common one, a row of keys, or your own name or address. Choose another, such as a few words in a row.',
      'zh-CN': '这个密码是别人最先会猜的那一类：常见密码、键盘上的一串键，或您自己的姓名、邮箱。请换一个，例如几个词连成一句。',
    },
  },
  'wrong-own-password': {
    status: 403,
    message: {
      en: 'The password you use now is not right, so nothing was changed. Type it again; capitals count.',
      'zh-CN': '当前密码不正确，没有改动任何内容。请重新输入，注意区分大小写。',
    },
  },
  'second-factor-needed': {
    status: 403,
    message: {
      en: 'This academy asks for a second factor, and this session has none. Open your account page and set one up, or sign in with your passkey. What you typed is kept in this tab until then.',
      'zh-CN':
        '本学院要求使用第二验证因素，而此会话没有。请打开账号页面进行设置，或用通行密钥登录。在此之前，您输入的内容会保留在此标签页中。',
    },
  },
  'second-factor-first': {
    status: 409,
    message: {
      en: 'Whoever asks others for a second factor needs one first, or they would shut themselves out. Set one up in your account, or sign in with your passkey; then save again. Nothing was changed.',
      'zh-CN':
        '要求他人使用第二验证因素之前，您自己须先具备，否则会把自己挡在门外。请先在账号页面设置，或用通行密钥登录，然后再次保存。没有改动任何内容。',
    },
  },
  'second-factor-on': {
    status: 409,
    message: {
      en: 'This account has a second factor already. Turn it off first if you want to set it up with another phone.',
      'zh-CN': '此账号已启用第二验证因素。如需换到另一部手机，请先关闭再重新设置。',
    },
  },
  'unknown-session': {
    status: 404,
    message: {
      en: 'This session is over already. Nothing had to be ended.',
      'zh-CN': '此会话已经结束，无需再结束。',
    },
  },
  'reset-unknown': {
    status: 404,
    message: {
      en: 'This link is none of this academy. Check that it was copied whole, or ask an administrator for a new one.',
      'zh-CN': '此链接不属于本学院。请检查是否完整复制，或向管理员索取新的链接。',
    },
  },
  'reset-expired': {
    status: 410,
    message: {
      en: 'This link has run out: it works for one hour. Ask an administrator for a new one.',
      'zh-CN': '此链接已过期：有效期为一小时。请向管理员索取新的链接。',
    },
  },
  'reset-used': {
    status: 410,
    message: {
      en: 'This link was used already; it works once. If that was not you, tell an administrator at once, and ask for a new one.',
      'zh-CN': '此链接已被使用，只能使用一次。如果不是您本人使用的，请立即告知管理员并索取新的链接。',
    },
  },
  'reset-not-yours': {
    status: 403,
    message: {
      en: 'You cannot make this link: the person is an owner and you are not, or they have a place in another academy as well. Ask an owner of the first academy on this server.',
      'zh-CN': '您不能生成此链接：对方是所有者而您不是，或对方同时属于其他学院。请联系本服务器第一个学院的所有者。',
    },
  },
  'reset-no-account': {
    status: 409,
    message: {
      en: 'This member is a guest and has no account, so there is no password to set.',
      'zh-CN': '该成员是访客，没有账号，因此没有密码可设。',
    },
  },
  'set-up-gone': {
    status: 410,
    message: {
      en: 'This academy is set up already, or the link was replaced by a newer one. Sign in; whoever runs the server gets a new link with: npx millwright set-up-link',
      'zh-CN':
        '学院已完成设置，或此链接已被更新的链接取代。请登录；服务器管理员可用以下命令获取新链接：npx millwright set-up-link',
    },
  },
  'academy-name': {
    status: 400,
    message: {
      en: "The academy has no name yet. Type one, up to 80 characters: the company's name will do.",
      'zh-CN': '学院还没有名称。请输入名称，最多 80 个字符，公司名称即可。',
    },
  },
  'academy-languages': {
    status: 400,
    message: {
      en: 'The academy offers no language. Choose at least one.',
      'zh-CN': '学院没有可用的语言。请至少选择一种。',
    },
  },
  'academy-zone': {
    status: 400,
    message: {
      en: 'There is no such time zone. Choose one from the list, such as Asia/Shanghai.',
      'zh-CN': '没有这个时区。请从列表中选择，例如 Asia/Shanghai。',
    },
  },
  'passkey-refused': {
    status: 401,
    message: {
      en: 'This passkey could not be checked: the question it answers is over, or it is for another address of this site. Try again from this page, or sign in with address and password.',
      'zh-CN': '无法验证此通行密钥：它所回答的验证请求已过期，或它属于本站的另一个地址。请在本页重试，或用邮箱和密码登录。',
    },
  },
  'passkey-insecure': {
    status: 409,
    message: {
      en: 'Passkeys do not work at this address: browsers offer them at https addresses with a host name only (and at localhost). Whoever runs the server can put it behind TLS; until then, sign in with address and password.',
      'zh-CN':
        '通行密钥在此网址下不可用：浏览器只在带主机名的 https 网址（以及 localhost）提供通行密钥。请服务器管理员为网站启用 TLS；在此之前，请用邮箱和密码登录。',
    },
  },
  'passkey-address': {
    status: 409,
    message: {
      en: 'Passkeys of this academy work at {address} only, and this page was opened at another address. Open it there, then try again.',
      'zh-CN': '本学院的通行密钥只能在 {address} 使用，而本页是从另一个网址打开的。请从该网址打开后重试。',
    },
  },
  'passkey-name': {
    status: 400,
    message: {
      en: 'The passkey needs a name of 1 to 60 characters, so that you know which device it is. Nothing was changed.',
      'zh-CN': '请为通行密钥取一个 1～60 个字符的名称，以便您知道它在哪台设备上。没有改动任何内容。',
    },
  },
  'passkey-many': {
    status: 409,
    message: {
      en: 'This account has 20 passkeys already. Remove one that you no longer use, then add the new one.',
      'zh-CN': '此账号已有 20 个通行密钥。请先移除不再使用的，再添加新的。',
    },
  },
  'sign-in-not-fresh': {
    status: 403,
    message: {
      en: 'This account has no password to ask for, so a change of passkeys needs a sign-in of the last 15 minutes. Sign out, sign in again, and repeat it.',
      'zh-CN': '此账号没有可供核对的密码，因此更改通行密钥需要在最近 15 分钟内登录过。请退出后重新登录，再重复此操作。',
    },
  },
  'passkey-unknown': {
    status: 401,
    message: {
      en: 'No account here has this passkey; it was removed, perhaps. Sign in with address and password, and add it anew in your account.',
      'zh-CN': '这里没有账号使用此通行密钥，它可能已被移除。请用邮箱和密码登录，再在账号页面重新添加。',
    },
  },
  'passkey-copied': {
    status: 401,
    message: {
      en: 'This passkey counts backwards, as a copy of it would: its key may be in other hands. It was not accepted. Sign in with address and password, and remove it in your account.',
      'zh-CN':
        '此通行密钥的计数出现倒退，与被复制的密钥表现一致，密钥可能已落入他人之手。系统没有接受它。请用邮箱和密码登录，并在账号页面移除它。',
    },
  },
  'passkey-known': {
    status: 409,
    message: {
      en: 'This passkey belongs to an account here already. Use it to sign in, or choose another device.',
      'zh-CN': '此通行密钥已属于这里的一个账号。请用它登录，或选择另一台设备。',
    },
  },
  'unknown-passkey': {
    status: 404,
    message: {
      en: 'This account has no such passkey. Reload the page to see those it has.',
      'zh-CN': '此账号没有这个通行密钥。请重新加载页面查看现有的通行密钥。',
    },
  },
  'unknown-provider': {
    status: 404,
    message: {
      en: 'This academy has no such sign-on, or it is switched off. Go back to the sign-in page and choose from there.',
      'zh-CN': '本学院没有此登录方式，或其已停用。请返回登录页面重新选择。',
    },
  },
  'sign-on-unreachable': {
    status: 502,
    message: {
      en: '{name} does not answer, so nobody can sign in with it now. Try again in a minute, or sign in with your password; tell your administrator if it lasts.',
      'zh-CN': '{name} 没有响应，暂时无法用其登录。请稍后重试，或使用密码登录；如持续出现，请告知管理员。',
    },
  },
  'sign-on-refused': {
    status: 403,
    message: {
      en: '{name} did not confirm who you are. Start again from the sign-in page; if it happens again, tell your administrator.',
      'zh-CN': '{name} 未能确认您的身份。请从登录页面重新开始；如再次出现，请告知管理员。',
    },
  },
  'sign-on-again': {
    status: 400,
    message: {
      en: 'This sign-on took longer than 10 minutes or began in another browser. Start again from the sign-in page.',
      'zh-CN': '此次登录已超过 10 分钟，或是在其他浏览器中开始的。请从登录页面重新开始。',
    },
  },
  'sign-on-address-taken': {
    status: 409,
    message: {
      en: 'There is an account with your e-mail address already. Sign in with its password once, then use this sign-on again in the same browser: it will be linked to your account.',
      'zh-CN': '已有账号使用您的电子邮箱。请先用密码登录一次，然后在同一浏览器中再次使用此登录方式，即可与您的账号关联。',
    },
  },
  'sign-on-other-account': {
    status: 409,
    message: {
      en: 'This identity belongs to another account here. Sign out first, then sign on with it.',
      'zh-CN': '此身份已关联其他账号。请先退出登录，再使用它登录。',
    },
  },
  'bad-role-map': {
    status: 400,
    message: {
      en: 'Line {line} cannot be read. Write a group, an equals sign, and roles separated by commas: {roles}.',
      'zh-CN': '无法读取第 {line} 行。请按“组名 = 角色, 角色”的格式填写，可用角色：{roles}。',
    },
  },
  'name-not-typed': {
    status: 400,
    message: {
      en: 'The name typed is not yours as it stands here, so nothing was erased. Type it exactly as it is shown.',
      'zh-CN': '输入的姓名与显示的不一致，没有删除任何内容。请完全按显示的姓名输入。',
    },
  },
  'bad-token': {
    status: 401,
    message: {
      en: "This token is not one of this academy, has run out (they last 12 hours), or is for another lab. Copy a fresh command from the lab's Network pane.",
      'zh-CN': '此令牌不属于本学院、已过期（有效期 12 小时）或属于其他实验。请从实验的网络窗格重新复制命令。',
    },
  },
  'unknown-lab': {
    status: 404,
    message: {
      en: 'There is no lab of this name, or its definition has a mistake and cannot be opened. Go back to the course and choose a lab from there.',
      'zh-CN': '没有这个名称的实验，或其定义有误而无法打开。请返回课程，从那里选择实验。',
    },
  },
  'unknown-draft': {
    status: 404,
    message: {
      en: 'There is no such course in the draft of this academy: it was thrown away, or never taken up. Go back to the overview for authors.',
      'zh-CN': '本学院的草稿中没有这门课程：它已被放弃，或从未建立副本。请返回编写总览。',
    },
  },
  'publishing-already': {
    status: 409,
    message: {
      en: 'Something is being published in this academy just now. Wait for its report below, then publish again.',
      'zh-CN': '本学院正在进行一次发布。请等待下方的结果，然后再次发布。',
    },
  },
  'nothing-chosen': {
    status: 400,
    message: {
      en: 'Choose at least one draft, and say in the note what is new (up to 500 characters).',
      'zh-CN': '请至少选择一份草稿，并在说明中写明更新内容（最多 500 个字符）。',
    },
  },
  'bad-course': {
    status: 400,
    message: {
      en: 'The course was not saved. It needs title and summary in both languages, and a place in the list: a whole number from 0.',
      'zh-CN': '课程未保存。需要中英文的标题和简介，以及列表中的位置（从 0 开始的整数）。',
    },
  },
  'bad-slug': {
    status: 400,
    message: {
      en: 'This cannot be an address. Use lower-case words joined by hyphens, such as fill-the-tank.',
      'zh-CN': '不能用作地址。请用小写单词并以连字符连接，例如 fill-the-tank。',
    },
  },
  'unit-there': {
    status: 409,
    message: {
      en: 'There is one with the address "{slug}" already. Choose another, or edit the one that is there.',
      'zh-CN': '地址“{slug}”已被使用。请另选一个，或编辑已有的内容。',
    },
  },
  'slug-not-typed': {
    status: 400,
    message: {
      en: 'The address typed is not the one of this draft, so nothing was thrown away. Type it exactly as it is shown.',
      'zh-CN': '输入的地址与此草稿不一致，没有放弃任何内容。请完全按显示的地址输入。',
    },
  },
  'course-full': {
    status: 409,
    message: {
      en: 'This course is full: its lessons are numbered 01 to 99. Begin another course.',
      'zh-CN': '此课程已满：课次编号为 01 到 99。请另建课程。',
    },
  },
  'titles-missing': {
    status: 400,
    message: {
      en: 'A title in each language is needed, up to 120 characters.',
      'zh-CN': '需要中英文标题各一个，最多 120 个字符。',
    },
  },
  'unknown-picture': {
    status: 404,
    message: {
      en: 'There is no picture of this name here. Reload the page to see those there are.',
      'zh-CN': '这里没有这个名称的图片。请重新加载页面查看现有的图片。',
    },
  },
  'picture-there': {
    status: 409,
    message: {
      en: 'There is a picture "{name}" already, and it was left as it is. Give yours another name, or delete the one there first.',
      'zh-CN': '已有名为“{name}”的图片，未作改动。请为新图片换个名称，或先删除原有的图片。',
    },
  },
  'picture-kind': {
    status: 415,
    message: {
      en: 'Files of this kind have no place in a lesson. Pictures are .svg, .png, .jpg or .webp.',
      'zh-CN': '课程中不能放这类文件。图片请使用 .svg、.png、.jpg 或 .webp。',
    },
  },
  'picture-not-its-kind': {
    status: 415,
    message: {
      en: 'What is in the file is not what its name says. Save the picture again in that format, or name it rightly.',
      'zh-CN': '文件内容与其扩展名不符。请以该格式重新保存图片，或改正文件名。',
    },
  },
  'picture-too-big': {
    status: 413,
    message: {
      en: 'The picture is too big: up to 8 MB, a drawing up to 1 MB. Make it smaller and try again.',
      'zh-CN': '图片过大：最大 8 MB，矢量图最大 1 MB。请缩小后重试。',
    },
  },
  'picture-name': {
    status: 400,
    message: {
      en: 'A picture cannot be called so. Use letters, digits, hyphens and underscores, such as motor-circuit.png.',
      'zh-CN': '不能使用这个图片名称。请用字母、数字、连字符和下划线，例如 motor-circuit.png。',
    },
  },
  'lab-slug': {
    status: 400,
    message: {
      en: 'A lab is named by lower-case words joined by hyphens, at most 60 letters, such as fill-the-tank. It stands in addresses and never changes.',
      'zh-CN': '实验名称由小写单词以连字符连接，最多 60 个字符，例如 fill-the-tank。它用于地址，以后不再改变。',
    },
  },
  'lab-exists': {
    status: 409,
    message: {
      en: 'There is a lab {lab} already. Choose another name, or take up a copy of that one.',
      'zh-CN': '已有实验 {lab}。请换一个名称，或为它建立副本。',
    },
  },
  'lab-titles': {
    status: 400,
    message: {
      en: 'A lab has a title in both languages, of at most 80 letters each. Write both; they can be changed later.',
      'zh-CN': '实验需有中英文标题，各不超过 80 个字符。请都填写，以后可以修改。',
    },
  },
  'proof-running': {
    status: 409,
    message: {
      en: 'A test of a lab of this academy runs already. Wait for its report, or end it; then begin this one.',
      'zh-CN': '本学院已有实验测试正在运行。请等待其报告或将其结束，然后再开始。',
    },
  },
  'draft-unreadable': {
    status: 409,
    message: {
      en: 'The draft of this lab has a mistake that keeps it from being opened. Open its files: the list of findings says where.',
      'zh-CN': '此实验的草稿有错误，无法打开。请打开其文件，检查结果列表会指出位置。',
    },
  },
  'unknown-file': {
    status: 404,
    message: {
      en: 'The lab has no such file on this controller. Reload the page: the lab may have changed since it was opened.',
      'zh-CN': '该实验的这个控制器上没有此文件。请重新加载页面：实验可能在打开之后有改动。',
    },
  },
  'unknown-version': {
    status: 404,
    message: {
      en: 'There is no such version of this file. Close the comparison and open it again to see the versions there are.',
      'zh-CN': '此文件没有这个版本。请关闭比较后重新打开，查看现有的版本。',
    },
  },
  'bad-file-name': {
    status: 400,
    message: {
      en: 'A file cannot be called so. Use 1 to 60 letters, digits, - or _, and end with .st, such as valve-control.st.',
      'zh-CN': '不能使用这个文件名。请用 1 到 60 个字母、数字、- 或 _，并以 .st 结尾，例如 valve-control.st。',
    },
  },
  'file-exists': {
    status: 409,
    message: {
      en: 'This controller already has a file of this name (capitals do not count). Choose another name.',
      'zh-CN': '此控制器已有同名文件（不区分大小写）。请换一个名称。',
    },
  },
  'lab-file': {
    status: 409,
    message: {
      en: 'This file belongs to the lab, so it keeps its name and its place. Change its text, or add a file of your own.',
      'zh-CN': '此文件属于实验本身，不能重命名或删除。可以修改其内容，或另建文件。',
    },
  },
  'too-many-files': {
    status: 409,
    message: {
      en: 'A controller has at most 50 files here, and this one has them. Delete a file you do not need, or put the text into one that is there.',
      'zh-CN': '每个控制器最多 50 个文件，现已达到上限。请删除不需要的文件，或把内容放入已有的文件。',
    },
  },
  'unknown-step': {
    status: 404,
    message: {
      en: 'The lab has no such step. Reload the page: the lab may have changed since it was opened.',
      'zh-CN': '该实验没有这个步骤。请重新加载页面：实验可能在打开之后有改动。',
    },
  },
  'unknown-question': {
    status: 404,
    message: {
      en: 'The lesson has no such question. Reload the page: the lesson may have changed since it was opened.',
      'zh-CN': '这一课没有这道题。请重新加载页面：课程可能在打开之后有改动。',
    },
  },
  'other-variant': {
    status: 409,
    message: {
      en: 'This page shows the question with other numbers than yours, because it was opened before you signed in. Reload the page, then answer.',
      'zh-CN': '此页面是在您登录之前打开的，题中的数值与您的不同。请重新加载页面后作答。',
    },
  },
  'rig-not-running': {
    status: 409,
    message: {
      en: 'The rig is not running, so there is nothing to compare your reading with. Start it beside the lesson, read again, then answer. This counted as no attempt.',
      'zh-CN': '实训台没有运行，无法与您的读数比较。请在课程旁启动实训台，重新读数后作答。这次不计为一次作答。',
    },
  },
  'not-due': {
    status: 409,
    message: {
      en: 'This question is not due for review, or was answered already, perhaps in another tab. Open the review page to see what is due.',
      'zh-CN': '这道题今天不需要复习，或已在其他标签页中答过。请打开复习页面查看待复习的题目。',
    },
  },
  'unknown-solution': {
    status: 404,
    message: {
      en: 'The lesson has no such solution. Reload the page: the lesson may have changed since it was opened.',
      'zh-CN': '这一课没有这个解法。请重新加载页面：课程可能在打开之后有改动。',
    },
  },
  'step-not-tried': {
    status: 403,
    message: {
      en: 'Still closed: no check of a program of your own has been graded on this step. Change the program and check your work; this opens then. A check that fails counts.',
      'zh-CN': '尚未打开：这一步还没有评判过您自己写的程序。请修改程序并检查，随后就会打开。未通过的检查也算。',
    },
  },
  'question-not-tried': {
    status: 403,
    message: {
      en: 'Still closed: you have not answered the question yet. Answer it; this opens then. A wrong answer counts.',
      'zh-CN': '尚未打开：您还没有回答这道题。请先作答，随后就会打开。答错也算。',
    },
  },
  'not-a-reading': {
    status: 409,
    message: {
      en: 'This lesson has a lab or a question now, and is done when those are. Reload the page to see them.',
      'zh-CN': '这一课现在配有实验或测验，完成它们才算学完。请重新加载页面查看。',
    },
  },
  'bad-preference': {
    status: 400,
    message: {
      en: 'This cannot be set: {setting}. Nothing was changed. Reload the page to see what can be chosen, then set it again.',
      'zh-CN': '无法这样设置：{setting}。没有改动任何内容。请重新加载页面查看可选的值，然后再设置。',
    },
  },
  'not-json': {
    status: 415,
    message: {
      en: 'The request does not carry JSON. Send it with Content-Type: application/json.',
      'zh-CN': '请求内容不是 JSON。请使用 Content-Type: application/json 发送。',
    },
  },
  malformed: {
    status: 400,
    message: {
      en: 'The request could not be read: a part is missing or has the wrong form. Reload the page to get its newest version, then try again.',
      'zh-CN': '无法读取请求：缺少某一部分或格式不对。请重新加载页面以获取最新版本，然后重试。',
    },
  },
  'too-big': {
    status: 413,
    message: {
      en: 'The request is bigger than the academy takes (a file may have 512,000 characters). Make the file shorter and try again.',
      'zh-CN': '请求超过了学院可接受的大小（单个文件最多 512,000 个字符）。请缩短文件后重试。',
    },
  },
  'bad-search': {
    status: 400,
    message: {
      en: 'This search could not be read. It takes q (1 to 200 characters), locale (en or zh-CN) and, if wanted, limit (1 to 30 results).',
      'zh-CN': '无法读取此搜索请求。请给出 q（1～200 个字符）和 locale（en 或 zh-CN），需要时再加 limit（1～30 条）。',
    },
  },
  'check-running': {
    status: 429,
    message: {
      en: 'A check of this lab is still running for you. Wait for its answer, then check again.',
      'zh-CN': '您在此实验的一次检查仍在进行。请等待结果，然后再次检查。',
    },
  },
  'too-many-tries': {
    status: 429,
    message: {
      en: 'Too many tries in a short time. Nothing was changed. Wait {seconds} s, then try once more.',
      'zh-CN': '短时间内尝试次数过多，没有改动任何内容。请等待 {seconds} 秒后再试一次。',
    },
  },
  'unknown-certificate': {
    status: 404,
    message: {
      en: 'There is no certificate at this address. Check it letter by letter, or scan the code on the certificate again.',
      'zh-CN': '此地址没有证书。请逐字核对地址，或重新扫描证书上的二维码。',
    },
  },
  'certificate-gone': {
    status: 410,
    message: {
      en: 'This certificate was revoked, so it is not given out any more. Its page says since when and why.',
      'zh-CN': '此证书已被撤销，不再提供下载。其页面说明撤销的时间和原因。',
    },
  },
  'unprintable-name': {
    status: 422,
    message: {
      en: 'The fonts of this server have no letter for: {characters}. Print the page of the certificate instead: it uses the fonts of your own machine.',
      'zh-CN': '服务器的字体缺少以下字符：{characters}。请改为打印证书页面，它使用您本机的字体。',
    },
  },
  'disk-full': {
    status: 507,
    message: {
      en: "The server's disk is full, so nothing can be saved. What you typed stays in this tab: keep it open and tell whoever runs the academy. Once there is room, save again.",
      'zh-CN':
        '服务器磁盘已满，暂时无法保存。您输入的内容保留在此标签页中：请不要关闭它，并告知学院的管理员。腾出空间后请再次保存。',
    },
  },
  'our-failure': {
    status: 500,
    message: {
      en: 'Something broke on our side, not in your work. Nothing you saved is lost; try again in a moment.',
      'zh-CN': '这是我们一方的故障，与您的程序无关。已保存的内容不会丢失；请稍后重试。',
    },
  },
} as const satisfies Record<string, { status: number; message: LocalizedText }>;

export type ProblemCode = keyof typeof problems;

/** Thrown by an endpoint's work to refuse the request; `detail` goes to the log only, `values` into the message's `{name}`s. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly values: Readonly<Record<string, string>>;
  constructor(code: ProblemCode, detail = '', values: Readonly<Record<string, string>> = {}) {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.code = code;
    this.values = values;
  }
}

/** The HTTP answer of a refusal: `problem` of api.ts. */
export function problemResponse(code: ProblemCode, values: Readonly<Record<string, string>> = {}): Response {
  const { status } = problems[code];
  return Response.json(
    { code, message: { en: sentence(code, 'en', values), 'zh-CN': sentence(code, 'zh-CN', values) } },
    {
      status,
      headers: {
        'cache-control': 'no-store',
        ...(status === 429 && values.seconds !== undefined ? { 'retry-after': values.seconds } : {}),
      },
    },
  );
}

/** A refusal in one language, its `{name}`s filled in. */
export const sentence = (code: ProblemCode, locale: Locale, values: Readonly<Record<string, string>> = {}): string =>
  problems[code].message[locale].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
