/**
 * A ladder POU's networks as elements of an LD body. Each network has rails of its own; elements stand on a grid, left to right, branches
 * below each other, networks below each other, so that a reader that goes by positions evaluates in our order.
 */
import type {
  Box,
  CoilForm,
  CompareContact,
  Comparison,
  ContactForm,
  LadderElement,
  LadderNetwork,
  Series,
} from '../diagrams/ladder.ts';
import { data, ELEMENT_TYPE, foreignData, ST_CODE } from './additional-data.ts';
import { element, formatted, textElement, type XmlNode } from './xml-text.ts';

/** Function of the standard (table 33) for each comparison. */
export const COMPARE_FUNCTIONS: Readonly<Record<Comparison, string>> = {
  '=': 'EQ',
  '<>': 'NE',
  '<': 'LT',
  '<=': 'LE',
  '>': 'GT',
  '>=': 'GE',
};

export const CONTACT_MODIFIERS: Readonly<Record<ContactForm, XmlNode['attributes']>> = {
  no: {},
  nc: { negated: 'true' },
  rising: { edge: 'rising' },
  falling: { edge: 'falling' },
};
export const COIL_MODIFIERS: Readonly<Record<CoilForm, XmlNode['attributes']>> = {
  plain: {},
  negated: { negated: 'true' },
  set: { storage: 'set' },
  reset: { storage: 'reset' },
  rising: { edge: 'rising' },
  falling: { edge: 'falling' },
};

/** Where power comes from: an element, its output pin, and that pin's place on the sheet. */
interface Source {
  id: number;
  pin?: string;
  x: number;
  y: number;
}

interface Reached {
  sources: Source[];
  x: number;
  /** Lowest place that is taken. */
  bottom: number;
}

const CONTACT = { width: 30, height: 20, pin: 10 };
const BOX = { width: 100, firstPin: 30, pinPitch: 20 };
const GAP = 50;
/** Room for variables beside a box. */
const VARIABLE = { width: 110, height: 20 };
const LEFT = 20;

export function ladderBody(networks: readonly LadderNetwork[]): XmlNode {
  const writer = new LadderWriter();
  for (const [position, network] of networks.entries()) writer.network(network, position + 1);
  return element('LD', {}, writer.elements);
}

class LadderWriter {
  readonly elements: XmlNode[] = [];
  private lastId = 0;
  private top = 20;

  network({ title, comment, label, rung }: LadderNetwork, number: number): void {
    if (title !== undefined) {
      const type = textElement('ElementType', 'networktitle', { xmlns: '' });
      this.heading('vendorElement', {}, [formatted('alternativeText', title), foreignData(ELEMENT_TYPE, type)]);
    }
    if (comment !== undefined) {
      const height = 20 * comment.split('\n').length;
      this.heading('comment', { height, width: 400 }, [formatted('content', comment)], height);
    }
    if (label !== undefined) this.heading('label', { width: 60, height: 20, label }, []);
    const line = this.top + 60;
    const rail = this.nextId();
    const place = this.elements.length;
    const from: Source = { id: rail, x: LEFT + 10, y: line };
    const reached = this.series(rung, [from], LEFT + 10 + GAP, line);
    const height = reached.bottom - line + 20;
    this.elements.splice(
      place,
      0,
      element('leftPowerRail', { localId: rail, width: 10, height }, [
        position(LEFT, line - 10),
        element('connectionPointOut', { formalParameter: '' }, [relative(10, 10)]),
        data('network', '', { number }),
      ]),
    );
    const x = reached.x + GAP;
    this.elements.push(
      element('rightPowerRail', { localId: this.nextId(), width: 10, height }, [
        position(x, line - 10),
        this.pointIn(reached.sources, x, line, 0, 10),
      ]),
    );
    this.top = reached.bottom + 60;
  }

  private heading(name: string, attributes: XmlNode['attributes'], content: XmlNode[], height = 20): void {
    this.elements.push(element(name, { localId: this.nextId(), ...attributes }, [position(LEFT, this.top), ...content]));
    this.top += height + 20;
  }

  private series(series: Series, sources: Source[], x: number, line: number): Reached {
    let reached: Reached = { sources, x, bottom: line + CONTACT.height };
    for (const inner of series) {
      const next = this.element(inner, reached.sources, reached.x, line);
      reached = { ...next, bottom: Math.max(reached.bottom, next.bottom) };
    }
    return reached;
  }

  private element(inner: LadderElement, sources: Source[], x: number, line: number): Reached {
    switch (inner.kind) {
      case 'contact':
        return this.symbol('contact', CONTACT_MODIFIERS[inner.form], inner.operand, sources, x, line);
      case 'coil':
        return this.symbol('coil', COIL_MODIFIERS[inner.form], inner.operand, sources, x, line);
      case 'parallel':
        return this.parallel(inner.branches, sources, x, line);
      case 'compare':
        return this.box(compareBox(inner), sources, x, line);
      case 'box':
        return this.box(inner, sources, x, line);
      case 'st': {
        const execute: Box = { kind: 'box', type: 'EXECUTE', powerIn: 'EN', powerOut: 'ENO', inputs: {}, outputs: {} };
        return this.box(execute, sources, x, line, foreignData(ST_CODE, textElement('STCode', `${inner.text}\n`, { xmlns: '' })));
      }
      case 'jump':
        return this.leaving('jump', { label: inner.label }, sources, x, line);
      case 'return':
        return this.leaving('return', {}, sources, x, line);
    }
  }

