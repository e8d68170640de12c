import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { makeCertificates } from '../../../src/relay/command/chat-certificates.ts';

/** How an extension stands in a certificate: its number, whether it is critical, and its value. */
const BASIC_CONSTRAINTS = '0603551d13';
const KEY_USAGE = '0603551d0f';
const CRITICAL = '0101ff';

async function parsed(name?: string) {
  const { authority, certificate, key } = await makeCertificates(name);
  return {
    authority: new X509Certificate(authority),
    certificate: new X509Certificate(certificate),
    key: createPrivateKey(key),
  };
}

test('the certificate is by the authority, and of the key that comes with it', async () => {
  const { authority, certificate, key } = await parsed();
  expect(certificate.checkIssued(authority)).toBe(true);
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(key)).toBe(true);
  expect(key.asymmetricKeyType).toBe('ec');
  expect(authority.subject).toBe('CN=Stand-in chat authority');
});

test.each([
  [undefined, 'localhost'],
  ['chat.test', 'chat.test'],
])('made for %s it is of %s and of the loopback address, and of nobody else', async (name, host) => {
  const { certificate } = await parsed(name);
  expect(certificate.subject).toBe(`CN=${host}`);
  expect(certificate.subjectAltName).toBe(`DNS:${host}, IP Address:127.0.0.1`);
});

test('each is good for what it is for, and for nothing else: strict clients want that said', async () => {
  const { authority, certificate } = await parsed();
  expect(authority.ca).toBe(true);
  expect(certificate.ca).toBe(false);
  // A server, and no client.
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  const [ofAuthority, ofChat] = [authority, certificate].map(({ raw }) => raw.toString('hex'));
  expect(ofAuthority).toContain(`${BASIC_CONSTRAINTS}${CRITICAL}`);
  // An empty list: no authority.
  expect(ofChat).toContain(`${BASIC_CONSTRAINTS}${CRITICAL}04023000`);
  // To sign certificates and their revocation; to sign a handshake.
  expect(ofAuthority).toContain(`${KEY_USAGE}${CRITICAL}040403020106`);
  expect(ofChat).toContain(`${KEY_USAGE}${CRITICAL}040403020780`);
});
