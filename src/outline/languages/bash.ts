import { defineLanguage } from '../outline.js';
import { shellSyntax } from '../shell/shell-syntax.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';

const NAMES =
  /^\.?(?:bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|kshrc|envrc|pkgbuild|apkbuild)$/;

/** Every shell of the Bourne family, and Bats, whose tests are `call`s named by their title. */
export const bash = defineLanguage({
  name: 'bash',
  extensions: ['.sh', '.bash', '.zsh', '.ksh', '.bats', '.ebuild', '.eclass'],
  claims: (name, text) =>
    NAMES.test(name) ||
    (!name.includes('.') && /^#![^\n]*\b(?:ba|z|k|da|a)?sh\b|^#![^\n]*\bbats\b/.test(text)),
  outline: (text) => outlineSyntax('bash', shellSyntax, text),
});
