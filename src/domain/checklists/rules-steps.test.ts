import { describe, expect, it } from 'vitest';
import { currentStep, openSlots } from './progress.js';
import { applyInput } from './rules.js';
import { after, at, definition, facts, moved, photo, photos, press, refusal, say } from './walk-for-tests.js';

describe('mileage', () => {
  it('is read as people write it', () => {
    for (const text of ['50123', ' 50 123 ', '50.123', '50,123', '50 123 км', '50123km', '50\u00a0123 კმ'])
      expect(after(at('mileage'), say(text)).answers['mileage']?.value, text).toEqual({
        type: 'number',
        value: 50_123,
      });
  });

  it.each([
    ['49999', 'lower than the last known one'],
    ['51001', 'over a thousand above it'],
  ])('%s km (%s) is asked twice', (text) => {
    const asked = after(at('mileage'), say(text));
    expect(asked).toMatchObject({ step: 'mileage', prompt: { ask: 'sure', value: Number(text) } });
    expect(asked.answers['mileage']).toBeUndefined();
    expect(after(asked, press('sure'))).toMatchObject({
      step: 'dashboard',
      answers: { mileage: { value: { type: 'number', value: Number(text) } } },
    });
  });

  it('takes the right number instead of the second look', () => {
    expect(after(at('mileage'), say('5012'), say('50123'))).toMatchObject({
      step: 'dashboard',
      answers: { mileage: { value: { value: 50_123 } } },
    });
  });

  it.each(['50000', '51000'])('%s km, at the very edge, is not asked twice', (text) => {
    expect(after(at('mileage'), say(text)).step).toBe('dashboard');
  });

  it('is not compared when nobody knows the last one', () => {
    const outcome = applyInput(at('mileage'), say('7'), { ...facts, numbers: {} });
    expect(moved(outcome).progress.step).toBe('dashboard');
  });

  it.each(['', 'много', '-5', '50123,5', '50.1', '1e5', '٣٤٥', '12345678901'])(
    'refuses %j and says what is needed',
    (text) => {
      expect(refusal(at('mileage'), say(text))).toBe('checklist-number-expected');
    },
  );

  it('names the bounds to a number outside of them', () => {
    expect(applyInput(at('mileage'), say('1500001'), facts)).toEqual({
      type: 'refused',
      notice: { key: 'checklist-number-out-of-range', variables: { min: '0', max: '1500000' } },
    });
  });
});

