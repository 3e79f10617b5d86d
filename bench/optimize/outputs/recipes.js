// What real tools print about real repositories, some of them broken on purpose. Each recipe is run in a copy of a checkout.
import { BUILDS } from './recipes/build.js';
import { OTHERS } from './recipes/other.js';
import { TESTS } from './recipes/tests.js';

/** How a copy is made ready to run its tools. */
export const SETUPS = {
  hono: 'npm install --ignore-scripts --no-audit --no-fund',
  express: 'npm install --ignore-scripts --no-audit --no-fund',
};

/**
 * - `set`: `dev` to tune on, `test` held out
 * - `repository`: the checkout that is copied; `breaks`: what is changed in the copy; `inPlace`: nothing changes, so no copy is needed
 */
export const RECIPES = [...BUILDS, ...TESTS, ...OTHERS];
