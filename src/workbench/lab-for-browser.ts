/**
 * A lab as a browser may see it. Written as a list of what goes out, never of what stays in: checks' scenarios and expressions, ways
 * to fail, solutions, wrong answers, hints and the plant's source stay on the server (law 7), and of faults which one stands, which tests
 * tell it and which parts mend it. Of wires and units only those of signals that a browser may see.
 */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { faultTitle } from '#sandbox/lab/fault-title.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { symbolTitles } from '#sandbox/lab/scene-symbols.ts';
import { plantUnits } from '#sandbox/lab/units.ts';
import { visibleSignals } from '#sandbox/lab/visible-signals.ts';
import type { WorkbenchBench, WorkbenchProgram, WorkbenchProps, WorkbenchQuestion } from './props.ts';

export interface LabPageContext {
  locale: Locale;
  /** Markdown of a step to HTML; the site's own renderer (raw HTML not allowed). */
  renderMarkdown: (markdown: string) => string;
  next: WorkbenchProps['next'];
  preferences: WorkbenchProps['preferences'];
  /** The author's trial of a draft; a lab that is shown unless said. */
  draft?: boolean;
  /** An instructor's look at a trainee's rig; the reader's own unless said. */
  watching?: WorkbenchProps['watching'];
}

/** Props of the workbench for one lab in one language. */
export function labForBrowser(lab: Lab, context: LabPageContext): WorkbenchProps {
  const text = lab.text[context.locale];
  const controllers = Object.entries(lab.definition.rig.controllers);
  const maySee = visibleSignals(lab);
  return {
    locale: context.locale,
    lab: lab.slug,
    labHash: lab.hash,
    draft: context.draft ?? false,
    watching: context.watching ?? null,
    title: text.title,
    summary: text.summary,
    panes: lab.definition.rig.panes,
    steps: lab.definition.steps.map((step) => ({
      id: step.id,
      title: plain(text.steps[step.id]?.title ?? step.id),
      html: context.renderMarkdown(text.steps[step.id]?.markdown ?? ''),
      checks: step.checks.map((check) => ({ id: check.id, title: plain(text.checks[check.id]?.title ?? check.id) })),
      hints: step.hints,
      questions: step.asks.flatMap((name) => questionOf(lab, context.locale, name)),
    })),
    controllers: controllers.map(([name, controller]) => ({
      ...programOf(lab, name, context.locale),
      cycleNs: String(controller.cycle),
    })),
    gateway: lab.definition.rig.gateway ? programOf(lab, 'gateway', context.locale) : null,
    answers: Object.keys(lab.definition.answers).length > 0 ? programOf(lab, 'answers', context.locale) : null,
    terminals: controllers.flatMap(([controller, { inputs, outputs }]) => [
      ...Object.entries(inputs).map(([name, terminal]) => ({
        signal: `${controller}.${name}`,
        controller,
        name,
        address: terminal.at,
        direction: 'input' as const,
        wire: maySee(terminal.from) ? terminal.from : null,
      })),
      ...Object.entries(outputs).map(([name, terminal]) => ({
        signal: `${controller}.${name}`,
        controller,
        name,
        address: terminal.at,
        direction: 'output' as const,
        wire: maySee(terminal.to) ? terminal.to : null,
      })),
    ]),
    scene: lab.scene,
    symbolNames: Object.fromEntries(
      Object.entries(symbolTitles(lab.scene)).map(([name, title]) => [name, title[context.locale]]),
    ),
    annotations: lab.definition.annotations.map(({ id, at, step }) => ({
      id,
      at,
      step: step ?? null,
      text: text.annotations[id] ?? '',
    })),
    signalNames: { ...text.signals },
    units: unitsOf(lab, maySee),
    bench: benchOf(lab, context.locale),
    faultSwitches: lab.definition.faults
      .filter(({ hidden, trigger }) => !hidden && trigger === 'instructor')
      .map(({ id }) => ({ id, text: faultTitle(lab, id, context.locale) })),
    faultNames: Object.fromEntries(openFaults(lab).map((id) => [id, faultTitle(lab, id, context.locale)])),
    preferences: context.preferences,
    next: context.next,
  };
}

/** Of what may be seen of the plant, and of the terminals that carry such a value as it is: a transmitter's raw value has no unit. */
function unitsOf(lab: Lab, maySee: (name: string) => boolean): Record<string, string> {
  const units = Object.fromEntries(Object.entries(plantUnits(lab)).filter(([name]) => maySee(name)));
  const terminals = Object.entries(lab.definition.rig.controllers).flatMap(([controller, { inputs, outputs }]) =>
    [
      ...Object.entries(inputs).map(([name, { from }]) => [name, from] as const),
      ...Object.entries(outputs).map(([name, { to }]) => [name, to] as const),
    ].flatMap(([name, wire]) => (units[wire] === undefined ? [] : [[`${controller}.${name}`, units[wire]] as const])),
  );
  return { ...units, ...Object.fromEntries(terminals) };
}

/** What is asked and in which words; what it sets in the rig stays on the server. */
function questionOf(lab: Lab, locale: Locale, name: string): WorkbenchQuestion[] {
  const answer = lab.definition.answers[name];
  if (!answer) return [];
  const words = lab.text[locale].answers[name];
  const asked = { name, label: plain(words?.label || name) };
  switch (answer.kind) {
    case 'number':
      return [{ ...asked, kind: 'number', unit: answer.unit ?? '', from: answer.from ?? null, to: answer.to ?? null }];
    case 'yes-no':
      return [{ ...asked, kind: 'yes-no' }];
    case 'text':
      return [{ ...asked, kind: 'text', longest: answer.longest }];
    case 'choice':
      return [{ ...asked, kind: 'choice', options: answer.options.map((id) => ({ id, text: words?.options[id] || id })) }];
  }
}

function benchOf(lab: Lab, locale: Locale): WorkbenchBench | null {
  const { troubleshooting } = lab.definition;
  const text = lab.text[locale];
  if (!troubleshooting) return null;
  return {
    tests: troubleshooting.tests.map(({ id, minutes, money }) => ({ id, text: text.tests[id] ?? id, minutes, money })),
    faults: troubleshooting.draw.map((id) => ({ id, text: faultTitle(lab, id, locale) })),
  };
}

/** Faults of which a trainee may know that they exist. */
function openFaults(lab: Lab): string[] {
  const shown = lab.definition.faults.filter(({ hidden }) => !hidden).map(({ id }) => id);
  return [...new Set([...shown, ...(lab.definition.troubleshooting?.draw ?? [])])];
}

function programOf(lab: Lab, name: string, locale: Locale): WorkbenchProgram {
  return {
    name,
    start: filesOf(lab.startIn?.[locale] ?? lab.start, name),
    startElsewhere: [lab.start, ...Object.values(lab.startIn ?? {})].flatMap((start) => filesOf(start, name)),
    ladder: filesOf(lab.laddersIn?.[locale] ?? lab.ladders ?? {}, name)[0] ?? null,
  };
}

const filesOf = (start: Lab['start'], controller: string): { name: string; text: string }[] =>
  (start[controller] ?? []).map(({ name, text }) => ({ name, text }));

/** A title is a line of Markdown; where it stands as a heading its emphasis and code marks are only in the way. */
function plain(title: string): string {
  return title.replace(/(\*\*|__|`)(.+?)\1/g, '$2').replace(/(?<![\w*])\*([^*]+)\*(?![\w*])/g, '$1');
}
