import { connect } from 'node:net'

/**
 * Says a line protocol's words to a loopback port and tells whether the answer matches within two seconds.
 * Enough to ask Redis and NATS, with their passwords, whether they serve.
 */
export function converse(port: number, words: string, expected: RegExp): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2000 })
    let heard = ''
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => socket.write(words))
    socket.on('data', (data) => {
      heard += data.toString('latin1')
      if (expected.test(heard)) end(true)
    })
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => end(false))
  })
}
