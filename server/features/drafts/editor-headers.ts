import { securityHeaders } from '../../web/security-headers.ts'

/** The editor shows the campaign's page in a frame of its own: from this site, and in no other frame. */
export const editorHeaders = {
  'content-security-policy': `${securityHeaders['content-security-policy']}; frame-src 'self'`,
} as const