describe('photos', () => {
  it('fill the open slots in order and then go on', () => {
    let stands = at('outside');
    const filled: string[] = [];
    for (const one of photos(8)) {
      const outcome = moved(applyInput(stands, one, facts));
      expect(outcome.photoSlot?.step).toBe('outside');
      filled.push(outcome.photoSlot?.slot ?? '');
      stands = outcome.progress;
    }
    const step = definition.steps.find((one) => one.id === 'outside');
    expect(filled).toEqual(step?.type === 'photos' ? step.slots : []);
    expect(stands.step).toBe('inside');
  });

  it('any of them is taken anew into the same slot; the old one counts until the new one is there', () => {
    const two = after(at('outside'), photo, photo);
    const chosen = after(two, press('retake'), press('retake', 'front'));
    expect(chosen.photos).toEqual(two.photos);
    const outcome = moved(applyInput(chosen, photo, facts));
    expect(outcome).toMatchObject({
      retake: { step: 'outside', slot: 'front' },
      photoSlot: { step: 'outside', slot: 'front' },
      progress: { step: 'outside', prompt: null },
    });
    expect(openSlots(outcome.progress, currentStep(outcome.progress))[0]).toBe('right');
    expect(after(chosen, press('back'))).toEqual(two);
  });

  it('the only one needs no choice which is taken anew; none, or one of another step, cannot be', () => {
    const one = after(at('outside'), photo);
    expect(after(one, press('retake')).prompt).toEqual({ ask: 'retake_slot', slot: 'front' });
    expect(refusal(at('outside'), press('retake'))).toBe('checklist-nothing-to-retake');
    expect(refusal(one, press('retake', 'dashboard'))).toBe('checklist-stale');
    expect(refusal(after(one, press('retake')), say('потом'))).toBe('checklist-photo-expected');
  });

  it('of a mark is taken anew like any other', () => {
    const marked = after(at('damage'), press('mark'), press('zone', 'rear'), photo, say('Вмятина'));
    const outcome = moved(applyInput(after(marked, press('retake')), photo, facts));
    expect(outcome.photoSlot).toEqual({ step: 'damage', slot: 'mark-0' });
    expect(outcome.progress.answers).toEqual(marked.answers);
  });

  it('a slot that opened again, since its file was broken, is filled before the others', () => {
    const stands = after(at('outside'), photo, photo, photo);
    const broken = { ...stands, photos: stands.photos.filter((one) => one.slot !== 'front') };
    expect(moved(applyInput(broken, photo, facts)).photoSlot?.slot).toBe('front');
  });

  it('more than there are slots, or where none is asked for, are refused', () => {
    const complete = after(at('inside'), press('back'));
    expect(refusal(complete, photo)).toBe('checklist-photos-complete');
    expect(refusal(at('documents'), photo)).toBe('checklist-no-photo-here');
    expect(refusal(at('damage'), photo)).toBe('checklist-no-photo-here');
  });

  it('a step of photos takes no text, and "next" only when all are there', () => {
    expect(refusal(at('inside'), say('потом'))).toBe('checklist-photo-expected');
    expect(refusal(after(at('inside'), photo), press('next'))).toBe('checklist-photos-missing');
    expect(after(at('inside'), press('back'), press('next')).step).toBe('inside');
  });
});

describe('damage marks', () => {
  it('are a zone, a photo or none, and a comment or none; then the next mark or the next step', () => {
    const first = after(
      at('damage'),
      press('mark'),
      press('zone', 'rear'),
      photo,
      say('Царапина на бампере'),
    );
    expect(first).toMatchObject({ step: 'damage', prompt: null });
    const second = after(first, press('mark'), press('zone', 'glass'), press('nophoto'), press('nonote'));
    const done = after(second, press('ok'));
    expect(done.step).toBe('equipment');
    expect(done.answers['damage']?.value).toEqual({
      type: 'damage',
      marks: [
        { zone: 'rear', comment: 'Царапина на бампере' },
        { zone: 'glass', comment: null },
      ],
    });
    expect(done.photos.filter((one) => one.step === 'damage')).toEqual([{ step: 'damage', slot: 'mark-0' }]);
  });

  it('the photo of a mark carries its number', () => {
    const marked = after(
      at('damage'),
      press('mark'),
      press('zone', 'rear'),
      press('nophoto'),
      press('nonote'),
    );
    const outcome = moved(applyInput(after(marked, press('mark'), press('zone', 'roof')), photo, facts));
    expect(outcome.photoSlot).toEqual({ step: 'damage', slot: 'mark-1' });
  });

  it('the photo of a mark that was abandoned does not pass for that of the next one', () => {
    const abandoned = after(at('damage'), press('mark'), press('zone', 'rear'), photo, press('back'));
    const outcome = moved(applyInput(after(abandoned, press('mark')), press('zone', 'roof'), facts));
    expect(outcome.retake).toEqual({ step: 'damage', slot: 'mark-0' });
    expect(outcome.progress.photos.filter((one) => one.step === 'damage')).toEqual([]);
  });

  it('texts where a button or a photo is asked for are refused', () => {
    const zone = after(at('damage'), press('mark'));
    expect(refusal(zone, say('бампер'))).toBe('checklist-press-a-button');
    expect(refusal(after(zone, press('zone', 'rear')), say('бампер'))).toBe('checklist-press-a-button');
  });
});
