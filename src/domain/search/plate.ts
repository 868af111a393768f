/** Cyrillic letters that look like Latin ones, as plates are typed on a Russian keyboard. */
const CYRILLIC = 'АВЕКМНОРСТУХ';
const LATIN = 'ABEKMHOPCTYX';

const letters = new Map<string, string>(
  Array.from(CYRILLIC).flatMap((letter, at) => {
    const latin = LATIN[at] ?? '';
    return [
      [letter, latin],
      [letter.toLowerCase(), latin],
    ] as const;
  }),
);

/** Same length as the text, so that what is found in it can be found in the text. */
function inLatin(text: string): string {
  return [...text]
    .map((letter) => letters.get(letter) ?? (/[a-z]/.test(letter) ? letter.toUpperCase() : letter))
    .join('');
}

/** A plate as it is compared: "аа 123-вв" is "AA123BB". The database's function `plate_key` is the same. */
export function plateKey(text: string): string {
  return inLatin(text).replaceAll(/[^0-9A-Z]/g, '');
}

/** Whether the text can be a plate or a part of one: it has nothing that no plate has. */
export function mayBePlate(text: string): boolean {
  return /^[0-9A-Z\s.·-]{2,14}$/.test(inLatin(text.trim()));
}

const FORMS = [
  // Georgian plates, new and old: AA-123-BB, AAA-123, 123-AAA.
  /(?<![0-9A-Z])[A-Z]{2}[\s-]?\d{3}[\s-]?[A-Z]{2}(?![0-9A-Z])/g,
  /(?<![0-9A-Z])(?:[A-Z]{3}[\s-]?\d{3}|\d{3}[\s-]?[A-Z]{3})(?![0-9A-Z])/g,
  // Any other country's, written as one word.
  /(?<![0-9A-Z])(?=[0-9A-Z]*[A-Z])(?=[0-9A-Z]*\d)[0-9A-Z]{4,9}(?![0-9A-Z])/g,
];
const CANDIDATES = 8;

/** What may be plates in a sentence, as they are compared. Whether there is such a car is for the database to say. */
export function platesIn(text: string): string[] {
  const latin = inLatin(text);
  const found = FORMS.flatMap((form) => [...latin.matchAll(form)].map(([match]) => plateKey(match)));
  return [...new Set(found)].slice(0, CANDIDATES);
}
