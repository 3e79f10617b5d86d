import { defineOutput, type Span } from '../output.js';

/** `aws_instance.web[0]: Still creating... [10s elapsed]`, and how it ends. */
const UNDER_WAY = /^(\S+): (?:Still )?(?:creat|destroy|modify|read)ing\.\.\./i;
const DONE = /^(\S+): (?:Creation|Destruction|Modifications|Read) complete after /;

/** Terraform and OpenTofu: init, plan, apply. Every planned change stays. */
export const terraform = defineOutput({
  name: 'terraform',
  command: /^(?:terraform|tofu|terragrunt)(?![\w-])/,
  content:
    /^(?:Terraform|OpenTofu) (?:used the selected providers to generate|will perform the following actions)|^Plan: \d+ to add, \d+ to change, \d+ to destroy\.$/,
  leaveOut: [
    { what: 'refreshed resources', line: /^\S+: Refreshing state\.\.\./, sure: true },
    { what: 'lines on what was done later', find: underWay, sure: true },
    {
      what: 'legends',
      from: /^(?:Terraform|OpenTofu) used the selected providers to generate the following execution/,
      before: /^(?:Terraform|OpenTofu) (?:will perform|planned) the following actions|^Plan: /,
    },
    {
      what: 'notes on saving a plan',
      from: /^Note: You didn't use the -out option/,
      to: /^guarantee to take exactly these actions|^actions if you run /,
      sure: true,
    },
    { what: 'rulers', line: /^─+$/ },
    {
      what: 'steps of downloading',
      line: /^- (?:Finding|Installing|Reusing previous version of|Using previously-installed) \S+/,
    },
  ],
});

/** What is told of resources before they were done. */
function* underWay(lines: readonly string[]): Iterable<Span> {
  const done = new Map<string, number>();
  for (const [at, line] of lines.entries()) {
    const address = line.length < 500 ? DONE.exec(line)?.[1] : undefined;
    if (address !== undefined) done.set(address, at);
  }
  for (const [at, line] of lines.entries()) {
    const address = line.length < 500 ? UNDER_WAY.exec(line)?.[1] : undefined;
    if (address !== undefined && at < (done.get(address) ?? 0)) yield { start: at, end: at + 1 };
  }
}
