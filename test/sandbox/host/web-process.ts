/** The web process of the host's own tests: every upgrade to /rig/<rig> is handed over, with no question asked. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connectToSupervisor } from '../../../sandbox/host/client.ts';

const supervisor = connectToSupervisor();

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://test');
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  if (url.pathname === '/status') {
    supervisor.status().then(
      (status) => answer(200, { ...status, web: process.pid }),
      (error: unknown) => answer(500, String(error)),
    );
  } else if (url.pathname === '/signal') {
    supervisor.readSignal({ rig: url.searchParams.get('rig') ?? '' }, url.searchParams.get('name') ?? '').then(
      (reading) => answer(200, reading),
      (error: unknown) => answer(500, String(error)),
    );
  } else if (url.pathname === '/standings') {
    supervisor.standings(url.searchParams.getAll('rig')).then(
      (standings) => answer(200, standings),
      (error: unknown) => answer(500, String(error)),
    );
  } else if (url.pathname === '/ask') {
    const rig = url.searchParams.get('rig') ?? '';
    const by = url.searchParams.get('by') ?? '';
    const milliseconds = Number(url.searchParams.get('milliseconds'));
    const may = url.searchParams.get('may');
    const fault = { id: url.searchParams.get('fault') ?? '', active: url.searchParams.get('active') === 'true' };
    const asked =
      may === null
        ? supervisor.setFault(rig, fault, by)
        : supervisor.permit(
            rig,
            by,
            may === 'type' ? { may, milliseconds, grant: 'g' } : { may: may === 'watch' ? 'watch' : 'nothing' },
          );
    asked.then(
      (told) => answer(200, told),
      (error: unknown) => answer(500, String(error)),
    );
  } else if (url.pathname === '/refuse') {
    supervisor.refused('foreign-origin', 'from the test');
    answer(200, null);
  } else if (url.pathname === '/grade') {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      supervisor.grade(JSON.parse(body)).then(
        (result) => answer(200, result),
        (error: unknown) => answer(500, String(error)),
      );
    });
  } else answer(404, null);
});

server.on('upgrade', (request, socket, head) => {
  const url = new URL(request.url ?? '/', 'http://test');
  const rig = url.pathname.split('/').at(-1) ?? '';
  const lab = url.searchParams.get('lab') ?? 'motor-seal-in';
  const devicesOnly = url.searchParams.get('devices') === 'only';
  const by = url.searchParams.get('observer');
  const observer = by === null ? {} : { observer: { id: by, name: `${by} by name` } };
  const ticket = { rig, academy: 'default', member: 'tester', lab, seed: 7, locale: 'en', devicesOnly, ...observer } as const;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers[name] = value;
  supervisor.handOver(ticket, socket as Socket, head, headers).catch(() => socket.destroy());
});

process.on('disconnect', () => process.exit(0));
server.listen(Number(process.env.PORT), process.env.HOST, () => {
  const { port, address } = server.address() as AddressInfo;
  supervisor.listening(port, address);
});
