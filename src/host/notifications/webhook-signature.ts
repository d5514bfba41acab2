import { createHmac } from 'node:crypto';

const STANDARD_PREFIX = 'whsec_';

/**
 * The headers that let a receiver check origin and age of a message, as in the specification Standard Webhooks: an
 * HMAC-SHA256 over id, time and body.
 *
 * @param secret `whsec_` and base64, or any text, whose bytes are the key.
 * @param at when this attempt is made.
 */
export function signatureHeaders(secret: string, id: string, at: Date, body: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = secret.startsWith(STANDARD_PREFIX)
    ? Buffer.from(secret.slice(STANDARD_PREFIX.length), 'base64')
    : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
