import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTexts } from '../../../platform/i18n/index.js';
import { packageRoot } from '../../../platform/package-root.js';
import { bookingNumbersIn, kindByWords, wordsOf } from './words.js';

const words = wordsOf(loadTexts(join(packageRoot, 'locales')));

describe('the words of a message', () => {
  it.each([
    ['Клиент поцарапал бампер на AA123BB', 'problem'],
    ['машина НЕ ЗАВОДИТСЯ!!!', 'problem'],
    ['ДТП на Руставели', 'problem'],
    ['it won’t start', 'problem'],
    ["it won't start", 'problem'],
    ['flat tyre, please help', 'problem'],
    ['მანქანა არ იქოქება', 'problem'],
    ['Нужно помыть машину', 'request'],
    ['надо бы заправить', 'request'],
    ['could you refuel it', 'request'],
    ['გთხოვთ გარეცხოთ', 'request'],
    ['Привет', 'chat'],
    ['Спасибо!!', 'chat'],
    ['good morning', 'chat'],
    ['მადლობა', 'chat'],
    ['где сейчас prius', null],
    ['надпись на двери', null],
    ['высота дома', null],
  ])('%j: %s', (text, kind) => {
    expect(kindByWords(text, words)).toBe(kind);
  });
});

describe('the numbers of bookings', () => {
  it.each([
    ['506539', [506_539]],
    ['1234', [1234]],
    ['бронь 1234 во сколько?', [1234]],
    ['Брони №1234 и # 1235', [1234, 1235]],
    ['booking 506539, please', [506_539]],
    ['ჯავშანი 506539', [506_539]],
    ['что с 506539?', [506_539]],
    ['пробег 150123', []],
    ['проехал 150123 км', []],
    ['взял 200 лари', []],
    ['в 1230 приеду', []],
    ['бронь 0', []],
    ['бронь 12345678901234567890', []],
  ])('in %j: %j', (text, numbers) => {
    expect(bookingNumbersIn(text, words)).toEqual(numbers);
  });
});
