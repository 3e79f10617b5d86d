/** Comments and strings that follow rules of their own; they come before all others. */
export interface SpecialSyntax {
  /** The characters that they begin with. */
  readonly characters: string;
  /** The one that begins at an offset; `undefined` if none does. */
  tokenAt(
    text: string,
    start: number,
  ): { readonly type: 'comment' | 'string'; readonly end: number } | undefined;
}

/** What a language in braces is written in, as far as finding its blocks takes. */
export interface CodeSyntax {
  /** What begins a comment to the end of the line. */
  readonly lineComments: readonly string[];
  /** Whether there are comments between slash and asterisk. */
  readonly blockComments: boolean;
  /** Each a character that opens and closes a string, which ends with its line at the latest; a backslash escapes. */
  readonly quotes: string;
  /** Whether three quotes open a string over several lines. */
  readonly tripleQuotes?: boolean;
  /** Whether `${` and `%{` in a string open an expression, with strings of its own. */
  readonly templates?: boolean;
  /** Whether `<<WORD` and `<<-WORD` open a text that ends with the word on a line of its own. */
  readonly heredocs?: boolean;
  /** Whether `url(` opens a text that ends with the parenthesis. */
  readonly urls?: boolean;
  /** Comments and strings of the language's own. */
  readonly special?: SpecialSyntax;
  /** Characters that end a statement outside parentheses and square brackets; a line feed may be one. */
  readonly separators: string;
  /** Characters that a brace behind them makes part of an expression: `#` for `#{`. */
  readonly interpolation?: string;
  /** Where line feeds separate: what a statement goes on with on the next line. Sticky. */
  readonly continued?: RegExp;
  /** Where line feeds separate: characters that no statement ends with. */
  readonly unfinished?: string;
  /** Whether a string at the beginning of a statement says what it is, as a comment would. */
  readonly descriptions?: boolean;
}
