import { TLSSocket } from 'node:tls';
import type { ButtonConfig } from '../../config/config.ts';
import { webhookUrl } from '../../config/rules/webhook.ts';
import { Failure } from '../../failure.ts';
import { askNonce, postSigned, type RelayAnswer } from '../http/client.ts';
import { Way } from '../http/way.ts';
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

/** @throws Failure 'relayUnreachable', 'relaySecret', or 'config' when there is none */
export async function checkRoundTrip(config: CheckedConfig): Promise<string> {
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
    const issued = await askNonce(url, signal);
    const end = Date.now() + STEP_LIMIT_MS;
    const marked = { nonce: `${issued}-${end}-${STEP_LIMIT_MS}-1`, key: `${issued}-${end}-1` };
    return await postSigned(url, secret, { ...marked, body: HARMLESS_BODY }, signal);
  } catch (cause) {
    throw new Failure(
      'relayUnreachable',
      `No relay answers at "${url}" (${reasonOf(cause)}). Start one with \`npm run relay\`, ` +
        'or mend "relay.url"; a firewall may be in between.',
      { cause },
    );
  }
}

/** @throws Failure 'relayWebhook' when no verified connection to the webhook's host can be opened, the way a delivery takes */
export async function checkWebhookHost(config: CheckedConfig): Promise<string> {
  await certificateEnd(config);
  const { protocol, host, port } = config.webhook;
  const secure = protocol === 'https:';
  return `${host}:${port} takes connections${secure ? ', and its certificate is right' : ''}. Nothing was posted.`;
}

/**
 * Opens a verified connection to the webhook's host, the way a delivery takes, and closes it again.
 * @returns when the certificate ends, or undefined where there is none
 * @throws Failure 'relayWebhook'
 */
export async function certificateEnd({ webhook }: CheckedConfig): Promise<Date | undefined> {
  const { protocol, host, port } = webhook;
  const secure = protocol === 'https:';
  try {
    const { socket } = await new Way(webhookUrl(webhook)).open(AbortSignal.timeout(STEP_LIMIT_MS));
    const end = secure && socket instanceof TLSSocket ? socket.getPeerCertificate().valid_to : undefined;
    socket.destroy();
    return end === undefined ? undefined : new Date(end);
  } catch (cause) {
    throw new Failure(
      'relayWebhook',
      `No ${secure ? 'verified TLS ' : ''}connection to "${host}:${port}" of "webhook" (${reasonOf(cause)}). ` +
        "Check its spelling and this machine's network, and the proxy if the environment names one; for a certificate of " +
        "a private authority, NODE_EXTRA_CA_CERTS names that authority's file, for the relay too.",
      { cause },
    );
  }
}
