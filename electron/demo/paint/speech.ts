import { seeded } from './noise.ts';

interface Voice {
  /** Pitch in hertz, and the first two resonances of its usual vowels. */
  readonly pitch: number;
  readonly vowels: readonly (readonly [first: number, second: number])[];
}

const voices: readonly Voice[] = [
  {
    pitch: 118,
    vowels: [
      [700, 1150],
      [430, 1950],
      [320, 2200],
      [480, 900],
      [560, 1700],
    ],
  },
  {
    pitch: 205,
    vowels: [
      [820, 1350],
      [500, 2300],
      [370, 2550],
      [560, 1000],
      [640, 1900],
    ],
  },
];

/** How strongly a resonance carries a frequency. */
const carried = (frequency: number, middle: number): number => 1 / (1 + ((frequency - middle) / 130) ** 2);

/** One syllable: harmonics of a gliding pitch, shaped by a vowel. */
function syllable(
  out: Float32Array,
  from: number,
  length: number,
  rate: number,
  voice: Voice,
  vowel: readonly [number, number],
  lilt: number,
): void {
  const harmonics = Array.from({ length: 16 }, (_, at) => {
    const frequency = voice.pitch * (at + 1);
    const inBand = frequency > 280 && frequency < rate * 0.43 ? 1 : 0.2;
    return (carried(frequency, vowel[0]) + carried(frequency, vowel[1]) * 0.6) * inBand;
  });
  let turn = 0;
  for (let at = 0; at < length && from + at < out.length; at += 1) {
    const along = at / length;
    turn += (2 * Math.PI * voice.pitch * (1 + lilt * (along - 0.5))) / rate;
    let value = 0;
    for (const [index, strength] of harmonics.entries()) value += strength * Math.sin(turn * (index + 1));
    const swell = Math.sin(Math.PI * along) ** 0.7;
    out[from + at] = (out[from + at] ?? 0) + value * swell * 0.2;
  }
}

/** Two voices by turns, in sentences with pauses: no words, but the sound of a talk. Samples from -1 to 1. */
function talk(seed: number, seconds: number, rate: number): Float32Array {
  const random = seeded(seed);
  const out = new Float32Array(seconds * rate);
  let at = Math.floor(0.3 * rate);
  for (let turn = 0; at < out.length - rate; turn += 1) {
    const voice = voices[turn % voices.length];
    if (!voice) break;
    const syllables = 5 + Math.floor(random() * 11);
    for (let count = 0; count < syllables; count += 1) {
      const length = Math.floor((0.1 + random() * 0.12) * rate);
      const vowel = voice.vowels[Math.floor(random() * voice.vowels.length)] ?? [600, 1400];
      syllable(out, at, length, rate, voice, vowel, 0.24 * (random() - 0.6));
      at += length + Math.floor((random() < 0.16 ? 0.17 : 0.02) * rate);
    }
    at += Math.floor((0.35 + random() * 0.5) * rate);
  }
  for (let place = 0; place < out.length; place += 1)
    out[place] = (out[place] ?? 0) + (random() - 0.5) * 0.012;
  return out;
}

/** A talk as a WAV file (16 bits, one channel) of so many seconds; a telephone has a rate of 8,000. */
export function spoken(seed: number, seconds: number, rate: number): Buffer {
  const samples = talk(seed, seconds, rate);
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (const [index, sample] of samples.entries())
    bytes.writeInt16LE(Math.round(Math.min(1, Math.max(-1, sample)) * 32_000), 44 + index * 2);
  return bytes;
}
