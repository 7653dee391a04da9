import { expect, it } from 'vitest';
import { clockText, codecText } from '../../../renderer/features/recording/file-words.ts';

it('names codings as cameras do, and never as programs do', () => {
  expect(['h264', 'hevc', 'pcm_s16le', 'pcm_f32be', 'aac', 'adpcm_ima_wav'].map(codecText)).toEqual([
    'H.264',
    'H.265',
    'uncompressed sound',
    'uncompressed sound',
    'AAC',
    'ADPCM IMA WAV',
  ]);
});

it('says how a clock was set', () => {
  expect(['Z', '+00:00', '+01:00', '-05:00', '+05:30'].map(clockText)).toEqual([
    '(UTC)',
    '(UTC)',
    '(UTC+1)',
    '(UTC−5)',
    '(UTC+5:30)',
  ]);
});
