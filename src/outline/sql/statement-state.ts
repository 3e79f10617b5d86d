import type { SqlDialect, SqlToken } from './sql-token.js';

/** How far a statement is read. */
export interface StatementState {
  readonly dialect: SqlDialect;
  /** Its first word, and the one after CREATE that says what is created; in upper case. */
  verb: string;
  kind: string;
  tokens: number;
  /** The last word, or `''` if the last token was none. */
  lastWord: string;
  parentheses: number;
  /** BEGINs and CASEs without their END. */
  blocks: number;
  /** Whether all of a routine's body was seen. */
  isComplete: boolean;
  sawValues: boolean;
  /** Rows in parentheses after VALUES. */
  rows: number;
}

export function initialState(dialect: SqlDialect): StatementState {
  return {
    dialect,
    verb: '',
    kind: '',
    tokens: 0,
    lastWord: '',
    parentheses: 0,
    blocks: 0,
    isComplete: false,
    sawValues: false,
    rows: 0,
  };
}

const ROUTINE = /^(?:FUNCTION|PROCEDURE|PROC|TRIGGER|EVENT|PACKAGE)$/;
const KIND =
  /^(?:FUNCTION|PROCEDURE|PROC|TRIGGER|EVENT|PACKAGE|TABLE|VIEW|INDEX|TYPE|SCHEMA|SEQUENCE|DOMAIN)$/;
/** Tokens behind CREATE within which its kind is looked for. */
const KIND_WITHIN = 16;
/** After END they name what ends, of which no count is kept. */
const UNCOUNTED = /^(?:IF|LOOP|WHILE|REPEAT|FOR)$/;
const TRANSACTION = /^(?:TRAN|TRANSACTION|WORK)$/;

export function isDefining({ verb }: StatementState): boolean {
  return verb === 'CREATE' || verb === 'ALTER';
}

function isRoutine(state: StatementState): boolean {
  return isDefining(state) && ROUTINE.test(state.kind);
}

/** Whether a semicolon here is a part of the statement. */
export function isOpen(state: StatementState): boolean {
  if (!isRoutine(state)) return false;
  return state.blocks > 0 || (state.dialect.batches && !state.isComplete);
}

const MAY_LACK_END =
  /^(?:CREATE|ALTER|INSERT|UPDATE|DELETE|SELECT|WITH|DROP|TRUNCATE|DECLARE|SET|USE|PRINT|EXEC|EXECUTE|IF)$/;

/** Whether a CREATE at the beginning of a line begins another statement, though no semicolon stands before it. */
export function mayLackEnd(state: StatementState): boolean {
  const { verb, kind, parentheses } = state;
  return parentheses === 0 && !isRoutine(state) && kind !== 'SCHEMA' && MAY_LACK_END.test(verb);
}

/** Takes a token in. `word` is in upper case, `''` if the token is none. */
export function see(state: StatementState, { type }: SqlToken, word: string, char: string): void {
  const before = state.lastWord;
  state.lastWord = word;
  state.tokens++;
  if (state.tokens === 1) state.verb = word;
  else if (state.kind === '' && state.tokens <= KIND_WITHIN && KIND.test(word)) state.kind = word;
  if (char === '(') {
    if (state.parentheses++ === 0 && state.sawValues) state.rows++;
  } else if (char === ')') state.parentheses = Math.max(0, state.parentheses - 1);
  if (word === 'VALUES' && state.parentheses === 0) state.sawValues = true;
  if (!isRoutine(state)) return;
  if (type === 'string' && before === 'AS') state.isComplete = true;
  if (before === 'EXECUTE' && ROUTINE.test(word)) state.isComplete = true;
  if (word === 'BEGIN' || (word === 'CASE' && before !== 'END')) state.blocks++;
  else if (before === 'BEGIN' && TRANSACTION.test(word)) state.blocks--;
  else if (before === 'END' && UNCOUNTED.test(word)) {
    state.blocks++;
    state.isComplete = false;
  } else if (word === 'END' && state.blocks > 0 && --state.blocks === 0) state.isComplete = true;
}
