import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unpackPackages, unpackedEnvironment } from './servers/packages.ts'
import { findProgram } from './servers/server-programs.ts'
import { writeSecret } from './servers/write-secret.ts'

const run = promisify(execFile)

/** Files of a TLS key and its certificate (PEM). */
export interface Certificate {
  readonly key: string
  readonly certificate: string
}

/**
 * A self-signed certificate for one IP address, kept in the data folder and made anew when it ends within a day.
 * Uses openssl: the machine's, else Debian's package, unpacked.
 */
export async function ensureCertificate(
  data: string,
  address: string,
  say: (line: string) => void,
): Promise<Certificate> {
  const folder = join(data, 'secrets')
  const files = { key: join(folder, `lan-${address}.key`), certificate: join(folder, `lan-${address}.crt`) }
  if (isUsable(files.certificate, address)) return files
  const openssl = await findOpenssl(data, say)
  const config = join(folder, 'lan-openssl.conf')
  writeSecret(config, describe(address))
  const shape = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '365']
  const args = ['req', ...shape, '-config', config, '-keyout', files.key, '-out', files.certificate]
  await run(openssl.file, args, { env: { ...process.env, ...openssl.env } })
  chmodSync(files.key, 0o600)
  return files
}

async function findOpenssl(data: string, say: (line: string) => void) {
  const installed = findProgram('openssl')
  if (installed !== undefined) return { file: installed, env: {} }
  const unpacked = await unpackPackages(data, ['openssl'], say)
  return { file: join(unpacked.folder, 'usr/bin/openssl'), env: unpackedEnvironment(unpacked) }
}

function describe(address: string): string {
  return `[req]
prompt = no
distinguished_name = name
x509_extensions = extensions
[name]
CN = Mood DJ on ${address}
[extensions]
subjectAltName = IP:${address}
basicConstraints = critical,CA:FALSE
extendedKeyUsage = serverAuth
`
}

function isUsable(file: string, address: string): boolean {
  if (!existsSync(file)) return false
  const certificate = new X509Certificate(readFileSync(file))
  const tomorrow = Date.now() + 86_400_000
  return certificate.checkIP(address) !== undefined && Date.parse(certificate.validTo) > tomorrow
}
