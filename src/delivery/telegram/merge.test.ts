import { describe, expect, it } from 'vitest';
import { albumPost, cardPost, textPost } from '../../domain/posts/index.js';
import type { Effect, NewEffect } from '../../engine/outbox/index.js';
import { Html, html } from '../../kernel/html.js';
import { mergeEffects } from './merge.js';

const bookings = { branch: 'tbilisi', topic: { key: 'bookings', name: 'Bookings' } };
const cash = { branch: 'tbilisi', topic: { key: 'cash', name: 'Cash' } };

function stored(...effects: NewEffect[]): Effect[] {
  return effects.map(({ mergeKey = null, priority = 5, ...effect }, n) => ({
    ...effect,
    ...{ id: BigInt(n), mergeKey, priority, attempts: 0, uncertain: false, eventId: null },
    createdAt: new Date(0),
  }));
}

describe('states of one card', () => {
  const card = (text: string, more: Partial<Parameters<typeof cardPost>[0]> = {}): NewEffect =>
    cardPost({ key: 'booking:5', to: bookings, html: html`${text}`, correlationId: 'c', ...more });
  const merged = (...effects: NewEffect[]): unknown => mergeEffects(stored(...effects));

  it('become the last one', () => {
    expect(merged(card('one'), card('two'), card('three'))).toMatchObject({
      payload: { html: 'three', key: 'booking:5' },
      count: 3,
    });
  });

  it('become the newest look at the facts when they come in another order', () => {
    const states = [card('one', { readAt: 10 }), card('three', { readAt: 30 }), card('two', { readAt: 20 })];
    expect(merged(...states)).toMatchObject({ payload: { html: 'three', readAt: 30 }, count: 3 });
  });

  it('come below when one was asked for there, and by the newest message that was seen', () => {
    expect(merged(card('one', { below: true, seen: 7 }), card('two', { seen: 5 }))).toMatchObject({
      payload: { html: 'two', below: true, seen: 7 },
    });
    expect(merged(card('one', { seen: 7 }), card('two'))).toMatchObject({ payload: { seen: 7 } });
    expect(mergeEffects(stored(card('one'), card('two'))).payload).not.toHaveProperty('below', true);
  });

  it('come below whichever of them asked for it, and stay where they are when none did', () => {
    expect(merged(card('one'), card('two', { below: true }))).toMatchObject({ payload: { below: true } });
    expect(merged(card('one', { below: true }), card('two', { below: false }))).toMatchObject({
      payload: { below: true },
    });
    expect(merged(card('one', { below: false }), card('two'))).toMatchObject({ payload: { below: false } });
    expect(merged(card('one'), card('two', { below: false }))).toMatchObject({ payload: { below: false } });
    expect(merged(card('one', { seen: 5 }), card('two', { seen: 9 }))).toMatchObject({
      payload: { seen: 9 },
    });
    expect(merged(card('one'), card('two', { seen: 9 }))).toMatchObject({ payload: { seen: 9 } });
  });

  it('are heard when one of them was to be', () => {
    const silent = card('one', { silent: true });
    expect(merged(silent, card('two', { silent: true }))).toMatchObject({ payload: { silent: true } });
    expect(mergeEffects(stored(silent, card('two'))).payload).not.toHaveProperty('silent', true);
    expect(mergeEffects(stored(card('one'), silent)).payload).not.toHaveProperty('silent', true);
  });

  it('share a merge key, which other cards do not', () => {
    expect(card('one').mergeKey).toBe(card('two').mergeKey);
    expect(card('one').mergeKey).not.toBe(card('one', { key: 'booking:6' }).mergeKey);
  });

  it('that cannot be read are left by themselves', () => {
    const broken = { ...card('one'), payload: { html: 5 } };
    expect(merged(broken, card('two'))).toEqual({ payload: { html: 5 }, count: 1 });
    expect(merged(card('one'), broken, card('two'))).toMatchObject({ payload: { html: 'one' }, count: 1 });
  });
});

