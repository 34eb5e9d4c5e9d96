// While the operator moves or copies the machine nothing new is kept or opened, and families close, end and erase as always. I17
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { may, ruleOf, type Action } from '../../src/access/may.ts'
import { openHouse } from '../../src/apps/house.ts'
import { openHttp } from '../../src/apps/http.ts'
import { routes } from '../../src/apps/routes.ts'
import { toConfig } from '../../src/platform/config.ts'
import { openChanges } from '../../src/platform/db/changes.ts'
import { world, type World } from '../world.ts'
import { addsMore, closesEverything, family } from './halted.ts'

describe('a site that is only read', () => {
  let w: World
  let ready: Awaited<ReturnType<typeof family>>
  let closes: (() => Promise<void>)[] = []
  before(async () => {
    w = await world()
    ready = await family(w)
    const [house, changes] = [await openHouse(toConfig({ ...w.env, KITESTRING_READ_ONLY: 'yes' }), w.urls), await openChanges(w.urls.app)]
    const http = await openHttp(house, routes, changes)
    w.mia.house.http = http // everybody's, from here on
    closes = [() => http.close(), changes.close, house.close]
  })
  after(async () => {
    for (const close of [...closes, w.close]) await close()
  })

  it('F3 nothing is added, nobody is invited or connected and nothing more is seen, and each hears why', async () => {
    const answers = await addsMore(w, ready)
    for (const [name, answer] of Object.entries(answers)) assert.deepEqual(answer, [503, 'halted.read-only'], name)
    assert.deepEqual((await w.dana.get<{ halted: string }>('/api/me')).body.halted, 'read-only')
  })

  it('I17 whatever closes, ends or erases is done as always', () => closesEverything(w, ready))

  it('I17 nothing that closes, ends, erases or looks waits while nothing new is kept: a new action is decided here', () => {
    const waiting = (Object.keys(may) as Action[]).filter((action) => ruleOf(action).keeps === 'more')
    assert.deepEqual(waiting.sort(), [
      'account.make',
      'alert.choose',
      'assent.give',
      'band.older',
      'block.lift',
      'block.undo',
      'carer.ask',
      'child.make',
      'child.pair',
      'circle.make',
      'circle.put-in',
      'claim.agree',
      'claim.take-back',
      'claim.take-back-for-child',
      'collection.bring',
      'collection.make',
      'collection.put-in',
      'connection.answer',
      'connection.confirm',
      'connection.offer',
      'consent.give',
      'face.change',
      'feeling.say',
      'guardian.accept',
      'guardian.invite',
      'guardian.remove',
      'idea.give',
      'import.make',
      'name.change',
      'name.grant',
      'name.wish',
      'paper.make',
      'passkey.add',
      'password.change',
      'photo.make',
      'pictures.choose',
      'post.approve',
      'post.bring',
      'post.make',
      'post.show',
      'proposal.agree',
      'push.renew',
      'push.start',
      'relative.accept',
      'relative.invite',
      'reply.approve',
      'reply.send',
      'reply.write',
      'session.name',
      'setting.open',
      'sharing.resume',
      'tag.agree',
    ])
  })
})
