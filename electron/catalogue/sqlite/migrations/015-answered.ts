/**
 * The day on which it was last said of an agreement that it stands, as it is or with less: it answers for no
 * later recording. What it may close, and what a hold kept open, is worked out anew when the library is next opened.
 */
export const number = 15;

export const statements = `
ALTER TABLE agreement ADD COLUMN answered_on TEXT;
UPDATE agreement SET answered_on = (
  SELECT max(json_extract(event, '$.on')) FROM agreement_event
  WHERE agreement_event.agreement = agreement.number
    AND json_extract(event, '$.kind') IN ('confirmed', 'varied')
);
UPDATE recording SET refresh_on = '2000-01-01' WHERE state = 'quarantined' OR hold_at IS NOT NULL OR number IN (
  SELECT recording FROM agreement_recording JOIN agreement ON agreement.number = agreement_recording.agreement
  WHERE after_recording IN ('confirmed', 'varied')
);
`;
