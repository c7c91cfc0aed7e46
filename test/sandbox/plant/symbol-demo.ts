/** Every symbol of the library once or more, each bound to its component: a scene and the plant under it. No lab: it has no task. */
import { sceneSymbols } from '#sandbox/plant/symbols.ts';

/** What a scene writes, by symbol: a line for each time that it is shown. */
export const placements: [symbol: string, attributes: string][] = [
  ['push-button', 'data-press="plant.Start" data-kind="start" data-tag="S2" data-en="Start" data-zh="启动"'],
  ['push-button', 'data-press="plant.Stop" data-kind="stop" data-tag="S1" data-en="Stop" data-zh="停止"'],
  ['push-button', 'data-press="plant.Reset" data-tag="S3" data-en="Reset" data-zh="复位"'],
  ['selector', 'data-toggle="plant.Drain" data-left="0" data-right="1" data-tag="S4"'],
  [
    'selector',
    'data-set="plant.Mode" data-left="off" data-left-zh="停" data-middle="manual" data-middle-zh="手动" data-right="auto" data-right-zh="自动" data-tag="S5"',
  ],
  ['emergency-stop', 'data-toggle="plant.EStop" data-tag="S0"'],
  ['lamp', 'data-on="plant.Start" data-colour="green" data-tag="P1" data-en="Ready" data-zh="就绪"'],
  ['lamp', 'data-on="plant.Stop" data-colour="red" data-tag="P2"'],
  ['stack-light', 'data-of="plant.Tower" data-tag="P10"'],
  ['stack-light', 'data-of="plant.Tower" data-blue="plant.Tower.BlueLit" data-white="plant.Tower.WhiteLit" data-tag="P11"'],
  ['contactor', 'data-of="plant.K1" data-tag="K1"'],
  ['motor', 'data-of="plant.M101" data-value="plant.M101.Speed" data-tag="M-101"'],
  ['thermal-overload', 'data-of="plant.F1" data-reset="plant.Reset" data-tag="F1"'],
  ['dc-motor', 'data-of="plant.M102" data-tag="M-102"'],
  ['reed-switch', 'data-of="plant.Reed" data-tag="1B3"'],
  ['float-switch', 'data-of="plant.Float" data-tag="LS-110"'],
  ['air-receiver', 'data-of="plant.Store" data-low="5" data-tag="0Z2"'],
  ['pump', 'data-of="plant.P101" data-flow="plant.P101.Flow" data-tag="P-101"'],
  ['tank', 'data-of="plant.T101" data-low="250" data-high="850" data-tag="T-101"'],
  ['level-switch', 'data-of="plant.LSH" data-tag="LSH-103" data-mark="850 mm"'],
  ['hand-valve', 'data-toggle="plant.Drain" data-tag="HV-104"'],
  ['solenoid-valve', 'data-of="plant.XV" data-tag="XV-105"'],
  ['transmitter', 'data-of="plant.LT" data-letters="LT" data-number="101" data-unit="mm" data-format="0"'],
  ['control-valve', 'data-of="plant.FV" data-tag="FV-106"'],
  ['heater', 'data-of="plant.Heating" data-value="plant.Heating.Heat" data-tag="E-101" data-en="jacket" data-zh="夹套"'],
  ['mixer', 'data-of="plant.Mixing" data-tag="R-101" data-en="syrup" data-zh="糖浆"'],
  ['pipe', 'data-d="M0 0 H80 V20 H160" data-flow="plant.P101.Flow"'],
  ['dial-instrument', 'data-of="plant.Dial" data-red="8" data-tag="PI-102"'],
  ['thermometer', 'data-of="plant.TE" data-tag="TI-103"'],
  ['cylinder', 'data-of="plant.A" data-tag="1A1" data-back-tag="1B1" data-front-tag="1B2"'],
  ['cylinder-single', 'data-of="plant.B" data-tag="2A1" data-back-tag="2B1" data-front-tag="2B2"'],
  ['pneumatic-valve-52', 'data-of="plant.V1" data-tag="1V1"'],
  ['pneumatic-valve-52', 'data-of="plant.V2" data-coil12="plant.V2.Solenoid12" data-tag="3V1"'],
  ['pneumatic-valve-32', 'data-of="plant.V3" data-tag="2V1"'],
  ['air-preparation', 'data-of="plant.Frl" data-tag="0Z1"'],
  ['compressor', 'data-of="plant.Air" data-tag="0P1"'],
  ['conveyor', 'data-of="plant.Belt" data-tag="B-101"'],
  ['conveyor', 'data-of="plant.Belt" data-items="bottle" data-tag="B-102"'],
  ['photo-eye', 'data-of="plant.Eye" data-tag="B1"'],
  ['inductive-sensor', 'data-of="plant.Near" data-tag="B2"'],
  ['ultrasonic-sensor', 'data-of="plant.Sonic" data-tag="LT-107"'],
  ['scale', 'data-of="plant.Weigh" data-tag="WI-108"'],
  ['gripper', 'data-of="plant.Grip" data-tag="4A1"'],
  ['two-axis-robot', 'data-of="plant.Robot" data-tag="R1"'],
  ['safety-scanner', 'data-of="plant.Scan" data-tag="B10"'],
  ['bottle-filler', 'data-of="plant.Filler" data-tag="XV-109"'],
  ['pusher', 'data-of="plant.A" data-tag="5A1"'],
  ['diverter', 'data-of="plant.Arm" data-tag="M5"'],
  ['traffic-light', 'data-of="plant.Cars" data-tag="H1"'],
  ['pedestrian-light', 'data-of="plant.Walkers" data-tag="H2"'],
  ['encoder', 'data-of="plant.Turns" data-tag="B20"'],
  ['slider', 'data-set="plant.Opening" data-unit="%" data-tag="HIC-106"'],
  ['readout', 'data-value="plant.T101.Level" data-unit="mm" data-format="0" data-low="250" data-high="850" data-tag="LI-101"'],
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
  LT : Transmitter; FV : ControlValve; Heating : Heater; Mixing : Mixer; Dial : DialInstrument; TE : Thermocouple;
  A : DoubleActingCylinder; B : SingleActingCylinder; V1, V2 : PneumaticValve52; V3 : PneumaticValve32; Frl : AirPreparation;
  Air : Compressor; Belt : Conveyor; Eye : PhotoEye; Near : InductiveSensor; Sonic : UltrasonicSensor; Weigh : Scale;
  Grip : Gripper; Robot : TwoAxisRobot; Scan : SafetyScanner; Filler : BottleFiller; Arm : Diverter; Cars, Walkers : TrafficLight;
  Turns : Encoder; F1 : ThermalOverload; M102 : DcMotor; Reed : ReedSwitch; Float : FloatSwitch; Store : AirReceiver;
END_VAR
  Tower(Red := Stop);
  K1(Coil := Start);
  M101(Forward := K1.Main);
  P101(Speed := M101.SpeedShare);
  T101(Inflow := P101.Flow);
  LSH(Level := T101.Level);
  XV(Coil := Start);
  LT(Process := T101.Level, RangeHigh := 1000.0);
  FV(Command := Opening / 100.0);
  Heating(Share := 0.5);
  Mixing(FlowA := FV.Flow);
  TE(Process := Mixing.Temperature);
  Air(Motor := Air.PressureSwitch);
  Frl(Supply := Air.Pressure);
  Dial(Process := Frl.Pressure);
  V1(Supply := Frl.Pressure, Solenoid14 := Start);
  V2(Supply := Frl.Pressure, Solenoid14 := Start, Solenoid12 := Stop, Bistable := TRUE);
  V3(Supply := Frl.Pressure, Solenoid12 := Start);
  A(PortA := V1.Port4, PortB := V1.Port2);
  B(PortA := V3.Port2);
  Belt(Run := Start, Enter := Reset);
  Filler(Belt := Belt, Open := Start);
  Arm(Belt := Belt, Drive := Start);
  Eye(Interrupted := Belt.Covered(500.0, 50.0));
  Near(Distance := 100.0 - A.Position);
  Sonic(Target := 1200.0 - T101.Level);
  Weigh(Load := Belt.MassBetween(900.0, 1100.0));
  Grip(Close := Start);
  Robot(Enable := NOT EStop, Start := Start);
  Scan(Reset := Reset);
  Cars(Red := TRUE);
  Walkers(Green := TRUE);
  Turns(Travel := Belt.Travel);
  F1(Current := M101.Current, Reset := Reset);
  M102(Voltage := 24.0);
  Reed(Position := A.Position, Place := 50.0);
  Float(Level := T101.Level);
  Store(Supply := Air.Pressure);
END_PROGRAM
`;

/** Row by row, each symbol in its own box, at most `width` units wide. */
export function demoScene(width = 1200, which = placements): string {
  const lines: string[] = [];
  let [x, y, rowHeight] = [0, 0, 0];
  for (const [name, attributes] of which) {
    const [left = 0, top = 0, w = 0, h = 0] = (sceneSymbols().get(name)?.box ?? '0 0 100 100').split(' ').map(Number);
    if (x + w > width) [x, y, rowHeight] = [0, y + rowHeight + 24, 0];
    lines.push(`  <g data-symbol="${name}" ${attributes} transform="translate(${x - left} ${y - top})"/>`);
    x += w + 24;
    rowHeight = Math.max(rowHeight, h);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + rowHeight}">\n${lines.join('\n')}\n</svg>\n`;
}

