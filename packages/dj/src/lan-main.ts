import { createFront } from './lan-front.ts'

const told = (name: string) => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set`)
  return value
}

const front = createFront({
  key: told('TLS_KEY_FILE'),
  certificate: told('TLS_CERTIFICATE_FILE'),
  gatewayPort: Number(told('GATEWAY_PORT')),
  pagePort: Number(told('WEB_PORT')),
})
front.listen(Number(told('PORT')), told('HOST'))
// It keeps nothing: whoever is connected asks again when it is back.
process.once('SIGTERM', () => process.exit())
