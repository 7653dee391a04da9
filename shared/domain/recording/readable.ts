/** What is long enough to name somebody: four letters or digits on end. Shorter ones are mostly read into noise. */
const telling = /[\p{L}\p{N}]{4,}/u;

/** Whether a text that was read could name somebody. */
export const couldName = (text: string): boolean => telling.test(text);
