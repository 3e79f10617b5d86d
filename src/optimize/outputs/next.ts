import { defineOutput } from '../output.js';

/** `next build`. */
export const next = defineOutput({
  name: 'next',
  command: /^next build(?![\w-])/,
  content: /^ *▲ Next\.js \d|^Route \((?:app|pages)\) .*First Load JS *$/,
  leaveOut: [
    { what: 'routes', line: /^ *[├┌└] +[○●ƒλ◐] +\/\S* .*$/, sure: true },
    {
      what: 'chunks',
      line: /^ {2,}[├└] (?:chunks\/\S+|css\/\S+|other shared chunks .*?) +\d[\d.]* k?B$/,
      sure: true,
    },
    {
      what: 'legend lines',
      line: /^[○●ƒλ◐] +\((?:Static|SSG|ISR|Dynamic|Partial Prerender|Server)\) /,
      sure: true,
    },
    {
      what: 'progress lines',
      line: /^ +(?:Creating an optimized|Collecting (?:page data|build traces)|Generating static pages \(|Finalizing page optimization)/,
    },
  ],
});
