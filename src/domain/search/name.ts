/** Latin letters with marks, as foreign clients' names have them, and the letters that people type for them. */
const MARKED = 'ÀÁÂÃÄÅĄÇĆČÈÉÊËĘĞÌÍÎÏİŁÑŃÒÓÔÕÖØŚŞŠÙÚÛÜÝŹŻŽ' + 'àáâãäåąçćčèéêëęğìíîïıłñńòóôõöøśşšùúûüýźżž';
const PLAIN = 'aaaaaaaccceeeeegiiiiilnnoooooosssuuuuyzzz'.repeat(2);
const CYRILLIC = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ';

const letters = new Map<string, string>([
  ...Array.from(MARKED).map((letter, at) => [letter, PLAIN[at] ?? letter] as const),
  ...Array.from(CYRILLIC).map((letter) => [letter, letter.toLowerCase()] as const),
  ['Ё', 'е'],
  ['ё', 'е'],
]);

/**
 * A name as it is compared: "Müller,  JÜRGEN" is "muller jurgen". The database's function `name_key` is the same; it
 * knows these letters only, whatever its locale is.
 */
export function nameKey(text: string): string {
  return [...text]
    .map((letter) => letters.get(letter) ?? (/[A-Z]/.test(letter) ? letter.toLowerCase() : letter))
    .join('')
    .replaceAll(/[ \t\n\v\f\r\u00a0.,;:'’‘"()/_-]+/g, ' ')
    .replaceAll(/^ +| +$/g, '');
}

/** Neighbouring characters, by which the database's index finds any part of a text; empty for less than two. */
export function pairsOf(key: string): string[] {
  const characters = [...key];
  return [...new Set(characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`))];
}
