import { keeperSubjects, monitorSubjects, natsRights, type Subjects, subjectsOf } from './nats-rights.ts'
import { serviceNames } from './roles.ts'

/** A user of NATS. Without subjects it may do everything, as only tests want it. */
export interface NatsUser {
  readonly name: string
  readonly password: string
  readonly subjects?: Subjects
}

/** The services' users, the monitor and the keeper, each with its own rights. */
export function createNatsUsers(passwordOf: (name: string) => string): NatsUser[] {
  return [
    ...serviceNames.map((name) => ({
      name,
      password: passwordOf(name),
      subjects: subjectsOf(name, natsRights[name]),
    })),
    { name: 'monitor', password: passwordOf('monitor'), subjects: monitorSubjects },
    { name: 'keeper', password: passwordOf('keeper'), subjects: keeperSubjects },
  ]
}

/** The text of `users.conf`, which NATS's configuration includes. */
export function renderNatsUsers(users: readonly NatsUser[]): string {
  const lines = users.map(({ name, password, subjects }) => {
    const permissions =
      subjects === undefined
        ? ''
        : `, permissions: {\n    publish: ${list(subjects.publish)}\n    subscribe: ${list(subjects.subscribe)}\n  }`
    return `  { user: ${JSON.stringify(name)}, password: ${JSON.stringify(password)}${permissions} }`
  })
  return `authorization {\n  timeout: 5\n  users = [\n${lines.join('\n')}\n  ]\n}\n`
}

/** An empty list would allow everything: nothing is said by refusing it all. */
function list(subjects: readonly string[]): string {
  if (subjects.length === 0) return '{ deny: ">" }'
  return `[\n${subjects.map((subject) => `      ${JSON.stringify(subject)}`).join('\n')}\n    ]`
}
