import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigError } from '../config.ts'

/** What proves to a mail server that speaks TLS with us who we are; both as PEM. */
export interface TlsPair {
  /** With the certificates of those who issued it, after its own. */
  cert: Buffer
  key: Buffer
}

/**
 * Reads certificate and key from their files. Throws ConfigError, naming the setting: a file that cannot be read, one
 * that holds something else, a key that is locked or another certificate's. Nothing of the key is told.
 */
export const readTlsPair = (files: { cert: string; key: string }): TlsPair => {
  const pair = { cert: read('INBOUND_TLS_CERT', files.cert), key: read('INBOUND_TLS_KEY', files.key) }
  const certificate = parse('INBOUND_TLS_CERT', 'a certificate as PEM', () => new X509Certificate(pair.cert))
  const key: KeyObject = parse('INBOUND_TLS_KEY', 'a private key as PEM, without a passphrase', () =>
    createPrivateKey(pair.key),
  )
  if (!certificate.checkPrivateKey(key)) {
    throw new ConfigError('INBOUND_TLS_KEY must be the key of the certificate in INBOUND_TLS_CERT')
  }
  return pair
}

const read = (name: string, file: string) => {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new ConfigError(
      `${name} must be a file that can be read: ${(error as NodeJS.ErrnoException).code ?? 'error'}`,
    )
  }
}

const parse = <Parsed>(name: string, what: string, act: () => Parsed): Parsed => {
  try {
    return act()
  } catch {
    throw new ConfigError(`${name} must be a file that holds ${what}`)
  }
}
