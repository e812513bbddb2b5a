import { once } from 'node:events'
import { connect } from 'node:net'
import fastify from 'fastify'
import { startGateway } from './start-house.ts'
const upstream = fastify({ forceCloseConnections: true })
upstream.addContentTypeParser('*', (_r, p, done) => { p.resume(); p.on('end', () => done(null, 1)) })
upstream.route({ method: ['GET','POST'], url: '/*', handler: async () => ({ ok: 1 }) })
const address = await upstream.listen({ host: '127.0.0.1', port: 0 })
const gateway = await startGateway({ INFERENCE_URL: address, PLAYLIST_URL: address })
for (const [head, body] of [
  ['GET /v1/playlists HTTP/1.1', ''],
  ['GET /v1/playlists HTTP/1.1\r\nContent-Length: 5', 'hello'],
  ['POST /v1/playlists HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 5', 'hello'],
  ['POST /v1/playlists HTTP/1.1\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: 5', 'hello'],
] as const) {
  const t = performance.now()
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
  socket.write(`${head}\r\nHost: gateway\r\nConnection: close\r\n\r\n${body}`)
  let text = ''
  socket.on('data', (chunk) => { text += String(chunk); console.log('data', Math.round(performance.now() - t)) })
  await Promise.race([once(socket, 'close'), new Promise(r => setTimeout(r, 6000))])
  console.log(head, Math.round(performance.now() - t), text.slice(0, 30), /connection: \S+/i.exec(text)?.[0])
  socket.destroy()
}
let t = performance.now()
await gateway.app.close(); console.log('app close', performance.now() - t); t = performance.now()
await gateway.issuer.stop(); console.log('issuer', performance.now() - t); t = performance.now()
await gateway.servers.stop(); console.log('servers', performance.now() - t); t = performance.now()
await upstream.close(); console.log('up', performance.now() - t)
