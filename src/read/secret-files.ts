import path from 'node:path';
import ignore from 'ignore';

/** Names of files that hold secrets, as gitignore patterns: later ones win, `!` takes back. Case is ignored. */
export const secretNames: readonly string[] = [
  '.env*',
  '*.env',
  '!.env*.example',
  '!.env*.sample',
  '!.env*.template',
  '!.env*.dist',
  '!example.env',
  '!sample.env',
  '!template.env',

  '*.pem',
  '*.key',
  '*.p12',
  '*.pfx',
  '*.jks',
  '*.keystore',
  '*.ppk',
  '*.kdbx',
  'id_rsa*',
  'id_dsa*',
  'id_ecdsa*',
  'id_ed25519*',
  '!id_*.pub',

  '.npmrc',
  '.netrc',
  '_netrc',
  '.pypirc',
  '.git-credentials',
  '.htpasswd',
  '.pgpass',
  '.my.cnf',
  '.dockercfg',
  '.s3cfg',
  '.boto',
  '.vault-token',
  'credentials.json',
  'application_default_credentials.json',
  'client_secret*.json',
  'service-account*.json',
  'service_account*.json',
  'secrets.yml',
  'secrets.yaml',
  'secrets.json',
  'secrets.toml',
];

/** The same for files whose name alone says nothing, matched against a path's last three segments. */
export const secretPaths: readonly string[] = [
  '**/.aws/credentials',
  '**/.docker/config.json',
  '**/.kube/config',
  '**/.cargo/credentials',
  '**/.cargo/credentials.toml',
  '**/.gem/credentials',
  '**/.composer/auth.json',
  '**/gh/hosts.yml',
  '**/proc/*/environ',
];

const names = ignore().add(secretNames);
const paths = ignore().add(secretPaths);

/** Whether a file is secret by its name, wherever it lies. */
export function isSecretFile(file: string): boolean {
  const segments = file.split(path.sep).filter((segment) => segment !== '');
  const name = segments.at(-1);
  if (name === undefined) return false;
  return names.ignores(name) || paths.ignores(segments.slice(-3).join('/'));
}

/** Whether a text begins with a private key, in PEM, OpenSSH, OpenPGP or PuTTY form. */
export function beginsWithPrivateKey(text: string): boolean {
  return /^\s{0,99}(?:-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY|PuTTY-User-Key-File-)/.test(
    text.slice(0, 256),
  );
}
