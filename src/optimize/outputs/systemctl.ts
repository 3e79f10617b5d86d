import { defineOutput, type Omission } from '../output.js';

/** Units of a type that are as they should be. */
const inOrder = (what: string, type: string): Omission => ({
  what,
  line: new RegExp(`^ *\\S+\\.${type} +loaded +active +(?:active|plugged|mounted|running|waiting)(?: |$)`),
  sure: true,
});

/** systemctl's list of units. Services, sockets and timers stay, and whatever is not as it should be. */
export const systemctl = defineOutput({
  name: 'systemctl',
  // Who names a type wants to see its units.
  command: /^systemctl(?![\w-])(?!.* (?:-t|--type)(?![\w-]))/,
  leaveOut: [
    inOrder('plugged devices', 'device'),
    inOrder('active mounts', 'mount'),
    inOrder('active automounts', 'automount'),
    inOrder('active scopes', 'scope'),
    inOrder('active slices', 'slice'),
    inOrder('active targets', 'target'),
    {
      what: 'lines of legend',
      line: /^(?:LOAD +(?:=|→) Reflects whether |ACTIVE +(?:=|→) The high-level |SUB +(?:=|→) The low-level |To show all installed unit files use )/,
      sure: true,
    },
  ],
});
