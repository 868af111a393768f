import { say } from './report.mjs';

/**
 * Measures every contender once a round, each round beginning with another one, so that what the machine does
 * meanwhile hits all of them alike.
 *
 * @template Result
 * @param {number} rounds
 * @param {readonly string[]} contenders
 * @param {(contender: string, round: number) => Promise<Result>} measure
 * @param {(result: Result) => string} describe
 * @returns {Promise<Record<string, Result[]>>} by contender, one a round
 */
export async function alternate(rounds, contenders, measure, describe) {
  const results = Object.fromEntries(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      const result = await measure(contender, round);
      results[contender].push(result);
      say(`  round ${round + 1}/${rounds} ${contender}: ${describe(result)}`);
    }
  }
  return results;
}
