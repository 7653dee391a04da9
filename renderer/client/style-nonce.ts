declare global {
  var __webpack_nonce__: string | undefined;
}

/** The sign by which the content policy knows the style elements that the window makes itself. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The part that keeps the page from scrolling behind a dialog makes one too, and looks for the sign here.
globalThis.__webpack_nonce__ = styleNonce();
