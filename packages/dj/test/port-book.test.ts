import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, describe, test } from 'node:test'
import { assignPorts } from '@mooddj/dj/port-book'
import { createTemporaryData } from './temporary-data.ts'

describe('the ports of a house', () => {
  const data = createTemporaryData()
  after(data.remove)

  test('stay the same from one start to the next, but for one that somebody took', async () => {
    const first = await assignPorts(data.folder, ['auth', 'playlist'])
    const again = await assignPorts(data.folder, ['auth', 'playlist'])
    assert.deepEqual([again('auth'), again('playlist')], [first('auth'), first('playlist')])
    assert.notEqual(first('auth'), first('playlist'))
    const squatter = createServer().listen(first('auth'), '127.0.0.1')
    await once(squatter, 'listening')
    const third = await assignPorts(data.folder, ['auth', 'playlist'])
    squatter.close()
    assert.notEqual(third('auth'), first('auth'))
    assert.equal(third('playlist'), first('playlist'))
  })
})
