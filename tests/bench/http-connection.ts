import { connect, type Socket } from 'node:net'

const READ_BYTES = 64 * 1024
const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * One kept-alive connection of HTTP/1.1, one request at a time, with as little work as Node allows: the load shares
 * the machine with what it measures. It reads the status, skips the body, and knows no chunked bodies.
 */
export class HttpConnection {
  readonly #socket: Socket
  readonly #onAnswer: (status: number, bytes: number) => void
  #head: Buffer | undefined
  #bodyLeft = 0
  #bodySize = 0
  #status = 0

  constructor(port: number, onAnswer: (status: number, bytes: number) => void, onEnd: (reason: string) => void) {
    this.#onAnswer = onAnswer
    const buffer = Buffer.allocUnsafe(READ_BYTES)
    const callback = (size: number) => {
      this.#read(buffer.subarray(0, size))
      return true
    }
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer, callback } })
    this.#socket.on('error', ({ message }) => onEnd(message))
    this.#socket.on('end', () => onEnd('The server closed the connection'))
  }

  send(request: Buffer) {
    this.#socket.write(request)
  }

  close() {
    this.#socket.destroy()
  }

  #read(chunk: Buffer) {
    if (this.#bodyLeft > 0) return this.#readBody(chunk.length)
    const known = this.#head ? Buffer.concat([this.#head, chunk]) : chunk
    const end = known.indexOf(HEAD_END)
    if (end < 0) {
      this.#head = Buffer.from(known)
      return
    }
    const head = known.toString('latin1', 0, end)
    this.#head = undefined
    this.#status = Number(head.slice(9, 12))
    this.#bodySize = lengthOf(head, this.#status)
    this.#bodyLeft = this.#bodySize
    this.#readBody(known.length - end - HEAD_END.length)
  }

  #readBody(size: number) {
    this.#bodyLeft -= size
    if (this.#bodyLeft < 0) throw new Error('The answer is longer than its content-length')
    if (this.#bodyLeft === 0) this.#onAnswer(this.#status, this.#bodySize)
  }
}

const lengthOf = (head: string, status: number) => {
  if (status === 204 || status === 304) return 0
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without content-length: ${head.slice(0, 200)}`)
  return Number(length)
}
