import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentSecurityPolicy, socketOrigin } from '../features/settings/content-security-policy.ts'
import { isLoopback } from '../features/settings/loopback.ts'
import { pathOf, shareToken } from '../features/share/own-origin.ts'

test('the socket is reached over TLS exactly when the gateway is', () => {
  assert.equal(socketOrigin('http://127.0.0.1:8080'), 'ws://127.0.0.1:8080')
  assert.equal(socketOrigin('https://dj.example/x'), 'wss://dj.example')
})

test('the policy names the nonce and the gateway and allows no eval', () => {
  const policy = contentSecurityPolicy({ nonce: 'abc', gatewayUrl: 'https://dj.example' })
  assert.match(policy, /script-src 'self' 'nonce-abc'/)
  assert.match(policy, /connect-src 'self' wss:\/\/dj\.example;/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.doesNotMatch(policy, /unsafe-eval/)
})

test('pictures come from the page itself, under whatever name the API gave them', () => {
  assert.equal(pathOf('http://127.0.0.1:3000/v1/cards/images/x?y=1'), '/v1/cards/images/x?y=1')
  assert.equal(pathOf('/v1/cards/images/x'), '/v1/cards/images/x')
  assert.equal(shareToken('https://dj.example/s/Ab-_9'), 'Ab-_9')
})

test('a link is known to open only on this machine', () => {
  for (const url of ['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'])
    assert.ok(isLoopback(url), url)
  for (const url of ['https://192.168.0.7:3000', 'https://dj.example', 'https://127.example'])
    assert.ok(!isLoopback(url), url)
})
