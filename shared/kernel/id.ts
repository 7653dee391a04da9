/** A random 128-bit identifier as 32 lower-case hexadecimal digits. It says nothing about what it names. */
export type Id = string & { readonly __brand: 'Id' };

const form = /^[0-9a-f]{32}$/;

export const isId = (text: string): text is Id => form.test(text);

/** The id of 16 random bytes. The bytes come from outside: the kernel knows no randomness. */
export function idFromBytes(bytes: Uint8Array): Id {
  if (bytes.length !== 16) throw new RangeError(`An id is made of 16 bytes, not ${bytes.length}`);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') as Id;
}
