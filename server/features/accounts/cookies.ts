import { parseCookie, stringifySetCookie } from 'cookie'

/** __Host- makes a browser refuse the cookie unless it is for this host alone and came by https. */
export const cookieName = (publicUrl: string, name: string): string =>
  publicUrl.startsWith('https:') ? `__Host-${name}` : name

/** What a cookie of ours holds; undefined where the browser sent none. */
export const readCookie = (header: string | undefined, publicUrl: string, name: string): string | undefined =>
  header ? parseCookie(header.slice(0, 8_000))[cookieName(publicUrl, name)] : undefined

/** A Set-Cookie header: out of reach of scripts and of forms on other sites; maxAge in seconds, 0 takes it away. */
export const setCookie = (publicUrl: string, name: string, value: string, maxAge: number): string =>
  stringifySetCookie({
    name: cookieName(publicUrl, name),
    value,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    maxAge,
  })
