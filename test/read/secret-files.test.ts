import { describe, expect, it } from 'vitest';
import { beginsWithPrivateKey, isSecretFile } from '../../src/read/secret-files.js';

describe('isSecretFile', () => {
  it.each([
    '.env',
    '.env.local',
    '.env.production.local',
    '.envrc',
    'prod.env',
    'server.pem',
    'tls.key',
    'id_rsa',
    'id_rsa_work',
    'id_ed25519',
    'store.p12',
    'cert.pfx',
    'a.jks',
    'a.keystore',
    '.npmrc',
    '.netrc',
    '.pypirc',
    '.git-credentials',
    '.aws/credentials',
    '.docker/config.json',
    '.kube/config',
    'credentials.json',
    'service-account.json',
    'service-account-prod.json',
    '.htpasswd',
    '.pgpass',
    'vault.kdbx',
    'secrets.yml',
    'secrets.yaml',
    'secrets.json',
    'secrets.toml',
  ])('%s is secret, in capitals too', (name) => {
    expect(isSecretFile(`/home/me/${name}`)).toBe(true);
    expect(isSecretFile(`/home/me/${name.toUpperCase()}`)).toBe(true);
  });

  it.each([
    '.env.example',
    '.env.sample',
    '.env.template',
    '.env.local.example',
    'id_rsa.pub',
    'environment.ts',
    'env.d.ts',
    'keyboard.ts',
    'credentials.ts',
    'config.json',
    'config',
    'secrets.ts',
    'pem.go',
    '.env/lib/site.py',
    'server.key/readme.md',
  ])('%s is not', (name) => {
    expect(isSecretFile(`/home/me/${name}`)).toBe(false);
  });
});

describe('beginsWithPrivateKey', () => {
  it.each([
    '-----BEGIN PRIVATE KEY-----\nMII',
    '-----BEGIN RSA PRIVATE KEY-----\nMII',
    '-----BEGIN OPENSSH PRIVATE KEY-----\n',
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\n',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----\n',
    '\n  -----BEGIN EC PRIVATE KEY-----\r\n',
    'PuTTY-User-Key-File-3: ssh-ed25519',
  ])('knows %j', (text) => expect(beginsWithPrivateKey(text)).toBe(true));

  it.each([
    '-----BEGIN CERTIFICATE-----\n',
    '-----BEGIN PUBLIC KEY-----\n',
    'A key begins with -----BEGIN PRIVATE KEY-----',
    '',
    ' '.repeat(1_000_000),
  ])('leaves %.40j alone', (text) => expect(beginsWithPrivateKey(text)).toBe(false));
});
