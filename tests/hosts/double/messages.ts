/** What a test tells the double. */
export type ToDouble =
  | { readonly kind: 'answerDialog'; readonly filePaths: readonly string[] }
  | { readonly kind: 'power'; readonly event: string }
  | { readonly kind: 'menu'; readonly label: string }
  | { readonly kind: 'quit' };

/** What the shell did to the double, for a test to look at. */
export type FromDouble =
  | { readonly kind: 'open'; readonly endpoint: string; readonly address: string }
  | {
      readonly kind: 'window';
      readonly webPreferences: Record<string, unknown>;
      readonly contentProtection: boolean;
    }
  | { readonly kind: 'denied'; readonly what: string; readonly url: string }
  | { readonly kind: 'switches'; readonly names: readonly string[] }
  | { readonly kind: 'privileged'; readonly schemes: unknown }
  | { readonly kind: 'utility'; readonly path: string; readonly pid: number | undefined }
  | { readonly kind: 'errorBox'; readonly title: string; readonly content: string };

export const tell = (message: FromDouble): void => void process.send?.(message);
