/** What a screen reader finds in scene and checks of the first lab, in both languages: every control, every display with what it shows. */
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 900 } });

const readers = [
  {
    locale: 'en',
    lesson: '/courses/first-scan/keep-it-running',
    start: 'Start button S2',
    motor: 'Motor M-101',
    running: /^Motor M-101: running, /,
    scene: `
- toolbar "Tools of the scene":
  - button "Full screen"
  - button "Larger"
  - button "Smaller. The whole scene is shown." [disabled]
  - button "Hide annotations"
- group "The plant":
  - 'img "Indicator lamp P1 runs: off"'
  - 'img "Indicator lamp P2 overload: off"'
  - button "Start button S2"
  - button "Stop button S1"
  - button "Emergency stop S0"
  - 'img "Contactor: off"'
  - 'img /Heat of the overload relay F2: \\d+ %/'
  - 'img "Current of the motor: 0.0 A"'
  - button "Test button of the relay F2"
  - button "Reset button of the relay F2"
  - 'img "Motor M-101: standing still, 0 1/min"'
  - button "Bar that blocks the machine"
  - text: The overload relay and the emergency stop cut the coil's supply by wire. The PLC only reads them.
- region "Annotations":
  - list:
    - listitem: /Start is normally open/
    - listitem: /Stop is normally closed/
    - listitem: /The contact of your output Motor/
    - listitem: /K1, the contactor/
- status`,
    checks: `
- button "Check"
- text: Grades the program in the editor on a fresh rig
- paragraph: Step 1 of 4 · 0 passed
- status
- list:
  - listitem:
    - group:
      - text: Step 1 of 4 Make it hold itself Current step
      - paragraph
      - list:
        - listitem:
          - paragraph: The motor starts when Start is pressed, and not before
        - listitem:
          - paragraph: The motor keeps running after Start is released
      - button "Show a hint"
  - listitem:
    - group: Step 2 of 4 Let it be stopped Not yet
  - listitem:
    - group: Step 3 of 4 Wait after an emergency stop Not yet
  - listitem:
    - group: "Step 4 of 4 Overload: off, say so, and wait Not yet"`,
  },
  {
    locale: 'zh-CN',
    lesson: '/zh-cn/courses/first-scan/keep-it-running',
    start: '启动按钮 S2',
    motor: '三相异步电动机 M-101',
    running: /M-101: 运行, /,
    scene: `
- toolbar "画面工具":
  - button "全屏"
  - button "放大"
  - button "缩小。已显示全图。" [disabled]
  - button "隐藏图注"
- group "被控对象":
  - 'img "指示灯 P1 运行: 断"'
  - 'img "指示灯 P2 过载: 断"'
  - button "启动按钮 S2"
  - button "停止按钮 S1"
  - button "急停按钮 S0"
  - 'img "接触器: 断"'
  - 'img /热继电器 F2 的热量: \\d+ %/'
  - 'img "电动机电流: 0.0 A"'
  - button "热继电器 F2 的测试按钮"
  - button "热继电器 F2 的复位按钮"
  - 'img /M-101: 静止, 0 1\\/min/'
  - button "卡住机器的木棒"
  - text: 热继电器和急停通过硬接线切断线圈电源， PLC 只读取它们的状态。
- region "图注":
  - list:
    - listitem: /启动按钮是常开触点/
    - listitem: /停止按钮是常闭触点/
    - listitem: /输出 Motor 的触点/
    - listitem: /接触器 K1/
- status`,
    checks: `
- button "检查"
- text: 在全新的实训台上评判编辑器中的程序
- paragraph: 第 1 步，共 4 步 · 已通过 0 步
- status
- list:
  - listitem:
    - group:
      - text: 第 1 步，共 4 步 让它自锁 当前步骤
      - paragraph
      - list:
        - listitem:
          - paragraph: 按下启动后电动机启动，此前不得启动
        - listitem:
          - paragraph: 松开启动后电动机继续运行
      - button "查看提示"
  - listitem:
    - group: 第 2 步，共 4 步 让它能停下 未开始
  - listitem:
    - group: 第 3 步，共 4 步 急停之后要等待 未开始
  - listitem:
    - group: 第 4 步，共 4 步 过载：停机、报警、等待 未开始`,
  },
] as const;

for (const { locale, lesson, start, running, scene, checks } of readers) {
  test(`scene and checks are heard as they are seen (${locale})`, async ({ page, server }) => {
    const lab = new LabPage(page, workbenchWords[locale]);
    await page.goto(`${server.url}${lesson}`);
    await lab.ready();
    await expect(page.locator('.wb-scene')).toMatchAriaSnapshot(scene);

    await test.step('what is done is heard: the button is pressed, the motor runs', async () => {
      const button = lab.control(start);
      await button.focus();
      await page.keyboard.down('Space');
      await expect(button).toHaveAttribute('aria-pressed', 'true');
      await expect(page.getByRole('img', { name: running })).toBeVisible();
      await page.keyboard.up('Space');
      await expect(button).toHaveAttribute('aria-pressed', 'false');
    });

    await lab.openPane('checks');
    await expect(page.locator('.wb-checks')).toMatchAriaSnapshot(checks);
  });
}

test('the scene goes over the whole screen and back, by keyboard, and gives the focus back', async ({ page, server }) => {
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  await page.goto(`${server.url}/courses/first-scan/keep-it-running`);
  await lab.ready();
  await page.getByRole('button', { name: words['scene.full'], exact: true }).press('Enter');
  const leave = page.getByRole('button', { name: words['scene.full.leave'] });
  await expect(leave).toBeVisible();
  const scene = await page.locator('.wb-scene').boundingBox();
  expect(scene?.width).toBeGreaterThan(1_400);
  // State and time stay in reach; the lesson below is out of it.
  await expect(page.getByRole('button', { name: words['time.pause'] })).toBeVisible();
  await expect(page.locator('[inert] h1')).toHaveCount(1);
  await expectAccessible(page);
  await leave.press('Enter');
  await expect(page.getByRole('button', { name: words['scene.full'], exact: true })).toBeFocused();
  await expect(page.locator('[inert] h1')).toHaveCount(0);
});

test('on a telephone the controls are as large as a finger, and the program is read', async ({ page, server }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${server.url}/courses/first-scan/keep-it-running`);
  const words = workbenchWords.en;
  const button = page.locator('.wb-strip-button').first();
  await expect(page.locator('.wb-rig[data-phase="running"]')).toBeVisible({ timeout: 30_000 });
  await button.scrollIntoViewIfNeeded();
  for (const target of await page.locator('.wb-strip-button, .wb-scene-tools button').all())
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  const box = await button.boundingBox();
  if (!box) throw new Error('the button is not on the page');
  await page.mouse.move(box.x + 40, box.y + 20);
  await page.mouse.down();
  await expect(button).toHaveAttribute('data-state', 'on');
  // The hand slides off, and the browser takes the pointer away: the button springs back.
  await button.dispatchEvent('pointercancel');
  await expect(button).toHaveAttribute('data-state', 'off');
  await page.mouse.up();
  await expectAccessible(page);
  await page.getByRole('tab', { name: words['pane.program'], exact: true }).click();
  await expect(page.getByText(words['program.narrow'])).toBeVisible();
  await expect(page.locator('.wb-reading-text')).toContainText('Motor := Start;');
  await expectAccessible(page);
});
