import { once } from 'node:events';
import { connect as connectPlain, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ButtonConfig } from '../../config/config.ts';
import { Failure } from '../../failure.ts';
import { askNonce, postSigned, type RelayAnswer } from '../http/client.ts';
import { reasonOf } from '../../reason.ts';
import { relaySection } from './settings.ts';

const STEP_LIMIT_MS = 10_000;

/** Signed like any message, and never delivered: the relay answers 415 to what is not JSON. */
const HARMLESS_BODY = 'a check of the relay, in words that are not JSON';

type CheckedConfig = Pick<ButtonConfig, 'webhook' | 'relay'>;

/**
 * Checks the way from the button to the webhook's host without posting anything: a signed round trip to the running
 * relay, and a verified connection to the webhook's host.
 * @param print gets a line for each step that works
 * @throws Failure with a line for each step that does not and the exit code of the first
 */
export async function checkRelay(config: CheckedConfig, print: (line: string) => void): Promise<void> {
  const failures: Failure[] = [];
  for (const step of [checkRoundTrip, checkWebhookHost]) {
    try {
      print(`ok: ${await step(config)}`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(error);
    }
  }
  const [first] = failures;
  if (first !== undefined) throw new Failure(first.exit, failures.map(({ message }) => message).join('\n'));
}

async function checkRoundTrip(config: CheckedConfig): Promise<string> {
  const { url, secret } = relaySection(config);
  const answer = await roundTrip(url, secret);
  if (answer.error === 'mac') {
    throw new Failure(
      'relaySecret',
      `The relay at "${url}" runs with another "relay.secret" than this configuration. ` +
        'Start it with the same file, and upload the firmware that is built from it.',
    );
  }
  if (answer.status !== 415 || !answer.proven) {
    throw new Failure(
      'relaySecret',
      `What answers at "${url}" (${answer.status}) can't prove that it knows "relay.secret". ` +
        'Is it this relay, and does "relay.url" name it?',
    );
  }
  return `the relay at ${url} answers, and both sides know the same secret.`;
}

async function roundTrip(url: string, secret: string): Promise<RelayAnswer> {
  const signal = AbortSignal.timeout(STEP_LIMIT_MS);
  try {
    const nonce = `${await askNonce(url, signal)}-${Date.now()}-1`;
    return await postSigned(url, secret, { nonce, key: nonce, body: HARMLESS_BODY }, signal);
  } catch (cause) {
    throw new Failure(
      'relayUnreachable',
      `No relay answers at "${url}" (${reasonOf(cause)}). Start one with \`npm run relay\`, ` +
        'or mend "relay.url"; a firewall may be in between.',
      { cause },
    );
  }
}

/** @throws Failure 'relayWebhook' when no verified connection to the webhook's host can be opened */
export async function checkWebhookHost({
  webhook: { protocol, host, port },
}: CheckedConfig): Promise<string> {
  const secure = protocol === 'https:';
  try {
    await reach(host, port, secure);
  } catch (cause) {
    throw new Failure(
      'relayWebhook',
      `No ${secure ? 'verified TLS ' : ''}connection to "${host}:${port}" of "webhook" (${reasonOf(cause)}). ` +
        "Check its spelling and this machine's network; for a certificate of a private authority, " +
        "NODE_EXTRA_CA_CERTS names that authority's file, for the relay too.",
      { cause },
    );
  }
  return `${host}:${port} takes connections${secure ? ', and its certificate is right' : ''}. Nothing was posted.`;
}

/** Opens a connection and ends it again; with TLS, after the certificate has been verified. */
async function reach(host: string, port: number, secure: boolean): Promise<void> {
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = secure ? connectTls({ host, port, ...name }) : connectPlain({ host, port });
  // What goes wrong once it is given up is nobody's concern.
  socket.on('error', () => undefined);
  const signal = AbortSignal.timeout(STEP_LIMIT_MS);
  try {
    await once(socket, secure ? 'secureConnect' : 'connect', { signal });
  } finally {
    socket.destroy();
  }
}
