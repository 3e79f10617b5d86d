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
  '.terraformrc',
  'kubeconfig',
  'rclone.conf',
  '.credentials.json',
  'credentials.json',
  'credentials.toml',
  'credentials.yml',
  'credentials.yaml',
  'credentials.db',
  'credentials.tfrc.json',
  'application_default_credentials.json',
  'client_secret*.json',
  'service-account*.json',
  'service_account*.json',
  'secret.yml',
  'secret.yaml',
  'secrets.yml',
  'secrets.yaml',
  'secrets.json',
  'secrets.toml',
];

/** The same for files whose name alone says nothing, matched against a path's last five segments. */
export const secretPaths: readonly string[] = [
  '**/.aws/credentials',
  '**/.docker/config.json',
  '**/.kube/config',
  '**/.cargo/credentials',
  '**/.cargo/credentials.toml',
  '**/.gem/credentials',
  '**/.composer/auth.json',
  '**/.codex/auth.json',
  '**/opencode/auth.json',
  '**/.azure/accessTokens.json',
  '**/.azure/msal_token_cache.*',
  '**/gcloud/access_tokens.db',
  '**/.m2/settings.xml',
  '**/gh/hosts.yml',
  '/etc/shadow',
  '/etc/gshadow',
  '**/proc/**/environ',
];

const names = ignore().add(secretNames);
const paths = ignore().add(secretPaths);

/** Whether a file is secret by its name, wherever it lies. */
export function isSecretFile(file: string): boolean {
  const segments = file.split(path.sep).filter((segment) => segment !== '');
  const name = segments.at(-1);
  if (name === undefined) return false;
  return names.ignores(name) || paths.ignores(segments.slice(-5).join('/'));
}

/** How far into a text its first armor is looked for, in characters. */
const PREAMBLE = 4096;

/**
 * Whether a file is one of private keys, in PEM, OpenSSH, OpenPGP or PuTTY form: a key alone, after certificates,
 * comments or the attributes that openssl prints, or in a service account's JSON. Sources that have one further within,
 * as tests do, are left alone.
 */
export function hasPrivateKey(text: string): boolean {
  const head = text.slice(0, PREAMBLE);
  if (/^\s{0,99}PuTTY-User-Key-File-/.test(head)) return true;
  if (/"private_key"\s{0,9}:\s{0,9}"-----BEGIN /.test(head)) return true;
  const armor = /^[ \t]{0,99}-----BEGIN /m.exec(head);
  if (armor === null || !isPreamble(head.slice(0, armor.index))) return false;
  return /^[ \t]{0,99}-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY/m.test(text);
}

/** What stands before an armor in a file of keys: comments, `Name: value` and blank lines. */
function isPreamble(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#.*|[\w .-]{1,64}:.*|Bag Attributes\s*)?$/.test(line));
}
