import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { exifBlock } from './exif-for-tests.js';
import { readExif } from './exif.js';

const ZONE = 'Asia/Tbilisi';
const nothing = { takenAt: null, latitude: null, longitude: null };

const tbilisi = {
  1: 'N',
  2: [
    [41, 1],
    [42, 1],
    [2160, 100],
  ] as [number, number][],
  3: 'E',
  4: [
    [44, 1],
    [48, 1],
    [0, 1],
  ] as [number, number][],
};

describe('what a camera wrote down', () => {
  it.each(['II', 'MM'] as const)('is read in either order of bytes (%s)', (order) => {
    const exif = { 0x9003: '2026:11:21 23:10:52', 0x9011: '+01:00' };
    const note = readExif(exifBlock({ exif, gps: tbilisi }, order), ZONE);
    expect(note.takenAt?.toISOString()).toBe('2026-11-21T22:10:52.000Z');
    expect(note.latitude).toBeCloseTo(41.706, 6);
    expect(note.longitude).toBeCloseTo(44.8, 6);
  });

  it('without an offset is wall time where the company works', () => {
    const note = readExif(exifBlock({ exif: { 0x9003: '2026:11:21 23:10:52' } }), ZONE);
    expect(note).toEqual({ ...nothing, takenAt: new Date('2026-11-21T19:10:52Z') });
  });

  it('south and west are below zero', () => {
    const note = readExif(exifBlock({ gps: { ...tbilisi, 1: 'S', 3: 'W' } }), ZONE);
    expect([note.latitude, note.longitude].map((one) => Math.sign(one ?? 0))).toEqual([-1, -1]);
  });

  it('is nothing where it is impossible, half there or broken', () => {
    for (const exif of [
      { 0x9003: '0000:00:00 00:00:00' },
      { 0x9003: '    ' },
      { 0x9003: '21.11.2026 23:10' },
    ])
      expect(readExif(exifBlock({ exif }), ZONE)).toEqual(nothing);
    const { 3: _east, 4: _longitude, ...half } = tbilisi;
    const zeroes = { ...tbilisi, 2: tbilisi[2].map(() => [0, 0] as [number, number]) };
    for (const gps of [
      half,
      zeroes,
      {
        ...tbilisi,
        2: [
          [500, 1],
          [0, 1],
          [0, 1],
        ] as [number, number][],
      },
    ])
      expect(readExif(exifBlock({ gps }), ZONE)).toEqual(nothing);
    expect(readExif(undefined, ZONE)).toEqual(nothing);
    expect(readExif(Buffer.from('Exif\0\0no block at all'), ZONE)).toEqual(nothing);
  });

  it('never stops a photo, however the block is cut or spoilt', () => {
    const whole = exifBlock({ exif: { 0x9003: '2026:11:21 23:10:52', 0x9011: '+04:00' }, gps: tbilisi });
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) }), { maxLength: 8 }),
        (length, spoilt) => {
          const block = Buffer.from(whole.subarray(0, length));
          for (const { at, byte } of spoilt) if (at < block.length) block[at] = byte;
          const { latitude, longitude } = readExif(block, ZONE);
          expect((latitude === null) === (longitude === null)).toBe(true);
          expect(Math.abs(latitude ?? 0)).toBeLessThanOrEqual(90);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is none where a block says the same bytes again and again, and that is seen soon', () => {
    const block = Buffer.alloc(64 * 1024, 1);
    block.write('Exif\0\0II*\0', 'latin1');
    block.writeUInt32LE(8, 10);
    const fields = Math.floor((block.length - 16) / 12);
    block.writeUInt16LE(fields, 14);
    for (const type of [1, 2, 5]) {
      for (let field = 0; field < fields; field++) {
        const at = 16 + field * 12;
        block.writeUInt16LE(0x100 + field, at);
        block.writeUInt16LE(type, at + 2);
        block.writeUInt32LE(Math.floor(block.length / 8), at + 4);
        block.writeUInt32LE(0, at + 8);
      }
      const begun = performance.now();
      expect(readExif(block, ZONE)).toEqual(nothing);
      expect(performance.now() - begun, `type ${type}`).toBeLessThan(5_000);
    }
  });

  it('is found in a file as sharp writes and gives it', async () => {
    const file = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .jpeg()
      .withExif({
        IFD2: { DateTimeOriginal: '2026:11:21 08:00:00', OffsetTimeOriginal: '+04:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '41/1 42/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '44/1 48/1 0/1',
        },
      })
      .toBuffer();
    const { exif } = await sharp(file).metadata();
    const note = readExif(exif, ZONE);
    expect(note.takenAt?.toISOString()).toBe('2026-11-21T04:00:00.000Z');
    expect([note.latitude, note.longitude].map((one) => one?.toFixed(3))).toEqual(['41.700', '44.800']);
  });
});
