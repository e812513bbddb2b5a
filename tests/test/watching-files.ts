import { createParser } from '@mooddj/shared/codec'
import { root } from '@mooddj/dj/places'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { parse } from 'yaml'

export const watchingFolder = join(root, 'deploy/observability')

const RuleSchema = Type.Object({
  record: Type.Optional(Type.String()),
  alert: Type.Optional(Type.String()),
  expr: Type.String(),
  labels: Type.Optional(Type.Object({ severity: Type.Enum(['page', 'ticket'] as const) })),
  annotations: Type.Optional(Type.Object({ summary: Type.String(), runbook_url: Type.String() })),
})
const rulesFile = createParser(
  Type.Object({ groups: Type.Array(Type.Object({ name: Type.String(), rules: Type.Array(RuleSchema) })) }),
)
const PanelSchema = Type.Object({
  title: Type.String({ minLength: 1 }),
  type: Type.String(),
  fieldConfig: Type.Optional(Type.Object({ defaults: Type.Object({ unit: Type.String({ minLength: 1 }) }) })),
  targets: Type.Optional(
    Type.Array(Type.Object({ expr: Type.String(), datasource: Type.Object({ uid: Type.String() }) })),
  ),
})
const dashboardFile = createParser(
  Type.Object({ uid: Type.String(), title: Type.String(), panels: Type.Array(PanelSchema) }),
)
const datasourcesFile = createParser(
  Type.Object({ datasources: Type.Array(Type.Object({ uid: Type.String(), url: Type.String() })) }),
)

const read = (file: string) => readFileSync(join(watchingFolder, file), 'utf8')

/** Every rule of alerts.yml, recorded and alerting. */
export const readRules = () => rulesFile.parse(parse(read('alerts.yml'))).groups.flatMap(({ rules }) => rules)

/** Every dashboard, by its file. */
export const readDashboards = () =>
  globSync('grafana/dashboards/*.json', { cwd: watchingFolder }).map((file) => ({
    file,
    ...dashboardFile.parseText(read(file)),
  }))

export const readDatasources = () =>
  datasourcesFile.parse(parse(read('grafana/provisioning/datasources/datasources.yml'))).datasources