  private parallel(branches: readonly Series[], sources: Source[], x: number, line: number): Reached {
    const ends: Source[] = [];
    let at = line;
    let right = x;
    let bottom = line;
    for (const branch of branches) {
      const reached = this.series(branch, sources, x, at);
      for (const source of reached.sources)
        if (!ends.some(({ id, pin }) => id === source.id && pin === source.pin)) ends.push(source);
      right = Math.max(right, reached.x);
      bottom = Math.max(bottom, reached.bottom);
      at = reached.bottom + 60;
    }
    return { sources: ends, x: right, bottom };
  }

  private symbol(
    name: string,
    modifiers: XmlNode['attributes'],
    operand: string,
    sources: Source[],
    x: number,
    line: number,
  ): Reached {
    const id = this.nextId();
    this.elements.push(
      element(name, { localId: id, width: CONTACT.width, height: CONTACT.height, ...modifiers }, [
        position(x, line - CONTACT.pin),
        this.pointIn(sources, x, line, 0, CONTACT.pin),
        element('connectionPointOut', {}, [relative(CONTACT.width, CONTACT.pin)]),
        textElement('variable', operand),
      ]),
    );
    return { sources: [{ id, x: x + CONTACT.width, y: line }], x: x + CONTACT.width + GAP, bottom: line + CONTACT.height };
  }

  private leaving(name: string, attributes: XmlNode['attributes'], sources: Source[], x: number, line: number): Reached {
    this.elements.push(
      element(name, { localId: this.nextId(), width: 60, height: 20, ...attributes }, [
        position(x, line - 10),
        this.pointIn(sources, x, line, 0, 10),
      ]),
    );
    return { sources: [], x: x + 60 + GAP, bottom: line + 20 };
  }

  private box(box: Box, sources: Source[], left: number, line: number, more: XmlNode | null = null): Reached {
    const inputs = Object.entries(box.inputs);
    const outputs = Object.entries(box.outputs);
    const x = left + (inputs.length > 0 ? VARIABLE.width + GAP : 0);
    const top = line - BOX.firstPin;
    const pinAt = (index: number) => BOX.firstPin + index * BOX.pinPitch;
    const height = pinAt(Math.max(inputs.length, outputs.length)) + BOX.pinPitch;
    const given = inputs.map(([pin, text], index) => {
      const id = this.nextId();
      const y = top + pinAt(index + 1);
      this.elements.push(
        element('inVariable', { localId: id, width: VARIABLE.width, height: VARIABLE.height }, [
          position(left, y - 10),
          element('connectionPointOut', {}, [relative(VARIABLE.width, 10)]),
          textElement('expression', text),
        ]),
      );
      return element('variable', { formalParameter: pin }, [
        this.pointIn([{ id, x: left + VARIABLE.width, y }], x, y, 0, pinAt(index + 1)),
      ]);
    });
    const id = this.nextId();
    const outAt = (pin: string, index: number) =>
      element('variable', { formalParameter: pin }, [element('connectionPointOut', {}, [relative(BOX.width, pinAt(index))])]);
    this.elements.push(
      element('block', { localId: id, width: BOX.width, height, typeName: box.type, instanceName: box.instance }, [
        position(x, top),
        element('inputVariables', {}, [
          element('variable', { formalParameter: box.powerIn }, [this.pointIn(sources, x, line, 0, BOX.firstPin)]),
          ...given,
        ]),
        element('inOutVariables'),
        element('outputVariables', {}, [outAt(box.powerOut, 0), ...outputs.map(([pin], index) => outAt(pin, index + 1))]),
        more,
      ]),
    );
    const beside = x + BOX.width;
    for (const [index, [pin, text]] of outputs.entries()) {
      const y = top + pinAt(index + 1);
      const from: Source = { id, pin, x: beside, y };
      this.elements.push(
        element('outVariable', { localId: this.nextId(), width: VARIABLE.width, height: VARIABLE.height }, [
          position(beside + GAP, y - 10),
          this.pointIn([from], beside + GAP, y, 0, 10),
          textElement('expression', text),
        ]),
      );
    }
    return {
      sources: [{ id, pin: box.powerOut, x: beside, y: line }],
      x: beside + GAP + (outputs.length > 0 ? VARIABLE.width + GAP : 0),
      bottom: top + height,
    };
  }

  private pointIn(sources: readonly Source[], x: number, y: number, relativeX: number, relativeY: number): XmlNode {
    return element('connectionPointIn', {}, [
      relative(relativeX, relativeY),
      ...sources.map((source) =>
        element('connection', { refLocalId: source.id, formalParameter: source.pin }, [
          position(x, y),
          position(source.x, source.y),
        ]),
      ),
    ]);
  }

  private nextId(): number {
    this.lastId++;
    return this.lastId;
  }
}

const position = (x: number, y: number): XmlNode => element('position', { x, y });
const relative = (x: number, y: number): XmlNode => element('relPosition', { x, y });

/** A compare contact has no element in the schema: the function of the same meaning, which gives FALSE without power. */
function compareBox({ operator, left, right }: CompareContact): Box {
  const type = COMPARE_FUNCTIONS[operator];
  return { kind: 'box', type, powerIn: 'EN', powerOut: 'OUT', inputs: { IN1: left, IN2: right }, outputs: {} };
}
