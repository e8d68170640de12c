import { jest } from '@jest/globals';
import { makeCertificates, type ChatCertificates } from '../../src/relay/command/chat-certificates.ts';

/**
 * Makes certificates of `chat.test` whose authority is trusted as a public one is elsewhere, by all that is imported after this.
 * @param asked is called each time that the authorities are read
 */
export async function trustedCertificates(asked: () => void = () => undefined): Promise<ChatCertificates> {
  const ours = await makeCertificates('chat.test');
  const tls = await import('node:tls');
  jest.unstable_mockModule('node:tls', () => ({
    ...tls,
    createSecureContext: () => {
      asked();
      return tls.createSecureContext({ ca: ours.authority });
    },
  }));
  return ours;
}
