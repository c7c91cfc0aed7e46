/** What the operator's monitoring reads from the web process, in Prometheus' text format: `GET /metrics` (operator-door.ts). */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { databaseState, sessionCount } from '#academy/database/state.ts';
import type { Services } from '#academy/services.ts';
import type { HostStatus } from '#sandbox/host/api.ts';

/** Seconds; a page should be below 0.1, a check may take its 30. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

export class WebMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'millwright_http_requests_total',
    help: 'Answered requests, by method, pattern of the route and status. Files of the site are the route "file".',
    labelNames: ['method', 'route', 'status'],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'millwright_http_request_seconds',
    help: 'From the request to the end of its answer, by pattern of the route.',
    labelNames: ['route'],
    buckets,
    registers: [this.#registry],
  });
  readonly #gauges = {
    up: this.#gauge('supervisor_up', 'Whether the supervisor answered: without it the figures of rigs and grading are missing.'),
    rigs: this.#gauge('rigs', 'Rigs that run, by lab host.', ['host']),
    viewers: this.#gauge('viewers', 'Open connections to rigs, by lab host.', ['host']),
    busy: this.#gauge('lab_host_busy_ratio', 'CPU time of a lab host as a share of one core.', ['host']),
    room: this.#gauge('lab_host_room', 'Whether a lab host takes a further rig (1) or not (0).', ['host']),
    graders: this.#gauge('graders', 'Graders that live.'),
    waiting: this.#gauge('grading_waiting', 'Checks that wait for a grader.'),
    running: this.#gauge('grading_running', 'Checks that a grader works on.'),
    sessions: this.#gauge('sessions', 'Sessions that have not run out, guests among them.'),
    bytes: this.#gauge('database_bytes', "Size of the academy's database."),
    latency: this.#gauge('database_seconds', "What the smallest query of the academy's database took just now."),
    schema: this.#gauge('database_schema_version', "Version of the academy's schema."),
  };
  readonly #refused = new Counter({
    name: 'millwright_refused_total',
    help: 'Refusals since the start of the supervisor, by code.',
    labelNames: ['code'],
    registers: [this.#registry],
  });

  constructor(version: string) {
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge('info', 'Always 1; the version is a label.', ['version']).set({ version }, 1);
  }

  #gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name: `millwright_${name}`, help, labelNames, registers: [this.#registry] });
  }

  /** A request was answered. `route` is one of few patterns, never a path: paths carry names. */
  answered(method: string | undefined, route: string, status: number, seconds: number): void {
    const known = method !== undefined && methods.has(method) ? method : 'other';
    this.#requests.inc({ method: known, route, status: String(status) });
    this.#seconds.observe({ route }, seconds);
  }

  readonly contentType = this.#registry.contentType;

  /** What holds now. A part that does not answer leaves its figures out. */
  async text({ database, host, log }: Pick<Services, 'database' | 'host' | 'log'>): Promise<string> {
    const { bytes, latency, schema, sessions } = this.#gauges;
    await Promise.all([
      host.status().then(
        (status) => this.#takeStatus(status),
        () => this.#takeStatus(null),
      ),
      databaseState(database).then(
        (state) => {
          bytes.set(state.bytes);
          latency.set(state.seconds);
          schema.set(state.schema);
        },
        (error: unknown) => {
          log.warn({ err: error }, 'the database does not answer');
          for (const gauge of [bytes, latency, schema]) gauge.remove();
        },
      ),
      sessionCount(database, new Date()).then(
        (count) => sessions.set(count),
        () => sessions.remove(),
      ),
    ]);
    return this.#registry.metrics();
  }

  #takeStatus(status: HostStatus | null): void {
    const { up, rigs, viewers, busy, room, graders, waiting, running } = this.#gauges;
    up.set(status === null ? 0 : 1);
    for (const gauge of [rigs, viewers, busy, room]) gauge.reset();
    this.#refused.reset();
    if (status === null) {
      for (const gauge of [graders, waiting, running]) gauge.remove();
      return;
    }
    for (const one of status.hosts) {
      const labels = { host: String(one.index) };
      rigs.set(labels, one.rigs);
      viewers.set(labels, one.viewers);
      busy.set(labels, one.busy);
      room.set(labels, one.room ? 1 : 0);
    }
    graders.set(status.graders);
    waiting.set(status.grading.waiting);
    running.set(status.grading.running);
    for (const [code, times] of Object.entries(status.refused)) this.#refused.inc({ code }, times);
  }
}
