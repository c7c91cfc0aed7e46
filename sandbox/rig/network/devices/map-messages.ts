/** What is wrong with a device of a lab, where several kinds of devices say the same. */
export interface LocalizedText {
  en: string;
  'zh-CN': string;
}

export const unknownSignal = (signal: string): LocalizedText => ({
  en: `The rig has no signal "${signal}". Name a signal of the plant or a terminal of a controller.`,
  'zh-CN': `实训台没有信号“${signal}”。请写被控对象的信号或控制器的端子。`,
});
