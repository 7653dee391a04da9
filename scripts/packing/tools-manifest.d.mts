export function toolsManifest(folder: string): { files: Record<string, string> };
