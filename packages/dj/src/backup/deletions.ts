import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { PlainError } from '../plain-error.ts'

/** That an account is gone, and since when (ISO 8601). Leads to nobody any more. */
export interface Deletion {
  readonly accountId: string
  readonly deletedAt: string
}

const LINE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/

/** Writes deletions into a file, one a line. */
export async function writeDeletions(file: string, deletions: readonly Deletion[]): Promise<void> {
  const lines = deletions.map(({ accountId, deletedAt }) => `${accountId} ${deletedAt}\n`)
  await writeFile(file, lines.join(''), { mode: 0o600, flush: true })
}

/** Reads such a file. Throws a PlainError at a line that is none of it. */
export async function readDeletions(file: string): Promise<Deletion[]> {
  const deletions: Deletion[] = []
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const [, accountId, deletedAt] = LINE.exec(line) ?? []
    if (accountId === undefined || deletedAt === undefined)
      throw new PlainError(`The list of deleted accounts has a line that is none: ${JSON.stringify(line)}.`)
    deletions.push({ accountId, deletedAt })
  }
  return deletions
}

/**
 * SQL that deletes these accounts again in a database just restored, as auth itself does it: the account with all that hangs on it, a
 * tombstone, and the event that makes every other service erase what it keeps. What the restored database knows as deleted is left alone.
 */
export function deleteAgain(deletions: readonly Deletion[]): string {
  const rows = deletions.map(({ accountId, deletedAt }) => `${accountId}\t${deletedAt}\n`).join('')
  return `create temporary table again (id uuid, at timestamptz) on commit drop;
copy again from stdin;
${rows}\\.
delete from again where id in (select account_id from auth.deleted_accounts);
delete from auth.accounts where id in (select id from again);
delete from auth.outbox where key in (select id::text from again);
insert into auth.deleted_accounts (account_id, deleted_at) select id, min(at) from again group by id;
insert into auth.outbox (id, channel, key, payload)
  select gen_random_uuid(), 'account.deleted.v1', id::text,
    convert_to(json_build_object('accountId', id,
      'deletedAt', to_char(min(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text, 'UTF8')
  from again group by id;
`
}
