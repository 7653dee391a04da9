/** The name that every demonstration library bears, so that nobody takes it for a real one. */
export const demonstrationName = 'Demonstration library (no real patients)';

/** The passphrase of everybody in it. It guards nothing: all that is in there is invented. */
export const demonstrationPassphrase = 'lantern pebble otter seventeen';
