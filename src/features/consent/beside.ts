// What stands beside the notice and is no part of what is agreed to: a mended telephone number must not close every share. LEG-1, decision 0031
import type { Config } from '../../platform/config.ts'
import { isStale, oldestReading } from '../law/profiles.ts'
import type { Notice } from './contract.ts'

export function besideNotice({ accountable, contact, country, url }: Config, now: number): Notice['beside'] {
  return {
    accountable: accountable ?? null,
    contact: contact ?? null,
    foundAt: `${url.origin}/family/notice`,
    law: country ?? null,
    checkedOn: oldestReading(country),
    stale: isStale(country, now),
  }
}
