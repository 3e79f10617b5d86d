import { defineLanguage } from '../outline.js';
import { rubySyntax } from '../ruby/ruby-syntax.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';

/** Methods are exported unless `private` or `protected` stands before them; what a call with a block declares is a `call`. */
export const ruby = defineLanguage({
  name: 'ruby',
  extensions: ['.rb', '.rake', '.gemspec', '.ru', '.rbi', '.podspec', '.jbuilder', '.builder'],
  claims: (name, text) =>
    /^(?:rakefile|gemfile|capfile|guardfile|vagrantfile|podfile|fastfile|brewfile|berksfile|dangerfile)$/.test(
      name,
    ) ||
    (!name.includes('.') && /^#![^\n]*\bj?ruby/.test(text)),
  outline: (text) => outlineSyntax('ruby', rubySyntax, text),
});
