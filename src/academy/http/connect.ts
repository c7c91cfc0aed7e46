/** `POST /api/connect`: the address and token with which a trainee's own tools reach the devices of their rig. */
import type { z } from 'zod';
import { connectRequest, type connectResponse } from '../api.ts';
import { signConnectToken, tokenLifetime } from '../rigs/connect-token.ts';
import type { Services } from '../services.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { labOf } from './work.ts';

export function postConnect(services: Services, request: Request): Promise<Response> {
  return forMember(services, request, async (member): Promise<z.output<typeof connectResponse>> => {
    const asked = await readBody(request, connectRequest, bodyLimits.small);
    const { lab } = await labOf(services, member, { slug: asked.lab, draft: false });
    const until = Date.now() + tokenLifetime;
    const token = signConnectToken(services.secret, { academy: member.academyId, member: member.id, lab: lab.slug, until });
    const { origin } = new URL(request.headers.get('origin') ?? request.url);
    return { url: `${origin}/api/rig/${lab.slug}#${token}`, until: new Date(until).toISOString() };
  });
}
