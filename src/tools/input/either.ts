/** For `refine`: of these two fields an input has one, neither none nor both. */
export function either<One extends string, Other extends string>(
  one: One,
  other: Other,
): [(input: Partial<Record<One | Other, unknown>>) => boolean, { error: string; path: string[] }] {
  return [
    (input) => (input[one] === undefined) !== (input[other] === undefined),
    { error: `give either ${one} or ${other}`, path: [one] },
  ];
}
