import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waveformMeter } from '../../../electron/media/waveform.ts';

const samples = (values: readonly number[]): Buffer => {
  const buffer = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => void buffer.writeInt16LE(value, index * 2));
  return buffer;
};

test('short sound has fewer spans, long sound a thousand', () => {
  const short = waveformMeter();
  short.add(samples([1, 2, 3]));
  expect(short.finish().pairs).toBe(1);
  const long = waveformMeter();
  long.add(Buffer.alloc(2_000_000));
  const { peaks, pairs } = long.finish();
  expect([pairs, peaks.length]).toEqual([1000, 2000]);
});

test('a loud place in silence is found where it is', () => {
  const values = new Array<number>(1_000_000).fill(0);
  values[250_000] = 32_000;
  values[750_000] = -32_000;
  const meter = waveformMeter();
  meter.add(samples(values));
  const { peaks, pairs } = meter.finish();
  const highest = peaks.indexOf(125) / 2 / pairs;
  const lowest = peaks.indexOf(-125) / 2 / pairs;
  expect(highest).toBeCloseTo(0.25, 1);
  expect(lowest).toBeCloseTo(0.75, 1);
});

test('the pieces sound arrives in do not change what is measured', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 1, maxLength: 3000 }),
      fc.array(fc.integer({ min: 1, max: 997 }), { minLength: 1, maxLength: 20 }),
      (values, cuts) => {
        const bytes = samples(values);
        const whole = waveformMeter();
        whole.add(bytes);
        const pieces = waveformMeter();
        let at = 0;
        for (let turn = 0; at < bytes.length; turn += 1) {
          const length = cuts[turn % cuts.length] ?? 1;
          pieces.add(bytes.subarray(at, at + length));
          at += length;
        }
        expect(pieces.samples()).toBe(values.length);
        expect(pieces.finish()).toEqual(whole.finish());
      },
    ),
  );
});
