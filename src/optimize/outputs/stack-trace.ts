import { defineOutput, type Span } from '../output.js';
import { lineMatches } from '../recognize-output.js';

/** How a language writes a frame, and which frames are not of the project's own code. */
interface FrameForm {
  readonly frame: RegExp;
  /** Further lines of a frame. */
  readonly more?: RegExp;
  readonly foreign: RegExp;
  /** Frames that a trace may begin with before it comes to a file. */
  readonly runtime?: RegExp;
}

const forms: readonly FrameForm[] = [
  {
    // JavaScript, also as vitest marks it, and in comments of TAP
    frame: /^#?\s+(?:at|❯) (?:async )?\S.*(?::\d+:\d+\)?|\(<anonymous>\)|\(native\)|\(index \d+\))$/,
    foreign: /\bnode_modules[\\/]|\(?\bnode:|<anonymous>\)$|\((?:native|index \d+)\)$/,
    runtime: /\bnode:|<anonymous>\)$|\((?:native|index \d+)\)$/,
  },
  {
    // Java, Kotlin, Scala
    frame: /^\s+at (?:[\w.-]+@?[\w.-]*\/{1,2})?[\w$.]+\.[\w$<>]+\([^()]*\)$/,
    foreign:
      /^\s+at (?:java\.base\/|[\w.]+\/\/)?(?:javax?|jdk|sun|scala|kotlin|kotlinx|org\.(?:junit|opentest4j|hamcrest|mockito|testng|springframework|apache|gradle|hibernate|eclipse\.jetty)|com\.(?:sun|zaxxer)|io\.(?:netty|undertow)|reactor|worker)\./,
  },
  {
    // Rust
    frame: /^ +\d+: +\S/,
    more: /^ {6,}at \S+:\d+(?::\d+)?$/,
    foreign: /^ {6,}at \/rustc\//,
  },
  {
    // Go
    frame: /^(?:created by )?[\w./*()[\]…-]+(?:\(.*\))?(?: in goroutine \d+)?$/,
    more: /^\t\S+\.(?:go|s):\d+(?: \+0x[0-9a-f]+)?$/,
    foreign: /^\t\S*(?:\/go(?:-[\d.]+)?\/src\/|\/pkg\/mod\/)/,
  },
  {
    // .NET
    frame: /^ +at [\w.`<>+[\],|]+\(.*\)(?: in \S.*:line \d+)?$/,
    foreign: /^ +at (?:System|Microsoft|Xunit|NUnit)\.(?!.* in \S.*:line \d+$)/,
  },
];

/** Stack traces, whoever prints them: of frames in libraries only the first of a trace stays. */
export const stackTrace = defineOutput({
  name: 'stack-trace',
  content:
    /^#?\s+(?:at|❯) .*(?:\bnode_modules[\\/]|\bnode:internal)|^\s+at (?:[\w.]+\/\/)?(?:java\.base\/|org\.(?:junit|springframework|apache)\.)|^ {6,}at \/rustc\/|^\t\S*\/go(?:-[\d.]+)?\/src\/\S+\.go:\d|^ +at (?:System|Microsoft|Xunit)\.\S+\(/,
  leaveOut: [{ what: 'frames in libraries', sure: true, find: foreignFrames }],
});

function* foreignFrames(lines: readonly string[]): Iterable<Span> {
  for (let at = 0; at < lines.length; ) {
    const form = forms.find((known) => frameEnd(known, lines, at) > at);
    if (!form) {
      at++;
      continue;
    }
    let seen = false;
    for (let end = frameEnd(form, lines, at); end > at; end = frameEnd(form, lines, at)) {
      const frame = lines.slice(at, end);
      if (seen && isAny(frame, form.foreign)) yield { start: at, end };
      // A trace that begins inside the runtime tells nothing before it comes to a file.
      seen ||= !(form.runtime && isAny(frame, form.runtime));
      at = end;
    }
  }
}

/** The line after the frame that starts at a line; that line itself if none does. */
function frameEnd({ frame, more }: FrameForm, lines: readonly string[], at: number): number {
  if (at >= lines.length || !lineMatches(frame, lines[at]!)) return at;
  if (!more) return at + 1;
  return at + 1 < lines.length && lineMatches(more, lines[at + 1]!) ? at + 2 : at;
}

function isAny(frame: readonly string[], pattern: RegExp): boolean {
  return frame.some((line) => lineMatches(pattern, line));
}
