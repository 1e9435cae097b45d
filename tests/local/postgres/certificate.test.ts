import { X509Certificate, createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { createServerCertificate } from '../../../local/postgres/certificate.ts';

const now = new Date('2026-03-01T12:00:00Z');

test('issues a server certificate for this machine only, signed by its own authority', async () => {
  const { ca, certificate, privateKey } = await createServerCertificate(now);
  const [authority, server] = [new X509Certificate(ca), new X509Certificate(certificate)];
  expect(server.verify(authority.publicKey)).toBe(true);
  expect(server.checkIssued(authority)).toBe(true);
  expect(server.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
  expect(server.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
  expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect([authority.ca, server.ca]).toEqual([true, false]);
});

test('is valid from an hour before now for 397 days', async () => {
  const { ca, certificate } = await createServerCertificate(now);
  for (const pem of [ca, certificate]) {
    const { validFrom, validTo } = new X509Certificate(pem);
    expect([new Date(validFrom).toISOString(), new Date(validTo).toISOString()]).toEqual([
      '2026-03-01T11:00:00.000Z',
      '2027-04-02T12:00:00.000Z',
    ]);
  }
});

test('makes a new authority each time and does not give its key away', async () => {
  const [first, second] = await Promise.all([createServerCertificate(now), createServerCertificate(now)]);
  const authority = new X509Certificate(first.ca);
  expect(new X509Certificate(second.certificate).verify(authority.publicKey)).toBe(false);
  expect(authority.checkPrivateKey(createPrivateKey(first.privateKey))).toBe(false);
  expect(Object.keys(first).sort()).toEqual(['ca', 'certificate', 'privateKey']);
});
