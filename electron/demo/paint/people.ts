import type { Drawing } from '../../media/draw.ts';
import { written } from './canvas.ts';

const size = { width: 960, height: 540 };

interface Figure {
  readonly x: number;
  readonly scale: number;
  readonly skin: string;
  readonly hair: string;
  readonly clothes: string;
  /** Turned to the right (1) or to the left (-1). */
  readonly towards: 1 | -1;
}

/** Somebody who sits: shoulders, head, hair, and a mouth that is open or shut. */
function seated({ x, scale, skin, hair, clothes, towards }: Figure, open: boolean, blink: boolean): string {
  const eye = (at: number): string =>
    blink
      ? `<path d="M${at - 7} -96h14" stroke="#3a2a22" stroke-width="3"/>`
      : `<circle cx="${at}" cy="-96" r="5" fill="#2b211d"/>`;
  const mouth = open
    ? `<ellipse cx="${towards * 12}" cy="-56" rx="13" ry="9" fill="#7a2f31"/>`
    : `<path d="M${towards * 12 - 14} -56q14 8 28 0" stroke="#8c4544" stroke-width="4" fill="none"/>`;
  return `<g transform="translate(${x} 330) scale(${scale})"><path d="M-118 210q0-190 70-206h96q70 16 70 206z" fill="${clothes}"/><rect x="-22" y="-40" width="44" height="56" fill="${skin}"/><ellipse cx="0" cy="-92" rx="58" ry="72" fill="${skin}"/><path d="M-62 -92q-6 -92 62 -92t62 92q-16 -46 -62 -46t-62 46z" fill="${hair}"/>${eye(towards * 12 - 22)}${eye(towards * 12 + 22)}<path d="M${towards * 16} -88l${towards * 8} 18h${towards * -10}" stroke="#00000055" stroke-width="3" fill="none"/>${mouth}</g>`;
}

export interface Consultation {
  /** What the recorder writes into the picture: the patient's name and number. */
  readonly caption: string;
  readonly day: string;
}

/** A doctor and a patient at a desk: frames of a talk in which now one speaks, now the other. */
export function consultation({ caption, day }: Consultation): Drawing[] {
  return Array.from({ length: 24 }, (_, at): Drawing => {
    const doctorSpeaks = at < 14;
    const open = at % 3 !== 0;
    const clock = `14:06:${String(10 + Math.floor(at / 4)).padStart(2, '0')}`;
    const doctor = {
      x: 270,
      scale: 1.05,
      skin: '#8a5a44',
      hair: '#1c1715',
      clothes: '#3f5d78',
      towards: 1,
    } as const;
    const patient = {
      x: 690,
      scale: 1,
      skin: '#e7bfa6',
      hair: '#8d6b4d',
      clothes: '#7b4d5b',
      towards: -1,
    } as const;
    return {
      ...size,
      samples: null,
      over: [
        '<rect width="960" height="540" fill="#cfd5d2"/><rect y="390" width="960" height="150" fill="#8f7a63"/>',
        '<rect x="54" y="48" width="190" height="150" fill="#e8f1f4" stroke="#a9b4b8" stroke-width="8"/>',
        '<rect x="420" y="70" width="120" height="150" fill="#f7f5ee" stroke="#b8b09c" stroke-width="3"/><path d="M440 100h80M440 124h80M440 148h56" stroke="#9aa4ab" stroke-width="5"/>',
        seated(doctor, doctorSpeaks && open, at === 9),
        seated(patient, !doctorSpeaks && open, at === 4 || at === 19),
        '<path d="M0 470h960v70H0z" fill="#6e5a45"/><path d="M120 470h260v-12H120z" fill="#f5f2e8"/>',
        `<rect x="12" y="498" width="620" height="32" fill="#00000088"/>`,
        written(caption, 24, 521, { size: 20, fill: '#fff' }),
        `<rect x="748" y="12" width="200" height="32" fill="#00000088"/>`,
        written(`${day} ${clock}`, 938, 34, { size: 16, fill: '#fff', anchor: 'end' }),
      ].join(''),
      format: 'jpeg',
    };
  });
}
