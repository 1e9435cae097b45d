import { rootCertificates } from 'node:tls';

import { expect, it } from 'vitest';

import { verifiedTls } from '../../../service/store/verified-tls.ts';

const certificateAuthorities = rootCertificates.slice(0, 2);

it('reads the authorities once for all connections, and others anew', () => {
  const { secureContext, ...first } = verifiedTls({ host: 'db.example.com', certificateAuthorities });
  expect(verifiedTls({ host: '10.0.0.1', certificateAuthorities }).secureContext).toBe(secureContext);
  const others = rootCertificates.slice(2, 3);
  const ofOthers = verifiedTls({ host: 'db.example.com', certificateAuthorities: others });
  expect(ofOthers.secureContext).not.toBe(secureContext);
  expect(first).toEqual({ host: 'db.example.com', servername: 'db.example.com', rejectUnauthorized: true });
});

it('gives an address no server name: RFC 6066 has none for it', () => {
  expect(verifiedTls({ host: '10.0.0.1', certificateAuthorities }).servername).toBe('');
});
