import { describe, expect, it } from 'vitest';
import { languageInChat } from './language.js';
import { readByRules } from './rules.js';

describe('the rules', () => {
  it.each([
    ['Hello, is the Prius free?', 'en'],
    ['Здравствуйте, Toyota Prius свободна?', 'ru'],
    ['გამარჯობა, Prius თავისუფალია?', 'ka'],
    ['שלום', 'he'],
  ])('read the language of "%s" from its letters', (text, language) => {
    expect(readByRules(text, 'de').language).toBe(language);
  });

  it('take the usual language for a text without letters', () => {
    expect(readByRules('👍 12:30', 'ka').language).toBe('ka');
    expect(readByRules('👍').language).toBe('en');
  });

  it.each([
    'We had an ACCIDENT near Gori',
    'The police stopped us',
    'The car doesn’t start!',
    'I lost the key',
    'keys are inside and the car is locked',
    'Попали в ДТП, что делать?',
    'машина не заводится',
    'Мы потеряли ключи...',
    'მანქანა გაფუჭდა',
    'პოლიციამ გაგვაჩერა',
    'გასაღები დავკარგე',
  ])('see that "%s" cannot wait', (text) => {
    expect(readByRules(text)).toMatchObject({ intent: 'problem', urgency: 'high', by: 'rules' });
  });

  it.each([
    ['Hello, is the car ready?', 'booking'],
    ['Машина готова?', 'booking'],
    ['I want to book a car at the airport', 'booking'],
    ['How much is it per day?', 'price'],
    ['Can we keep the car two days longer?', 'extension'],
    ['Where can I return it?', 'return'],
    ['There is a scratch on the door', 'problem'],
    ['Do I need my passport?', 'documents'],
    ['Where are you?', 'location'],
    ['Good morning', 'other'],
    ['хочу забронировать машину', 'booking'],
    ['сколько стоит в сутки?', 'price'],
    ['можно продлить ещё на день?', 'extension'],
    ['какие документы нужны?', 'documents'],
    ['მანქანის დაჯავშნა მინდა', 'booking'],
    ['რა ღირს დღეში?', 'price'],
    ['სად ხართ?', 'location'],
  ])('take "%s" for %s', (text, intent) => {
    expect(readByRules(text)).toMatchObject({ intent, urgency: 'normal' });
  });

  it('hear that somebody is in a hurry, and that thanks need no answer', () => {
    expect(readByRules('Срочно нужна машина')).toMatchObject({ intent: 'booking', urgency: 'high' });
    expect(readByRules('Спасибо большое!')).toMatchObject({ intent: 'other', urgency: 'low' });
    expect(readByRules('')).toMatchObject({ intent: 'other', urgency: 'normal' });
    expect(readByRules('our insurance policy')).toMatchObject({ intent: 'documents', urgency: 'normal' });
  });
});

describe('the language of a chat', () => {
  it('stays what a model found, as long as the letters do not speak against it', () => {
    expect(languageInChat('Guten Tag', 'de')).toBe('de');
    expect(languageInChat('Дякую', 'uk')).toBe('uk');
    expect(languageInChat('Спасибо', 'de')).toBe('ru');
    expect(languageInChat('Thanks', 'ru')).toBe('en');
    expect(languageInChat('👍', 'ka')).toBe('ka');
    expect(languageInChat('👍', null)).toBeNull();
  });
});
