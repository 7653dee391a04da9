/** What a test tells the double. */
export type ToDouble =
  | { readonly kind: 'answerDialog'; readonly filePaths: readonly string[] }
  | { readonly kind: 'power'; readonly event: string }
  | { readonly kind: 'menu'; readonly label: string }
  /** How the next questions of the program are answered: the number of the button. */
  | { readonly kind: 'answerQuestion'; readonly response: number }
  | { readonly kind: 'closeWindow' }
  | { readonly kind: 'secondInstance' }
  | { readonly kind: 'focused'; readonly focused: boolean }
  | { readonly kind: 'quit' };

/** What the shell did to the double, for a test to look at. */
export type FromDouble =
  | { readonly kind: 'open'; readonly endpoint: string; readonly address: string }
  | {
      readonly kind: 'window';
      readonly webPreferences: Record<string, unknown>;
      readonly contentProtection: boolean;
      readonly bounds: Record<string, unknown>;
    }
  | { readonly kind: 'contentProtection'; readonly on: boolean }
  | { readonly kind: 'shown'; readonly how: 'show' | 'hide' | 'maximize' }
  | { readonly kind: 'question'; readonly message: string; readonly buttons: readonly string[] }
  | { readonly kind: 'notification'; readonly title: string; readonly body: string }
  | {
      readonly kind: 'permissions';
      readonly request: Record<string, boolean>;
      readonly check: Record<string, boolean>;
      readonly device: boolean;
    }
  | { readonly kind: 'menu'; readonly labels: readonly string[] }
  | { readonly kind: 'denied'; readonly what: string; readonly url: string }
  | { readonly kind: 'switches'; readonly names: readonly string[] }
  | { readonly kind: 'privileged'; readonly schemes: unknown }
  | { readonly kind: 'utility'; readonly path: string; readonly pid: number | undefined }
  | { readonly kind: 'errorBox'; readonly title: string; readonly content: string };

export const tell = (message: FromDouble): void => void process.send?.(message);
