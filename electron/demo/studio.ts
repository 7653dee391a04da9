import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from '../../shared/kernel/day.ts';
import { isCustosError } from '../../shared/kernel/error.ts';
import type { Drawing } from '../media/draw.ts';
import type { Overlay } from './paint/imaging.ts';
import { demoPlace, grouped, type Patient, patients } from './people.ts';
import type { Stage } from './stage.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day as a machine stamps it: 12 MAR 2026. */
export function stamped(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date} ${(months[Number(month) - 1] ?? '').toUpperCase()} ${year}`;
}

const born = ({ bornOn }: Patient): string => bornOn.split('-').reverse().join('/');

/** What a ward writes on the label in its photographs. */
export const labelOf = (patient: Patient, day: string, site: string): readonly string[] => [
  `${patient.familyName}, ${patient.givenName}`,
  `NHS ${grouped(patient.nhs)}   born ${born(patient)}`,
  `${stamped(day)}   ${site}`,
];

/** What a machine writes into its pictures. */
export const overlayOf = (patient: Patient, day: string, clock: string): Overlay => ({
  name: `${patient.familyName.toUpperCase()}, ${patient.givenName}`,
  number: grouped(patient.nhs),
  born: born(patient),
  day: stamped(day),
  clock,
  place: demoPlace,
});

/** What a camera and a careless description leave in a file: who, where, when and with what. */
function cameraExif(patient: Patient | null, day: Day, clock: string, serial: number): Drawing['exif'] {
  const who = patient ? `${patient.givenName} ${patient.familyName} ${patient.nhs}` : '';
  return {
    IFD0: {
      Make: 'NIKON CORPORATION',
      Model: 'NIKON D7500',
      Software: 'Ver.1.11',
      Artist: 'A Llwyd-Jones, Medical Illustration',
      ...(who ? { ImageDescription: who } : {}),
    },
    IFD2: {
      DateTimeOriginal: `${day.replaceAll('-', ':')} ${clock}`,
      OffsetTimeOriginal: '+00:00',
      BodySerialNumber: String(serial),
      ...(who ? { UserComment: who } : {}),
    },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '52/1 35/1 2110/100',
      GPSLongitudeRef: 'W',
      GPSLongitude: '4/1 5/1 930/100',
    },
  };
}

/** Who, when and how a photograph came about, as its file tells it. */
export interface Taken {
  readonly file: string;
  readonly day: Day;
  readonly clock: string;
  readonly patient: keyof typeof patients | null;
  /** Whether a camera wrote its facts into the file. */
  readonly camera: boolean;
}

const moment = ({ day, clock }: Pick<Taken, 'day' | 'clock'>): Date => new Date(`${day}T${clock}Z`);

/** Draws a picture into the folder of the stage; answers its path. */
export async function photograph(stage: Stage, drawing: Drawing, taken: Taken): Promise<string> {
  const path = join(stage.folder, taken.file);
  const patient = taken.patient === null ? null : patients[taken.patient];
  const exif = taken.camera ? cameraExif(patient, taken.day, taken.clock, 7_054_113) : undefined;
  await writeFile(path, await stage.media.draw({ ...drawing, ...(exif ? { exif } : {}) }));
  await utimes(path, moment(taken), moment(taken));
  return path;
}

/** Writes a sound as it is; answers its path. */
export async function soundFile(
  stage: Stage,
  bytes: Uint8Array,
  taken: Omit<Taken, 'camera'>,
): Promise<string> {
  const path = join(stage.folder, taken.file);
  await writeFile(path, bytes);
  await utimes(path, moment(taken), moment(taken));
  return path;
}

interface Filmed {
  readonly frames: readonly Drawing[];
  readonly framesPerSecond: number;
  readonly seconds: number;
  readonly sound: Uint8Array | null;
}

/** Makes a film; null where this machine has no ffmpeg that makes one. */
export async function film(
  stage: Stage,
  filmed: Filmed,
  taken: Omit<Taken, 'camera'>,
): Promise<string | null> {
  const path = join(stage.folder, taken.file);
  const patient = taken.patient === null ? null : patients[taken.patient];
  const who = patient ? `${patient.givenName} ${patient.familyName}` : '';
  const tags = { title: who, comment: patient?.nhs ?? '', creation_time: moment(taken).toISOString() };
  try {
    await stage.media.film({ ...filmed, tags, folder: `${path}.frames`, output: path });
  } catch (error) {
    if (isCustosError(error) && (error.code === 'missing-tool' || error.code === 'unsupported')) return null;
    throw error;
  }
  await utimes(path, moment(taken), moment(taken));
  return path;
}