/** A moment at which much is going on: some things run, some are marked abnormal, some have failed. */
export const demoValues: Record<string, boolean | number> = {
  'plant.Start': true,
  'plant.Stop': false,
  'plant.Reset': false,
  'plant.EStop': true,
  'plant.Drain': true,
  'plant.Mode': 2,
  'plant.Opening': 60,
  'plant.Tower.RedLit': true,
  'plant.Tower.AmberLit': true,
  'plant.Tower.GreenLit': true,
  'plant.Tower.BlueLit': true,
  'plant.Tower.WhiteLit': false,
  'plant.Tower.Sounding': true,
  'plant.K1.Coil': true,
  'plant.K1.Main': true,
  'plant.M101.Speed': 1443,
  'plant.M101.SpeedShare': 1.01,
  'plant.F1.Tripped': true,
  'plant.F1.Heat': 1,
  'plant.M102.Speed': -1480,
  'plant.Reed.Signal': true,
  'plant.Float.Up': true,
  'plant.Float.Contact': true,
  'plant.Store.Pressure': 4.2,
  'plant.P101.Speed': 1.01,
  'plant.P101.Flow': 2.41,
  'plant.P101.Dry': true,
  'plant.T101.Level': 910,
  'plant.T101.Overflow': 0.2,
  'plant.LSH.Covered': true,
  'plant.LSH.Contact': true,
  'plant.XV.Position': 0.4,
  'plant.XV.Coil': true,
  'plant.LT.Value': 903,
  'plant.LT.Current': 3.5,
  'plant.FV.Position': 0.42,
  'plant.FV.Command': 0.6,
  'plant.Heating.Share': 0.5,
  'plant.Heating.Heat': 985,
  'plant.Mixing.Volume': 62,
  'plant.Mixing.Speed': 0.8,
  'plant.Mixing.Evenness': 0.81,
  'plant.Dial.Reading': 6.2,
  'plant.TE.Temperature': 64.3,
  'plant.TE.WireBreak': false,
  'plant.A.Position': 62,
  'plant.A.PortA': 6,
  'plant.A.PortB': 0,
  'plant.A.Extended': false,
  'plant.A.Retracted': false,
  'plant.B.Position': 0,
  'plant.B.Retracted': true,
  'plant.B.Extended': false,
  'plant.B.PortA': 0,
  'plant.V1.Spool': 1,
  'plant.V1.Solenoid14': true,
  'plant.V2.Spool': 0,
  'plant.V2.Solenoid14': false,
  'plant.V2.Solenoid12': true,
  'plant.V3.Spool': 0,
  'plant.V3.Solenoid12': false,
  'plant.Frl.Pressure': 6.1,
  'plant.Frl.WaterLevel': 0.3,
  'plant.Frl.OilLevel': 0.55,
  'plant.Frl.DropRate': 4,
  'plant.Frl.ShutOff': false,
  'plant.Air.Speed': 1,
  'plant.Air.Pressure': 7.9,
  'plant.Air.Relieved': 0.3,
  'plant.Belt.Speed': 300,
  'plant.Belt.Count': 3,
  ...Object.fromEntries(
    [1, 2, 3].flatMap((index) =>
      Object.entries({
        Position: 2200 - index * 550,
        Length: 120 + 30 * index,
        Height: 60 + 60 * index,
        Fill: 0.2 * index,
        Colour: index,
      }).map(([field, value]) => [`plant.Belt.Item[${index}].${field}`, value]),
    ),
  ),
  'plant.Eye.Beam': false,
  'plant.Eye.Signal': true,
  'plant.Eye.Unstable': true,
  'plant.Near.Signal': true,
  'plant.Near.Detected': true,
  'plant.Sonic.Distance': 412,
  'plant.Sonic.Valid': true,
  'plant.Sonic.Signal': false,
  'plant.Weigh.Net': 12.34,
  'plant.Weigh.Stable': true,
  'plant.Weigh.Overload': false,
  'plant.Grip.Gap': 8,
  'plant.Grip.Gripped': true,
  'plant.Grip.Holding': true,
  'plant.Robot.X': 620,
  'plant.Robot.Y': 300,
  'plant.Robot.Powered': true,
  'plant.Robot.Moving': true,
  'plant.Scan.Distance': 1200,
  'plant.Scan.Violated': true,
  'plant.Scan.Warning': true,
  'plant.Scan.Ossd1': false,
  'plant.Scan.ResetRequired': true,
  'plant.Filler.Opening': 1,
  'plant.Filler.Rate': 0.25,
  'plant.Arm.Angle': 0.4,
  'plant.Arm.Drive': true,
  'plant.Arm.Open': true,
  'plant.Arm.Across': false,
  'plant.Cars.RedLit': true,
  'plant.Cars.AmberLit': false,
  'plant.Cars.GreenLit': false,
  'plant.Walkers.RedLit': false,
  'plant.Walkers.GreenLit': true,
  'plant.Turns.Counts': 48213,
  'plant.Turns.A': true,
  'plant.Turns.B': false,
  'plant.Turns.Speed': 300,
};
