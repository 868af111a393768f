const lookAlikes: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
};

/** A plate as it is compared and shown: upper case, no spaces or dashes, Cyrillic look-alikes made Latin. */
export function normalisePlate(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[\s\-_.]/g, '')
    .replaceAll(/[АВЕКМНОРСТУХ]/g, (letter) => lookAlikes[letter] ?? letter);
}
