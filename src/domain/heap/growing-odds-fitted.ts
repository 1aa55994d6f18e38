import type { GrowingOdds } from "./growing-odds.ts";

/**
 * Fitted by `npm run bench:forecast -- --fit` to 27 recorded daemons of three programs (threaded CPython, Node, C on glibc) at
 * every quarter of a day from half a day to eight days: 11 of them leak. Fitted to nothing but shapes and that one answer.
 */
export const growingOdds: GrowingOdds = {
  bias: -0.69455,
  terms: [
    { weight: -0.057751, mean: 1.3624, deviation: 1.1819 },
    { weight: -0.065391, mean: -1.3993, deviation: 0.76771 },
    { weight: 0.089168, mean: 0.79926, deviation: 0.6581 },
    { weight: 0.46469, mean: 1.7363, deviation: 1.0564 },
    { weight: 0.19371, mean: -1.4243, deviation: 1.6082 },
    { weight: 0.58412, mean: 1.367, deviation: 1.3681 },
    { weight: 0.1864, mean: 2.4461, deviation: 2.8968 },
    { weight: 0.41748, mean: -0.72494, deviation: 0.98073 },
    { weight: 0.93281, mean: -2.4478, deviation: 2.0474 },
    { weight: 0.41457, mean: 1.4589, deviation: 1.7435 },
    { weight: 1.0621, mean: -1.4462, deviation: 0.73869 },
  ],
};
