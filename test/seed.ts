import fc from 'fast-check';

// One seed, so that a failing run is the change's doing and can be repeated. `CTXOPT_SEED=random npm test` looks further.
const SEED = 20_261_122;
const asked = process.env.CTXOPT_SEED;
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? SEED) });
