import { CtxoptError } from '../errors.js';
import type { Arguments, CommandOption } from './command.js';

/** The option that {@link portOf} reads. */
export function portOption(otherwise: number): CommandOption {
  return {
    type: 'string',
    value: 'N',
    help: `the port to listen on (default ${otherwise}, 0 for any that is free)`,
  };
}

/**
 * The port that `--port` names; 0 for any that is free.
 * @throws CtxoptError `invalid_input` if it is no port
 */
export function portOf(args: Arguments, otherwise: number): number {
  const given = args.text('port');
  if (given === undefined) return otherwise;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN;
  if (port <= 65_535) return port;
  throw new CtxoptError('invalid_input', `--port is no port: ${given}`, 'Say a number from 0 to 65535.');
}
