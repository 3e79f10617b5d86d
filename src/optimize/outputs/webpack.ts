import { defineOutput } from '../output.js';

/** webpack 5's statistics. */
export const webpack = defineOutput({
  name: 'webpack',
  command: /^webpack(?:-cli)?(?![\w-])/,
  content: /^webpack \d+\.\d+\.\d+ compiled |^asset \S+ \d[\d.]* (?:bytes|[KM]iB) \[/,
  leaveOut: [
    {
      what: 'assets',
      line: /^ *(?:asset \S+|assets by \S+ \S+) \d[\d.]* (?:bytes|[KM]iB)(?!.*\[big\]).*$/,
      sure: true,
    },
    {
      what: 'modules',
      line: /^ +(?:\S+|modules by path \S+|external \S+)(?: \+ \d+ modules)? \d[\d.]* (?:bytes|[KM]iB)(?: \[[a-z ]+\])*$|^(?:runtime|orphan|cacheable|optional|javascript|css|asset) modules .*$|^modules by path .*$|^ *\+ \d+ (?:hidden )?(?:modules|assets)$/,
      sure: true,
    },
  ],
});
