import { config } from 'zod';

// The content policy forbids code made at run time; told so beforehand, zod does not try. It comes before the contract.
config({ jitless: true });
