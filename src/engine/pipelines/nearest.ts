/** `; did you mean x?` for the name that is nearest to a mistyped one; empty when none is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const near = nearest(name, names);
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
}

function nearest(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  // A longer name may have more letters wrong, but never all of them.
  let bound = Math.min(name.length, Math.floor(name.length / 3) + 2);
  let found: string | undefined;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= bound) continue;
    const wrong = distance(wanted, candidate.toLowerCase());
    if (wrong >= bound) continue;
    bound = wrong;
    found = candidate;
  }
  return found;
}

/** How many letters must be put in, left out or changed to make one word of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (let column = 1; column <= other.length; column++) {
      const changed = (above[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
