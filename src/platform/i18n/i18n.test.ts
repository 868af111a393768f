import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../package-root.js';
import { formatMoment, formatTime, languageOf, languages, loadTexts } from './index.js';

describe('the texts of a folder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branchline-texts-'));
    for (const language of languages) await mkdir(join(folder, language));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);

  it('are found in each language, whichever file they stand in', async () => {
    await write('ru/a.ftl', 'hello = Здравствуйте\n');
    await write('ru/b.ftl', 'bye = До свидания\n');
    await write('ka/all.ftl', 'hello = გამარჯობა\n');
    const texts = loadTexts(folder);
    expect(texts.in('ru')('hello')).toBe('Здравствуйте');
    expect(texts.in('ru')('bye')).toBe('До свидания');
    expect(texts.in('ka')('hello')).toBe('გამარჯობა');
  });

  it('take variables as they are, with no marks around them that would be copied along', async () => {
    await write('ru/a.ftl', 'car = Авто { $plate }, пробег { $km }\n');
    const text = loadTexts(folder).in('ru')('car', { plate: '<AA-123-BB>', km: '50123' });
    expect(text).toBe('Авто <AA-123-BB>, пробег 50123');
  });

  it('choose the form that the number needs', async () => {
    await write(
      'ru/a.ftl',
      'missing = { $count ->\n    [one] { $count } пункта\n   *[many] { $count } пунктов\n }\n',
    );
    const t = loadTexts(folder).in('ru');
    expect([1, 5, 21].map((count) => t('missing', { count }))).toEqual([
      '1 пункта',
      '5 пунктов',
      '21 пункта',
    ]);
  });

  it('that are missing show their key instead of nothing', async () => {
    await write('en/a.ftl', 'hello = Hello\n');
    const texts = loadTexts(folder);
    expect(texts.in('en')('bye')).toBe('bye');
    expect(texts.in('ka')('hello')).toBe('hello');
  });

  it('are refused when one is there twice, naming the file', async () => {
    await write('en/a.ftl', 'hello = Hello\n');
    await write('en/b.ftl', 'hello = Hi\n');
    expect(() => loadTexts(folder)).toThrow(/en\/b\.ftl.*hello/);
  });

  it('are refused when a language has no folder', async () => {
    await rm(join(folder, 'ka'), { recursive: true });
    expect(() => loadTexts(folder)).toThrow(/ka/);
  });
});

describe('the texts that are shipped', () => {
  const texts = loadTexts(join(packageRoot, 'locales'));

  it('greet in the person’s language', () => {
    const menus = languages.map((language) => texts.in(language)('menu-title', { name: 'Нино' }));
    expect(new Set(menus).size).toBe(languages.length);
    for (const menu of menus) expect(menu).toContain('Нино');
  });
});

describe('the language of a person', () => {
  it.each([
    ['ru', 'ru'],
    ['en', 'en'],
    ['en-US', 'en'],
    ['KA', 'ka'],
    ['de', 'ru'],
    ['', 'ru'],
    [undefined, 'ru'],
    [null, 'ru'],
  ])('whose Telegram says %s is %s', (code, language) => {
    expect(languageOf(code)).toBe(language);
  });
});

describe('moments', () => {
  const at = new Date('2025-11-03T20:05:00Z');

  it('are shown in the zone of the branches, over midnight too, by a clock of 24 hours', () => {
    expect(formatTime(at, 'Asia/Tbilisi', 'ru')).toBe('00:05');
    expect(formatTime(at, 'UTC', 'en')).toBe('20:05');
    expect(formatTime(new Date('2025-07-01T10:00:00Z'), 'Europe/Berlin', 'ru')).toBe('12:00');
  });

  it.each([
    ['ru', /вт.*4.*нояб.*00:05/],
    ['en', /Tue.*Nov.*4.*00:05/],
    ['ka', /სამ.*4.*ნოე.*00:05/],
  ] as const)('are written as people of the language do: %s', (language, form) => {
    expect(formatMoment(at, 'Asia/Tbilisi', language)).toMatch(form);
  });
});
