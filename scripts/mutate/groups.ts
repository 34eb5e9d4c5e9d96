// What is mutated, and which tests must notice: the quickest first, for one red test is enough. Files of types or fixed text alone are left out:
// `access/work.ts`, and the notices.
export type Group = { name: string; files: readonly string[]; tests: readonly string[] }

export const groups: readonly Group[] = [
  {
    name: 'keyring',
    files: ['src/platform/keyring.ts', 'src/platform/keyring/check.ts', 'src/platform/keyring/key-file.ts', 'src/platform/keyring/root.ts'],
    tests: ['src/platform/keyring/opening.test.ts', 'src/platform/keyring.test.ts', 'src/platform/keyring/copies.test.ts'],
  },
  { name: 'keyring-copies', files: ['src/platform/keyring/copies.ts'], tests: ['src/platform/keyring/copies.test.ts'] },
  {
    name: 'recovery-code',
    files: ['src/platform/keyring/recovery-code.ts'],
    tests: ['src/platform/keyring/recovery-code.test.ts'],
  },
  {
    name: 'erase-jobs',
    files: ['src/features/erasure/jobs.ts'],
    tests: ['src/features/erasure/erasure.test.ts'],
  },
  {
    name: 'sweep',
    files: ['src/features/erasure/sweep.ts'],
    tests: [
      'src/features/erasure/strays.test.ts',
      'src/features/erasure/erasure.test.ts',
      'src/features/erasure/retention.test.ts',
      'test/guardians/close-account.test.ts',
      'src/features/alerts/alerts.test.ts',
    ],
  },
  {
    name: 'erase-child',
    files: ['child', 'receipt', 'routes', 'queries'].map((name) => `src/features/erasure/${name}.ts`),
    tests: ['test/guardians/erase-child.test.ts', 'src/features/erasure/retention.test.ts'],
  },
  {
    name: 'sealed',
    files: ['src/features/photos/sealed.ts'],
    tests: ['test/access/content-binding.test.ts', 'test/uploads/uploads.test.ts', 'src/features/erasure/erasure.test.ts'],
  },
  {
    name: 'consent',
    files: ['routes', 'standing', 'contract', 'notice'].map((name) => `src/features/consent/${name}.ts`),
    tests: ['src/features/consent/consent.test.ts', 'src/apps/openapi.test.ts'],
  },
  {
    name: 'door',
    files: ['src/access/door.ts', 'src/access/as-viewer.ts'],
    tests: [
      'test/access/every-route.test.ts',
      'test/family-log/looks.test.ts',
      'test/faults/read-only.test.ts',
      'test/family-log/acts.test.ts',
      'test/access/no-trace.test.ts',
      'test/past-failures/peers.test.ts',
    ],
  },
  { name: 'may', files: ['src/access/may.ts'], tests: ['src/access/may.test.ts'] },
]
