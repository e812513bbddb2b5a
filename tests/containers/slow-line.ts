import { createServer as createControl } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

// Runs in a container: `node slow-line.ts <host> <port>` passes what comes in at that port on to the host, each piece as much later as the last
// PUT /<ms> at port 9000 said. Order is kept, and who does not read is not read from.

const [host = '', port = ''] = process.argv.slice(2)
const delay = { ms: 0 }

createServer((near) => {
  const far = connect({ host, port: Number(port) })
  void pass(near, far)
  void pass(far, near)
}).listen(Number(port))

createControl((request, response) => {
  if (request.method === 'PUT') delay.ms = Number(request.url?.slice(1))
  response.writeHead(204).end()
}).listen(9000)

async function pass(from: Socket, to: Socket): Promise<void> {
  try {
    for await (const piece of from) {
      if (delay.ms > 0) await wait(delay.ms)
      if (!to.write(piece)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve))
    }
    to.end()
  } catch {
    // One end broke: so does the other, as it would without a line in between.
    to.destroy()
  }
}