describe('texts of one digest', () => {
  const text = (
    markup: Html,
    to: Parameters<typeof textPost>[0]['to'] = bookings,
    silent?: boolean,
  ): NewEffect => textPost({ to, html: markup, digest: 'news', silent, correlationId: 'c' });

  it('stand below each other with their markup', () => {
    expect(mergeEffects(stored(text(html`<b>one</b>`), text(html`a & b`), text(html`${'<3'}`)))).toEqual({
      payload: { to: bookings, html: '<b>one</b>\n\na & b\n\n&lt;3' },
      count: 3,
    });
  });

  it('fill a message up to 4096 characters as Telegram counts them, none cut', () => {
    // 2047 characters and two between them are just enough; tags and references do not count as they are written.
    const half = new Html(`<b>${'&amp;'.repeat(2_047)}</b>`);
    expect(mergeEffects(stored(text(half), text(half), text(half)))).toMatchObject({
      payload: { html: `${half.markup}\n\n${half.markup}` },
      count: 2,
    });
    const more = new Html(`<b>${'x'.repeat(2_048)}</b>`);
    expect(mergeEffects(stored(text(half), text(more)))).toMatchObject({ count: 1 });
  });

  it('keep within the entities that one message may have', () => {
    const bold = new Html('<b>x</b> '.repeat(40));
    expect(mergeEffects(stored(text(bold), text(bold), text(bold)))).toMatchObject({ count: 2 });
  });

  it('may have a hundred entities and not one more', () => {
    const fifty = new Html('<b>x</b> '.repeat(50));
    expect(mergeEffects(stored(text(fifty), text(fifty), text(html`plain`)))).toMatchObject({ count: 3 });
    expect(mergeEffects(stored(text(fifty), text(fifty), text(html`<i>one more</i>`)))).toMatchObject({
      count: 2,
    });
  });

  it('count a character reference as one, however it is written', () => {
    for (const reference of ['&#128;', '&#x1f600;', '&quot;']) {
      const half = new Html(reference.repeat(2_047));
      expect(mergeEffects(stored(text(half), text(half)))).toMatchObject({ count: 2 });
    }
  });

  it('that cannot be read are left by themselves', () => {
    const broken = { ...text(html`one`), payload: { html: 5 } };
    expect(mergeEffects(stored(broken, text(html`two`)))).toEqual({ payload: { html: 5 }, count: 1 });
    expect(mergeEffects(stored(text(html`one`), broken))).toMatchObject({ count: 1 });
  });

  it('are heard when one of them was to be, and not because of one that goes by itself', () => {
    const [silent, heard] = [text(html`one`, bookings, true), text(html`two`, bookings, false)];
    expect(mergeEffects(stored(silent, silent))).toMatchObject({ payload: { silent: true }, count: 2 });
    for (const other of [heard, text(html`two`)]) {
      expect(mergeEffects(stored(silent, other)).payload).not.toHaveProperty('silent', true);
      expect(mergeEffects(stored(other, silent)).payload).not.toHaveProperty('silent', true);
    }
    const long = text(new Html('x'.repeat(4_096)), bookings, false);
    expect(mergeEffects(stored(silent, long))).toMatchObject({ payload: { silent: true }, count: 1 });
  });

  it('that are too long by themselves go by themselves', () => {
    const long = new Html('x'.repeat(5_000));
    expect(mergeEffects(stored(text(long), text(html`two`)))).toEqual({
      payload: { to: bookings, html: long.markup },
      count: 1,
    });
  });

  it('are of one place only', () => {
    expect(text(html`one`).mergeKey).not.toBe(text(html`one`, cash).mergeKey);
    expect(mergeEffects(stored(text(html`one`), text(html`two`, cash)))).toMatchObject({ count: 1 });
    const elsewhere = { ...bookings, branch: 'batumi' };
    expect(mergeEffects(stored(text(html`one`), text(html`two`, elsewhere)))).toMatchObject({ count: 1 });
    const [nino, other] = [{ chatId: '1' }, { chatId: '2' }];
    expect(mergeEffects(stored(text(html`one`), text(html`two`, nino)))).toMatchObject({ count: 1 });
    expect(mergeEffects(stored(text(html`one`, nino), text(html`two`, nino)))).toMatchObject({ count: 2 });
    expect(mergeEffects(stored(text(html`one`, nino), text(html`two`, other)))).toMatchObject({ count: 1 });
    expect(mergeEffects(stored(text(html`one`, nino), text(html`two`)))).toMatchObject({ count: 1 });
  });

  it('without a digest are never joined', () => {
    expect(textPost({ to: bookings, html: html`one`, correlationId: 'c' }).mergeKey).toBeUndefined();
  });
});

describe('albums', () => {
  it('are never joined', () => {
    const photos = [{ fileId: 'f', document: false }];
    const albums = albumPost({ key: 'k', to: bookings, photos, caption: html`c`, correlationId: 'c' });
    expect(albums[0]?.mergeKey).toBeUndefined();
    expect(mergeEffects(stored(...albums, ...albums))).toMatchObject({ count: 1 });
  });
});
