/** A text of the same length and lines, less what the grammar does not know but no outline needs. */
export function withoutKnownGaps(source: string): string {
  return source;
}

/** The same less the commas between bare words, as in `Export-ModuleMember -Function Get-A, Get-B`. */
export function withoutBareLists(source: string): string {
  return withoutKnownGaps(source).replace(/(?<=[ \t][\w*?.-]{1,80}),(?=[ \t]*[A-Za-z_])/g, ' ');
}
