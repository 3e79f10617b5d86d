/**
 * What a program prints that no reader acts on, as rules over its lines. A line that no rule names stays as it is; so
 * does one that carries an error, a warning or a place in a file, unless the rule is `sure`.
 */
export interface OutputRules {
  /** As in markers: `pytest`. */
  readonly name: string;
  /** Tested against each command of a command line by itself, as `commandsOf` gives them: `pytest -q tests`. */
  readonly command?: RegExp;
  /** A line that no other program prints, without flags: whatever holds one is this program's output, whoever ran it. */
  readonly content?: RegExp;
  /** How its summary looks: behind the last such line another command has printed, of which the rules know nothing. */
  readonly end?: RegExp;
  /** Whether it may be about a diff; in diffs the other programs' rules would take lines of a file for their own. */
  readonly diffs?: true;
  readonly leaveOut: readonly Omission[];
  readonly shorten?: readonly Shortening[];
  readonly regroup?: readonly Regrouping[];
}

/** Lines to leave out. Of two rules that name a line the first counts it. */
export type Omission = OmittedLine | OmittedBlock | OmittedSpans;

interface Named {
  /**
   * What goes, in the plural, for the note in its place: `passed tests` gives `… 148 passed tests`. Where it says
   * `lines`, lines are counted, otherwise finds.
   */
  readonly what: string;
  /** Set where no error can look like this, whatever words it holds: a passed test named "fails on errors". */
  readonly sure?: true;
  /** Only what comes again word for word: all but the first, or all but the `last`, which then tells the latest state. */
  readonly repeated?: true | 'last';
}

/** Each line that matches. */
export interface OmittedLine extends Named {
  readonly line: RegExp;
}

/** From a line on, with all that follow it up to `to` (inclusive), up to `before` (exclusive), or as long as they match `while`. */
export type OmittedBlock = Named & { readonly from: RegExp } & (
    | { readonly to: RegExp }
    | { readonly before: RegExp }
    | { readonly while: RegExp }
  );

/** Whatever takes more than patterns to find. `find` must be linear; a line may end in `\r`. */
export interface OmittedSpans extends Named {
  readonly find: (lines: readonly string[]) => Iterable<Span>;
}

/** Lines by index, from 0; `end` is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lines that say the same in fewer words: a match of `line` becomes `as`, in the notation of `String.replace`. */
export interface Shortening {
  readonly line: RegExp;
  readonly as: string;
  readonly sure?: true;
}

/**
 * Lines that say together what each says by itself: the places of one message in a row, a commit's author once. Nothing
 * that they say may be lost. `find` must be linear; a line may end in `\r`.
 */
export interface Regrouping {
  readonly find: (lines: readonly string[]) => Iterable<Regrouped>;
}

/** A stretch of lines, and what stands in its place. */
export interface Regrouped extends Span {
  readonly as: readonly string[];
}

/**
 * A literal that is checked against {@link OutputRules}. Patterns see one line, without its line end, of at most
 * 2,000 letters; they have no `g`, `y` or `m` and must be linear.
 */
export function defineOutput<const O extends OutputRules>(output: O): OutputRules {
  return output;
}
