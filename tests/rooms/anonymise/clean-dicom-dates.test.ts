import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { daysOf } from '../../../electron/anonymise/metadata/dicom/dates.ts';
import { cleanDicom, dicomCleaner } from '../../../electron/anonymise/metadata/dicom/dicom.ts';
import { uidMap } from '../../../electron/anonymise/metadata/dicom/uids.ts';
import { accountDicom } from '../../../electron/anonymise/verification/account-dicom.ts';
import { movedDays } from '../../../electron/anonymise/verification/moved-days.ts';
import { pixels } from '../../../electron/media/look.ts';
import { fileOf, plantedElements, ramp, syntaxes } from './planted-dicom.ts';
import { onFile, run, sample } from './witnesses.ts';

const decoder = { pixels };
const picture = {
  ...{ rows: 6, columns: 7, channels: 1, bits: 16, photometric: 'MONOCHROME2' },
  samples: ramp(6, 7, true),
};

/** Days and times as ExifTool reads them. */
function datesOf(bytes: Buffer): Record<string, string> {
  const names = ['StudyDate', 'SeriesDate', 'AcquisitionDate', 'ContentDate', 'AcquisitionDateTime'];
  const times = ['StudyTime', 'SeriesTime', 'AcquisitionTime', 'ContentTime'];
  const text = onFile(bytes, 'out.dcm', (path) =>
    run('exiftool', 'libimage-exiftool-perl', [
      '-j',
      ...[...names, ...times].map((name) => `-${name}`),
      path,
    ]),
  );
  const [{ SourceFile: _, ...found }] = JSON.parse(text.toString('utf8'));
  return found;
}

function planted(dates: Readonly<Record<number, string>>): Buffer {
  const vrOf = (tag: number): string => (tag === 0x0008002a ? 'DT' : tag >= 0x00080030 ? 'TM' : 'DA');
  const others = plantedElements(picture).filter(({ tag }) => tag !== 0x00080020);
  const added = Object.entries(dates).map(([tag, value]) => ({
    tag: Number(tag),
    vr: vrOf(Number(tag)),
    value,
  }));
  return fileOf(
    [...others, ...added].sort((one, other) => one.tag - other.tag),
    ...syntaxes.explicit,
  );
}

const under = (days: number | null) => ({ uids: uidMap('a secret'), days });
const made = (bytes: Buffer, days: number | null, regions: object[] = []) =>
  anonymise(bytes, { regions, knownIdentifiers: ['2004-01-19'], decoder, replacements: under(days) });

describe('the days of a DICOM file in a library', () => {
  it('are moved alike, and times stay', async () => {
    const { bytes, notes, findingsAfter } = await made(sample('pydicom__MR_small_bigendian.dcm'), -100);
    // The study is of 26 August 2004, ten to seven in the evening.
    expect(datesOf(bytes)).toEqual({ StudyDate: '2004:05:18', StudyTime: '18:50:59' });
    expect(notes.join()).toContain('moved');
    expect(findingsAfter).toEqual([]);
  });

  it('stay moved where regions are filled, and the copy says both', async () => {
    const file = planted({ [0x00080020]: '20040301', [0x00080030]: '101112.345678' });
    const { bytes } = await made(file, -1, [{ x: 1, y: 1, w: 3, h: 3 }]);
    expect(datesOf(bytes)).toEqual({ StudyDate: '2004:02:29', StudyTime: '10:11:12' });
    expect(bytes.includes('PS3.15 Basic Profile, Clean Pixel Data Option, Modified Dates')).toBe(true);
    expect(dicomCleaner.inspect(bytes)).toEqual([]);
  });

  it('may fall on a day that is known of the subject, or on another day of the file', async () => {
    const file = planted({ [0x00080020]: '20040120', [0x00080021]: '20040119' });
    const { bytes } = await made(file, -1);
    expect(datesOf(bytes)).toMatchObject({ StudyDate: '2004:01:19', SeriesDate: '2004:01:18' });
  });

  it.each([
    ['a day that is none', { [0x00080020]: '20040230', [0x00080030]: '101112' }],
    ['several in one', { [0x00080020]: '20040101\\20050101' }],
    ['words', { [0x00080020]: 'J PATIENT ', [0x0008002a]: '2004JPATIENT' }],
    ['a time alone', { [0x00080031]: '101112' }],
  ])('go where there is %s', async (_what, dates) => {
    const { bytes } = await made(planted(dates), -10);
    expect(Object.values(datesOf(bytes)).join('')).toBe('');
    expect(bytes.includes('Modified Dates')).toBe(false);
  });

  it('keep no zone and no fraction', async () => {
    const { bytes } = await made(planted({ [0x0008002a]: '20040826185059.123456-0400' }), -366 + 1);
    expect(bytes.includes('20030827185059')).toBe(true);
    expect(bytes.includes('0400')).toBe(false);
    expect(bytes.includes('123456')).toBe(false);
  });
});

describe('the days of a DICOM file of no library', () => {
  it('go, also those of a copy', async () => {
    const file = planted({ [0x00080020]: '20040301', [0x00080030]: '101112', [0x00080021]: '20040301' });
    const { bytes } = await made(file, -5);
    for (const source of [file, bytes]) {
      const loose = await anonymise(source, { regions: [], knownIdentifiers: [], decoder });
      expect(Object.values(datesOf(loose.bytes)).join('')).toBe('');
      expect(loose.removed.some(({ name }) => name.includes('Study Date'))).toBe(true);
    }
  });
});

describe('reading moved days back', () => {
  const file = planted({ [0x00080020]: '20040301', [0x00080030]: '101112' });
  const { bytes, movedDays: before = [] } = cleanDicom(file, under(-5));

  it('takes those days and no others', () => {
    expect(accountDicom(bytes, movedDays(before, 5)).residual).toEqual([]);
    for (const wrong of [movedDays(before, 4), new Set<string>(), new Set(before)])
      expect(accountDicom(bytes, wrong).residual).not.toEqual([]);
  });

  it('sees what else stands behind a day', () => {
    const spoilt = Buffer.from(bytes.toString('latin1').replace('101112', 'PATIEN'), 'latin1');
    expect(accountDicom(spoilt, movedDays(before, 5)).residual).not.toEqual([]);
  });
});

describe('the number of days', () => {
  it('is one for a subject, another for the next, and never none', () => {
    const subjects = Array.from({ length: 2_000 }, (_, index) => `subject ${index}`);
    const all = subjects.map((subject) => daysOf('a secret', subject));
    expect(all).toEqual(subjects.map((subject) => daysOf('a secret', subject)));
    expect([Math.min(...all), Math.max(...all)]).toEqual([-365, -1]);
    expect(new Set(all).size).toBeGreaterThan(300);
    expect(daysOf('another', 'subject 1')).not.toBe(daysOf('a secret', 'subject 1'));
  });
});
