/**
 * How much work a passphrase takes to try, as the exponent of scrypt's N: 2^17 rounds take 128 MiB and about half a
 * second, which is what guessing costs an attacker each time.
 */
export const workFactor = 17;
