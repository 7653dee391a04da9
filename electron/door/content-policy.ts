/**
 * What the page of the window may load: its own files and nothing else. The component library makes style elements
 * of its own: those that carry the sign of this very answer count, and no other.
 */
const contentPolicy = (nonce: string | null): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    // A signed form that was scanned as PDF is shown in a frame of the page's own origin.
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** What a page has no use for in this program. */
const permissionsPolicy = [
  'camera',
  'microphone',
  'geolocation',
  'display-capture',
  'usb',
  'serial',
  'hid',
  'payment',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** The headers of every answer that is part of the page, whichever host serves it; `nonce` for the page itself. */
export const pageHeaders = (nonce: string | null = null): Readonly<Record<string, string>> => ({
  'content-security-policy': contentPolicy(nonce),
  'permissions-policy': permissionsPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});
