/** From an order to the tool that carries it out. */
import { Capture } from './capture.ts';
import { Http } from './http.ts';
import { Ip } from './ip.ts';
import { ModbusIdentify } from './modbus-identify.ts';
import { ModbusRead } from './modbus-read.ts';
import { ModbusWrite } from './modbus-write.ts';
import { MqttPublish } from './mqtt-publish.ts';
import { MqttSubscribe } from './mqtt-subscribe.ts';
import { Ping } from './ping.ts';
import { Ports } from './ports.ts';
import type { RunningTool } from './running-tool.ts';
import { S7Info } from './s7-info.ts';
import { S7Read } from './s7-read.ts';
import { S7Write } from './s7-write.ts';
import type { Tool, ToolHost, ToolOrder } from './tool.ts';
import { Traceroute } from './traceroute.ts';

export function startTool(order: ToolOrder, host: ToolHost, nowNs: bigint): Tool {
  const tool = make(order, host);
  tool.begin(nowNs);
  return tool;
}

/** The tool as it was when `save` gave `saved`. @throws Error when another engine saved it. */
export function restoreTool(order: ToolOrder, host: ToolHost, saved: unknown): Tool {
  const tool = make(order, host);
  tool.restore(saved);
  return tool;
}

function make(order: ToolOrder, host: ToolHost): RunningTool<unknown> {
  switch (order.tool) {
    case 'ip':
      return new Ip(order, host);
    case 'ping':
      return new Ping(order, host);
    case 'traceroute':
      return new Traceroute(order, host);
    case 'ports':
      return new Ports(order, host);
    case 'http':
      return new Http(order, host);
    case 'modbus-read':
      return new ModbusRead(order);
    case 'modbus-write':
      return new ModbusWrite(order);
    case 'modbus-identify':
      return new ModbusIdentify(order);
    case 'mqtt-publish':
      return new MqttPublish(order);
    case 'mqtt-subscribe':
      return new MqttSubscribe(order);
    case 's7-read':
      return new S7Read(order);
    case 's7-write':
      return new S7Write(order);
    case 's7-info':
      return new S7Info(order);
    case 'capture':
      return new Capture(order, host);
  }
}
