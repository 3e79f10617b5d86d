/**
 * Words that common languages reserve, and names of their plainest types. One list for all, so it is without those that
 * are reserved in one language and names in another, such as `use` and `match`.
 */
export const KEYWORDS: ReadonlySet<string> = new Set(
  `abstract and as assert async await bool boolean break byte case catch char class const continue debugger def defer do
  double elif else elsif end enum except extends extern false finally float fn for foreach func function go goto if impl
  implements in inline instanceof int interface is keyof lambda let long mut namespace never new nil nonlocal none None not
  null or private protected pub public readonly rescue return self Self short signed sizeof static str struct super switch
  then this throw throws trait true True False try typedef typeof typename uint undefined union unless unsafe unsigned until
  using val var virtual void volatile while yield`.split(/\s+/),
);
