/** Every symbol of the library once or more, each bound to its component: a scene and the plant under it. No lab: it has no task. */
import { sceneSymbols } from '#sandbox/plant/symbols.ts';

/** What a scene writes, by symbol: a line for each time that it is shown. */
export const placements: [symbol: string, attributes: string][] = [
  ['push-button', 'data-press="plant.Start" data-kind="start" data-tag="S2" data-en="Start" data-zh="启动"'],
  ['push-button', 'data-press="plant.Stop" data-kind="stop" data-tag="S1" data-en="Stop" data-zh="停止"'],
  ['push-button', 'data-press="plant.Reset" data-tag="S3" data-en="Reset" data-zh="复位"'],
  ['selector', 'data-toggle="plant.Drain" data-left="0" data-right="1" data-tag="S4"'],
  ['selector', 'data-set="plant.Mode" data-left="0" data-middle="M" data-right="A" data-tag="S5"'],
  ['emergency-stop', 'data-toggle="plant.EStop" data-tag="S0"'],
  ['lamp', 'data-on="plant.Start" data-colour="green" data-tag="P1" data-en="Ready" data-zh="就绪"'],
  ['lamp', 'data-on="plant.Stop" data-colour="red" data-tag="P2"'],
  ['stack-light', 'data-of="plant.Tower" data-tag="P10"'],
  ['stack-light', 'data-of="plant.Tower" data-blue="plant.Tower.BlueLit" data-white="plant.Tower.WhiteLit" data-tag="P11"'],
  ['contactor', 'data-of="plant.K1" data-tag="K1"'],
  ['motor', 'data-of="plant.M101" data-value="plant.M101.Speed" data-tag="M-101"'],
  ['pump', 'data-of="plant.P101" data-flow="plant.P101.Flow" data-tag="P-101"'],
  ['tank', 'data-of="plant.T101" data-low="250" data-high="850" data-tag="T-101"'],
  ['level-switch', 'data-of="plant.LSH" data-tag="LSH-103" data-mark="850 mm"'],
  ['hand-valve', 'data-toggle="plant.Drain" data-tag="HV-104"'],
  ['solenoid-valve', 'data-of="plant.XV" data-tag="XV-105"'],
  ['transmitter', 'data-of="plant.LT" data-letters="LT" data-number="101" data-unit="mm" data-format="0"'],
];

/** As a lab's plant.st would have them. */
export const demoPlant = `PROGRAM plant
VAR_INPUT
  Start, Stop, Reset, EStop, Drain : BOOL;
  Mode : INT;
  Opening : LREAL;
END_VAR
VAR
  Tower : StackLight; K1 : Contactor; M101 : ThreePhaseMotor; P101 : Pump; T101 : Tank; LSH : LevelSwitch; XV : SolenoidValve;
  LT : Transmitter;
END_VAR
  Tower(Red := Stop);
  K1(Coil := Start);
  M101(Forward := K1.Main);
  P101(Speed := M101.SpeedShare);
  T101(Inflow := P101.Flow);
  LSH(Level := T101.Level);
  XV(Coil := Start);
  LT(Process := T101.Level, RangeHigh := 1000.0);
END_PROGRAM
`;

/** Row by row, each symbol in its own box, at most `width` units wide. */
export function demoScene(width = 1200): string {
  const lines: string[] = [];
  let [x, y, rowHeight] = [0, 0, 0];
  for (const [name, attributes] of placements) {
    const [left = 0, top = 0, w = 0, h = 0] = (sceneSymbols().get(name)?.box ?? '0 0 100 100').split(' ').map(Number);
    if (x + w > width) [x, y, rowHeight] = [0, y + rowHeight + 24, 0];
    lines.push(`  <g data-symbol="${name}" ${attributes} transform="translate(${x - left} ${y - top})"/>`);
    x += w + 24;
    rowHeight = Math.max(rowHeight, h);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + rowHeight}">\n${lines.join('\n')}\n</svg>\n`;
}
