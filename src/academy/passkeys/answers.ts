/** What a browser sends when a passkey has answered (WebAuthn's JSON forms, section 5.1.9), as far as we read it. */
import { z } from 'zod';

/** base64url without padding. */
const bytes = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(most);

/** The credential's own number; the standard allows 1,023 bytes. */
const credentialId = bytes(1_364);

const whole = { id: credentialId, rawId: credentialId, type: z.literal('public-key') };

export const registrationAnswer = z.object({
  ...whole,
  response: z.object({
    clientDataJSON: bytes(4_000),
    attestationObject: bytes(8_000),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(8)
      .default([]),
  }),
});
export type RegistrationAnswer = z.output<typeof registrationAnswer>;

export const signInAnswer = z.object({
  ...whole,
  response: z.object({
    clientDataJSON: bytes(4_000),
    authenticatorData: bytes(4_000),
    signature: bytes(8_000),
    userHandle: bytes(100).optional(),
  }),
});
export type SignInAnswer = z.output<typeof signInAnswer>;
