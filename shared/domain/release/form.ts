/**
 * The forms in which a copy of a DICOM recording may leave: as it is kept, a single picture as PNG or JPEG, several
 * frames as a film. Copies of other recordings leave as they are kept.
 */
export const releaseForms = ['dicom', 'png', 'jpeg', 'mp4'] as const;
export type ReleaseForm = (typeof releaseForms)[number];

/** A form that a copy must be turned into before it leaves. */
export type TurnedForm = Exclude<ReleaseForm, 'dicom'>;

/** Whether a form holds one picture or a film of several. */
export const fits = (form: TurnedForm, kind: string): boolean => (form === 'mp4') === (kind === 'video');
