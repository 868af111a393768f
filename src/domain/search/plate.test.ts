import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBePlate, plateKey, platesIn } from './plate.js';

describe('a plate', () => {
  it.each([
    ['AA123BB', 'AA123BB'],
    ['aa-123-bb', 'AA123BB'],
    [' аа 123 вв ', 'AA123BB'],
    ['Сс·777·Тт', 'CC777TT'],
    ['АВЕКМНОРСТУХ', 'ABEKMHOPCTYX'],
    ['авекмнорстух', 'ABEKMHOPCTYX'],
    ['Тойота', 'TOOTA'],
    ['აა123', '123'],
    ['', ''],
  ])('%j is compared as %j', (typed, key) => {
    expect(plateKey(typed)).toBe(key);
  });

  it('has one key, however often it is made: what is a key stays it', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...Array.from('АВЕаве aA1-')) }),
    );
    fc.assert(fc.property(typed, (text) => plateKey(plateKey(text)) === plateKey(text)));
  });

  it('is not what has letters that no plate has', () => {
    expect(['AA123BB', 'аа 123', '12', 'КС'].map(mayBePlate)).toEqual([true, true, true, true]);
    expect(['Тойота', 'AA123BB?', 'Иванов', '1', 'a'.repeat(15)].map(mayBePlate)).toEqual(
      Array.from({ length: 5 }, () => false),
    );
  });
});

describe('plates in a sentence', () => {
  it.each([
    ['где сейчас аа123вв?', ['AA123BB']],
    ['AA-123-BB и СС 777 ТТ на мойке', ['AA123BB', 'CC777TT']],
    ['старый ABC-123', ['ABC123']],
    ['B7788XC из Армении', ['B7788XC']],
    ['вернул бак полный, спасибо', []],
    ['бронь 506539', []],
  ])('%j: %j', (text, plates) => {
    expect(platesIn(text)).toEqual(expect.arrayContaining(plates));
    if (plates.length === 0) expect(platesIn(text)).toEqual([]);
  });

  it('are only candidates: what reads like one is asked of the database', () => {
    expect(platesIn('проехал на 123 км')).toEqual(['HA123KM']);
  });

  it('are few, however long the text is', () => {
    const text = Array.from({ length: 300 }, (_, n) => `AA${100 + n}BB`).join(' ');
    expect(platesIn(text).length).toBeLessThanOrEqual(8);
  });
});
