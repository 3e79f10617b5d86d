import { describe, expect, it } from 'vitest';
import { hasPrivateKey, isSecretFile } from '../../src/read/secret-files.js';

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
    'credentials.toml',
    '.claude/.credentials.json',
    '.codex/auth.json',
    '.config/rclone/rclone.conf',
    '.azure/accessTokens.json',
    '.m2/settings.xml',
    'kubeconfig',
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
    'auth.json',
    'settings.xml',
    'src/credentials/index.ts',
    'etc/shadow',
    'server.key/readme.md',
  ])('%s is not', (name) => {
    expect(isSecretFile(`/home/me/${name}`)).toBe(false);
  });

  it.each(['/etc/shadow', '/proc/1/environ', '/proc/self/environ', '/proc/1/task/2/environ'])(
    '%s of the system is secret',
    (file) => expect(isSecretFile(file)).toBe(true),
  );
});

describe('hasPrivateKey', () => {
  it.each([
    '-----BEGIN PRIVATE KEY-----\nMII',
    '-----BEGIN RSA PRIVATE KEY-----\nMII',
    '-----BEGIN OPENSSH PRIVATE KEY-----\n',
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\n',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----\n',
    '\n  -----BEGIN EC PRIVATE KEY-----\r\n',
    'PuTTY-User-Key-File-3: ssh-ed25519',
    '# my key\n-----BEGIN EC PRIVATE KEY-----\n',
    `-----BEGIN CERTIFICATE-----\n${'A\n'.repeat(9000)}-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n`,
    'Bag Attributes\n    localKeyID: 01\nKey Attributes: <No Attributes>\n-----BEGIN PRIVATE KEY-----\n',
    '{\n  "type": "service_account",\n  "private_key": "-----BEGIN PRIVATE KEY-----\\nMII',
  ])('knows %j', (text) => expect(hasPrivateKey(text)).toBe(true));

  it.each([
    '-----BEGIN CERTIFICATE-----\n',
    '-----BEGIN PUBLIC KEY-----\n',
    'const key = `\n-----BEGIN PRIVATE KEY-----\n`;',
    '# Keys\n\nA file of keys looks so\n\n-----BEGIN PRIVATE KEY-----\n',
    `${'-'.repeat(500_000)}BEGIN`,
    'A key begins with -----BEGIN PRIVATE KEY-----',
    '',
    ' '.repeat(1_000_000),
  ])('leaves %.40j alone', (text) => expect(hasPrivateKey(text)).toBe(false));
});
