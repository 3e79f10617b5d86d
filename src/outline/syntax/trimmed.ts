/** A signature verbatim, less a closing `;`, `,`, `{` or line continuation and the blanks around it. */
export function trimmed(signature: string): string {
  const text = signature.trim();
  return /[;,{\\]$/.test(text) ? text.slice(0, -1).trimEnd() : text;
}
