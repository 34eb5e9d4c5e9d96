// A process that brings one database to today's shape, and ends; it may be killed on the way. (upgrade.ts)
import { migrate } from '../../src/platform/db/migrate.ts'

process.once('message', async ({ ownerUrl, passwords }: { ownerUrl: string; passwords: Parameters<typeof migrate>[1] }) => {
  await migrate(ownerUrl, passwords)
  process.exit(0)
})
