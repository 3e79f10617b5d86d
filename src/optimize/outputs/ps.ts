import { defineOutput, type Span } from '../output.js';
import { lineMatches } from '../programs/recognize-output.js';

const HEADER =
  /^USER +PID +%CPU +%MEM +VSZ +RSS +TTY +STAT +START +TIME +COMMAND$|^ *PID USER +PR +NI +VIRT +RES +SHR S +%CPU +%MEM +TIME\+ +COMMAND *$/;

/** Of `ps aux` and `top`: no memory of its own, no share of the processor, neither running nor stuck. */
const IDLE_THREAD =
  /^\S+ +\d+ +0\.0 +0\.0 +0 +0 +\? +[SI][<NsLl+]* +\S+ +\d+:\d\d (?:[\s|]*\\_ )?\[[^\]]*\]$|^ *\d+ root +(?:-?\d+|rt) +-?\d+ +0 +0 +0 [SI] +0\.0 +0\.0 +[\d:.]+ \S+ *$/;

/** `ps aux` and top. Every process stays; of the kernel's own threads those that do something. */
export const ps = defineOutput({
  name: 'ps',
  command: /^(?:ps|top)(?![\w-])/,
  content: HEADER,
  leaveOut: [{ what: 'idle threads of the kernel', sure: true, find: idleThreads }],
});

/** Without a header somebody searched among the processes: then what is there was asked for. */
function* idleThreads(lines: readonly string[]): Iterable<Span> {
  let isTable = false;
  for (const [at, line] of lines.entries()) {
    isTable ||= lineMatches(HEADER, line);
    if (isTable && lineMatches(IDLE_THREAD, line)) yield { start: at, end: at + 1 };
  }
}
