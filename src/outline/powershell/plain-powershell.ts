/** What the grammar does not know and no outline needs, as what stands before it and the thing itself. */
const GAPS: readonly RegExp[] = [
  // the types that a class is derived from, and what its constructor hands on to them
  /^([ \t]*class[ \t]+\w+)([ \t]*:[^{\n]*)/gim,
  /^([ \t]*\w+[ \t]*\([^\n)]*\))([ \t]*:[ \t]*base[ \t]*\([^\n{]*\))/gim,
  // attributes of a class or an enum
  /^([ \t]*)(\[\w+(?:\([^\n)]*\))?\])(?=[ \t]*(?:\r?\n)?[ \t]*(?:class|enum)\b)/gim,
];

/** Paths without quotes, as in `. $PSScriptRoot/lib/common.ps1`. */
const PATH = /(^[ \t]*[.&][ \t]+\$\w+)([\\/][\w\\/.-]*)/gm;

/** A text of the same length and lines, less what the grammar does not know. Linear. */
export function withoutKnownGaps(source: string): string {
  const text = source.replace(PATH, (_, before: string, path: string) => before + path.replace(/\W/g, '_'));
  return GAPS.reduce(
    (plain, gap) =>
      plain.replace(gap, (_, before: string, gone: string) => before + gone.replace(/[^\r\n]/g, ' ')),
    text,
  );
}

/** The same less the commas between bare words, as in `Export-ModuleMember -Function Get-A, Get-B`. */
export function withoutBareLists(source: string): string {
  return withoutKnownGaps(source).replace(/(?<=[ \t][\w*?.-]{1,80}),(?=[ \t]*[A-Za-z_])/g, ' ');
}
