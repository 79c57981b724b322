const START = '/desk/'

/** Where one is led after signing in: an own path under /desk, never another site; /desk/ for anything else. */
export const nextPath = (wanted: unknown): string => {
  if (typeof wanted !== 'string' || wanted.length > 2_000) return START
  if (!/^\/desk[/?]/.test(wanted) || /[\\\p{Cc}\p{Zl}\p{Zp}]/u.test(wanted)) return START
  const base = 'http://desk.invalid'
  if (!URL.canParse(wanted, base)) return START
  const { origin, pathname, search } = new URL(wanted, base)
  if (origin !== base || !/^\/desk(?:\/|$)/.test(pathname) || pathname.includes('//')) return START
  if (/^\/desk\/sign-(?:in|out)\b/.test(pathname)) return START
  return pathname + search
}
