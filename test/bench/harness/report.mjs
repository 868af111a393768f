import { median, range, rounded } from './statistics.mjs';

/** Progress is for the person who waits; standard output has the results and nothing else. */
export function say(text) {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

/**
 * One line of standard output: the figures of ours, and beside them those of the same rounds of somebody else.
 *
 * @param {object} result
 * @param {string} result.bench
 * @param {string} result.unit
 * @param {number[]} result.values one a round
 * @param {string} [result.peer]
 * @param {number[]} [result.peerValues] of the same rounds
 * @param {object} result.params
 */
export function report({ bench, unit, values, peer, peerValues, params }) {
  const value = median(values);
  const line = {
    bench,
    value: rounded(value),
    unit,
    ...(peer !== undefined && { peer }),
    ...(peerValues !== undefined && {
      peerValue: rounded(median(peerValues)),
      ratio: rounded(value / median(peerValues)),
    }),
    params: {
      rounds: values.length,
      range: range(values),
      ...(peerValues !== undefined && {
        peerRange: range(peerValues),
        ratioRange: range(values.map((one, round) => one / (peerValues[round] ?? Number.NaN))),
      }),
      ...params,
    },
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
