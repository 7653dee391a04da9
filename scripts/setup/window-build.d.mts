export const windowBuildArguments: readonly string[];
export function ensureWindow(): boolean;
