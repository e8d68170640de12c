import { generate } from 'selfsigned';

export interface ChatCertificates {
  /** The certificate of the authority, as PEM: what a client has to trust. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const COMMON = { keyType: 'ec', algorithm: 'sha256' } as const;

/** Makes an authority of its own and a certificate by it for a name, and for this machine's loopback address. */
export async function makeCertificates(name = 'localhost'): Promise<ChatCertificates> {
  const authority = await generate([{ name: 'commonName', value: 'Stand-in chat authority' }], {
    ...COMMON,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const chat = await generate([{ name: 'commonName', value: name }], {
    ...COMMON,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: name },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { authority: authority.cert, certificate: chat.cert, key: chat.private };
}
