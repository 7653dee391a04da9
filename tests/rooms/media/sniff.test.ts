import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanerFor } from '../../../electron/anonymise/metadata/cleaners.ts';
import { sniffBytes } from '../../../electron/media/sniff.ts';
import { bytesOf } from './foreign-files.ts';

test.each([
  ['metadata-extractor__windowsXpFields.jpg', 'photo', 'jpeg'],
  ['tika__testJPEG_MotionPhoto.jpg', 'photo', 'jpeg'],
  ['exifr__png_with_exif_and_gps.png', 'photo', 'png'],
  ['tika__testTIFF.tif', 'photo', 'tiff'],
  ['tika__testWEBP.webp', 'photo', 'webp'],
  ['lofty-rs__gif_640x628.gif', 'photo', 'gif'],
  ['exifr__IMG_20180725_163423-micro.avif', 'photo', 'avif'],
  ['media__sample_still_photo.heic', 'photo', 'heic'],
  ['pydicom__no_meta_group_length.dcm', 'photo', 'dicom'],
  ['tika__testMP4Video.mp4', 'video', 'mp4'],
  ['media__bt601.mov', 'video', 'mov'],
  ['media__sample_with_htc_rotation_track_name.mkv', 'video', 'mkv'],
  ['tika__testWEBM.webm', 'video', 'webm'],
  ['tika__testWAV.wav', 'audio', 'wav'],
  ['media__test-cbr-info-header.mp3', 'audio', 'mp3'],
  ['lofty-rs__id3v1_001_basic.mp3', 'audio', 'mp3'],
  ['media__bbb_1ch_8kHz_aac_lc.m4a', 'audio', 'm4a'],
  ['lofty-rs__mp4_codec_flac.mp4', 'audio', 'm4a'],
  ['lofty-rs__flac_with_id3v2.flac', 'audio', 'flac'],
  ['lofty-rs__issue_37.ogg', 'audio', 'ogg'],
  ['media__bear_duplicate_header.opus', 'audio', 'opus'],
])('%s is %s in %s', (name, kind, container) => {
  expect(sniffBytes(bytesOf(name))).toEqual({ ok: true, kind, container });
});

test.each([
  ['%PDF-1.7\n', 'a PDF document'],
  ['PK\x03\x04\x14\0', 'a ZIP archive or office document'],
  ['MZ\x90\0\x03\0\0\0', 'a Windows program'],
  ['\x7fELF\x02\x01\x01', 'a Linux program'],
  ['<!DOCTYPE html><html></html>', 'a web page'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'an SVG drawing'],
  ['Dear colleague, please find enclosed', 'a text file'],
  ['#EXTM3U\nhttp://example.org/a.ts\n', 'a text file'],
  ['#!/bin/sh\n', 'a script'],
])('names what is no recording: %j', (text, found) => {
  expect(sniffBytes(Buffer.from(text, 'latin1'))).toEqual({ ok: false, reason: 'unrecognised', found });
});

test('tells a recording it does not take in from a file that is none', () => {
  const windowsMedia = Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex');
  expect(sniffBytes(windowsMedia)).toEqual({
    ok: false,
    reason: 'unsupported',
    found: 'a Windows Media file',
  });
  expect(() => cleanerFor(windowsMedia)).toThrow(/Windows Media file, .* Save a copy as MP4/);
  expect(() => cleanerFor(Buffer.from('8BPS\0\x01'))).toThrow(/Photoshop document, .* save a copy as PNG/);
  expect(() => cleanerFor(Buffer.from('P6 3 2 255 '))).toThrow(/portable bitmap .* save a copy as PNG/);
  expect(() => cleanerFor(Buffer.from('\0\0\x01\0\x01\0'))).toThrow(/icon .* save a copy as PNG/);
  const wave64 = Buffer.from('726966662e91cf11a5d628db04c10000', 'hex');
  expect(sniffBytes(wave64)).toMatchObject({ reason: 'unsupported', found: 'a Wave64 sound' });
});

test('an empty file is empty, not unknown', () => {
  expect(sniffBytes(new Uint8Array())).toMatchObject({ ok: false, reason: 'empty' });
});

test('one sync word does not make an MP3, nor one packet a transport stream', () => {
  const lone = Buffer.alloc(4000, 0x55);
  lone.set([0xff, 0xfb, 0x90, 0x64]);
  expect(sniffBytes(lone)).toMatchObject({ ok: false });
  const packet = Buffer.alloc(4000, 0x55);
  packet[0] = 0x47;
  expect(sniffBytes(packet)).toMatchObject({ ok: false });
});

test('an MP3 is one behind a text too, and a text alone is none', () => {
  const words = Buffer.from('Dictated by Jane Patient. '.repeat(200));
  const sound = Array.from({ length: 12 }, () =>
    Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(413)]),
  );
  expect(sniffBytes(Buffer.concat([words, ...sound]))).toMatchObject({ ok: true, container: 'mp3' });
  expect(sniffBytes(words)).toMatchObject({ ok: false, found: 'a text file' });
});

test('any bytes get an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4096 }), (bytes) => {
      expect(typeof sniffBytes(bytes).ok).toBe('boolean');
    }),
  );
});

test('any bytes behind a real beginning get an answer', () => {
  const starts = [
    'media__bt601.mov',
    'tika__testTIFF.tif',
    'media__test-cbr-info-header.mp3',
    'tika__testWEBM.webm',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.nat(400),
      fc.uint8Array({ maxLength: 2048 }),
      (name, keep, tail) => {
        const bytes = Buffer.concat([bytesOf(name).subarray(0, keep), tail]);
        expect(typeof sniffBytes(bytes).ok).toBe('boolean');
      },
    ),
  );
});
