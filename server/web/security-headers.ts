/**
 * Headers of answers that have no page: of most forms the answer is a redirect. A browser looks at the opener's policy
 * on the way too, and would part the window from its tab where it changed there and back (HTML, 7.1.3).
 */
const headersWithoutPage = {
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=63072000',
} as const

/**
 * Headers of every other answer. Nothing is loaded from elsewhere, nothing runs or is styled inline, no page can be
 * framed, and no link tells where it was followed from (OWASP ASVS 5.0, chapter 3).
 */
export const securityHeaders = {
  ...headersWithoutPage,
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=(), browsing-topics=()',
} as const

/** Those of an answer with this status. */
export const securityHeadersFor = (status: number): Record<string, string> =>
  status >= 300 && status < 400 ? headersWithoutPage : securityHeaders
