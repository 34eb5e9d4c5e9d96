// Everything that may be measured here, and every value a label may have: only the machine. How many people, visits, photos or minutes there are is no metric, and none can be added without a line in this file. WEL-14
const parts = ['server', 'worker'] as const
const quantiles = ['0.5', '0.95', '0.99'] as const

type Allowed = { type: 'gauge' | 'counter'; says: string; labels: Readonly<Record<string, readonly string[]>> }

export const allowed = {
  // A histogram would count the requests, and so the visits: how long the slow ones took is all that is said.
  kitestring_request_seconds: {
    type: 'gauge',
    says: 'how long answers took in the last quarter of an hour, without how many there were',
    labels: {
      class: ['read', 'act', 'upload', 'picture', 'file', 'page'],
      status: ['2xx', '3xx', '4xx', '5xx'],
      quantile: quantiles,
    },
  },
  kitestring_errors_total: {
    type: 'counter',
    says: 'answers that went wrong on our side, or were put off',
    labels: { kind: ['bug', 'busy', 'halted', 'too-many-tries'] },
  },
  kitestring_decoder_seconds: {
    type: 'gauge',
    says: 'how long the picture decoder took in the last quarter of an hour, without how often',
    labels: { quantile: quantiles },
  },
  kitestring_decoder_failures_total: {
    type: 'counter',
    says: 'times the decoder died, took too long or grew too large',
    labels: { kind: ['died', 'took-too-long', 'too-large'] },
  },
  kitestring_event_loop_lag_seconds: {
    type: 'gauge',
    says: 'how late a part comes to its work, since it was last asked',
    labels: { part: parts, quantile: quantiles },
  },
  kitestring_database_connections: {
    type: 'gauge',
    says: 'connections of a part to the database, and those who wait for one',
    labels: { part: parts, state: ['used', 'idle', 'waited-for'] },
  },
  kitestring_memory_bytes: { type: 'gauge', says: 'memory of a part', labels: { part: parts } },
  kitestring_part_up: { type: 'gauge', says: '1 when the part answers', labels: { part: parts } },
  kitestring_part_starts_total: {
    type: 'counter',
    says: 'times the part was started; more than one means that it died',
    labels: { part: parts },
  },
  kitestring_jobs_waiting: { type: 'gauge', says: 'jobs that are due and not done', labels: {} },
  kitestring_jobs_failed: { type: 'gauge', says: 'jobs that failed and will be tried again, or no more', labels: { again: ['yes', 'no'] } },
  kitestring_jobs_oldest_seconds: { type: 'gauge', says: 'how long the job has been due that is due longest', labels: {} },
  kitestring_disk_free_bytes: { type: 'gauge', says: 'free space where the data and the keys lie', labels: { of: ['data', 'keys'] } },
  kitestring_backup_age_seconds: {
    type: 'gauge',
    says: 'since the last backup, and the last copy of the keys',
    labels: { of: ['data', 'keys'] },
  },
  kitestring_damaged_files: {
    type: 'gauge',
    says: 'files that did not open any more when they were last looked at',
    labels: { of: ['data', 'keys'] },
  },
  kitestring_checks_age_seconds: { type: 'gauge', says: 'since the promises were last tried', labels: {} },
  kitestring_checks_failed: {
    type: 'gauge',
    says: 'promises that did not hold when they were last tried; /family/promises names them',
    labels: {},
  },
  kitestring_ready: { type: 'gauge', says: '1 when everything is as it must be; /ready says what is not', labels: {} },
} as const satisfies Record<string, Allowed>

export type MetricName = keyof typeof allowed
export type Sample = { name: MetricName; labels: Readonly<Record<string, string>>; value: number }

/** In the text format of Prometheus. What is not in the list is no metric: it is not served, and whoever made it hears so. */
export function metricsText(samples: readonly Sample[]): string {
  const lines: string[] = []
  for (const [name, { type, says }] of Object.entries(allowed)) {
    const own = samples.filter((sample) => sample.name === name)
    if (own.length > 0) lines.push(`# HELP ${name} ${says}`, `# TYPE ${name} ${type}`, ...own.map(lineOf))
  }
  for (const sample of samples) refuseUnlisted(sample)
  return `${lines.join('\n')}\n`
}

function lineOf({ name, labels, value }: Sample): string {
  const inside = Object.entries(labels)
    .map(([label, text]) => `${label}="${text}"`)
    .join(',')
  return `${name}${inside === '' ? '' : `{${inside}}`} ${value}`
}

/** A label holds a word of the list, so never an id, a name or an address. T28 */
function refuseUnlisted({ name, labels, value }: Sample): void {
  const given: Allowed | undefined = Object.hasOwn(allowed, name) ? allowed[name] : undefined
  const isListed = (label: string) => given?.labels[label]?.includes(labels[label] ?? '')
  if (!given || Object.keys({ ...given.labels, ...labels }).some((label) => !isListed(label)) || typeof value !== 'number')
    throw new Error(`${JSON.stringify(name)} is measured with what src/platform/metrics/allowed.ts does not list`)
}
