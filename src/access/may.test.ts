// The same rule from the other side: for each kind of person exactly what they may ever do. A line more or less here is a decision about children.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { may, ruleOf, type Action } from './may.ts'

const actions = Object.keys(may) as Action[]
const mayEver = (kind: string) => actions.filter((action) => ruleOf(action).who.some((who) => who === kind)).sort()
const everybody = ['account.come-back', 'account.make', 'door.use', 'kitestring.ask']
const signedIn = [...everybody, 'changes.hear', 'session.end']
const collections = ['collection.read', 'collection.make', 'collection.put-in', 'collection.take-out', 'collection.remove']
const circles = ['circle.read', 'circle.make', 'circle.put-in', 'circle.take-out', 'circle.remove']

describe('who may do what', () => {
  it('AUD-1 a visitor asks what this is and tries the door, nothing more; neither may staff browse', () => {
    assert.deepEqual(mayEver('visitor'), everybody)
    assert.deepEqual(mayEver('staff'), [...signedIn].sort())
  })

  it('PAR-5 only a child makes photos and posts, says its own yes and chooses who sees; it invites and connects nobody', () => {
    const own = [
      'face.change',
      'name.read-wish',
      'name.wish',
      'name.take-back',
      'visit.begin',
      'photo.make',
      'photo.discard',
      'draft.keep',
      'post.make',
      'audience.choose',
      'assent.give',
      'assent.withdraw',
      'feed.read',
    ]
    const pictures = ['pictures.choose', 'pictures.remove', 'session.lock'] // SEC-8
    const shared = [
      'photo.read',
      'post.list',
      'post.read',
      'post.take-back',
      'claim.read',
      'claim.make',
      'claim.take-back',
      'tag.read',
      'tag.decline',
      'handover.read',
      'handover.ask',
      'handover.assent',
      'handover.end',
      'carer.read',
      'reply.send',
      'reply.write',
      'reply.take-back',
      'report.read',
      'report.make',
      'connection.read',
      'connection.end',
      'block.read',
      'block.make',
      'block.undo',
      'setting.read',
      'setting.tighten',
      ...circles,
      ...collections,
      'idea.read',
      'feeling.read',
      'feeling.say',
      'feeling.forget',
      'receipt.read',
      'log.read',
      'session.read',
    ]
    assert.deepEqual(mayEver('child'), [...signedIn, ...own, ...pictures, ...shared].sort())
  })

  it('PAR-5 a guardian decides and looks after, and never writes as the child', () => {
    const children = [
      'child.read',
      'child.make',
      'child.renew',
      'child.grow-up',
      'band.older',
      'band.younger',
      'child.pair',
      'consent.give',
      'consent.withdraw',
      'name.change',
      'name.read-wish',
      'name.grant',
      'name.decline',
      'face.change',
    ]
    const people = [
      'guardian.invite',
      'guardian.accept',
      'guardian.remove',
      'relative.invite',
      'passkey.add',
      'passkey.remove',
      'password.change',
      'paper.make',
      'way-in.read',
      'fresh-check.make',
      'account.close',
      'account.keep',
    ]
    const devices = ['session.read', 'session.name', 'pictures.remove']
    const sharing = ['sharing.pause', 'sharing.resume']
    const proposals = ['proposal.read', 'proposal.object', 'proposal.agree', 'erasure.make', 'erasure.read']
    const moves = ['move.read', 'export.make', 'export.take', 'import.make', 'post.bring']
    const connections = ['read', 'offer', 'answer', 'confirm', 'look', 'end'].map((act) => `connection.${act}`)
    const claims = ['claim.read', 'claim.make-for-child', 'claim.take-back-for-child', 'claim.keep', 'claim.agree'] // DEL-11
    const blocks = ['block.read', 'block.make', 'block.lift']
    const alerts = ['alert.read', 'alert.choose', 'push.start', 'push.renew', 'push.end'] // WEL-7: nobody else has them
    const settings = ['setting.read', 'setting.tighten', 'setting.open']
    const handovers = ['handover.read', 'handover.propose', 'handover.agree', 'handover.end']
    const replies = ['read', 'approve', 'undo', 'send-back', 'take-back'].map((act) => `reply.${act}`)
    const posts = [
      'photo.read',
      'post.list',
      'post.read',
      'post.approve',
      'post.undo',
      'post.send-back',
      'post.hide',
      'post.show',
      'post.take-back',
      'inbox.read',
    ]
    assert.deepEqual(
      mayEver('guardian'),
      [
        ...signedIn,
        ...children,
        ...people,
        ...devices,
        ...sharing,
        ...proposals,
        ...moves,
        ...connections,
        ...blocks,
        ...settings,
        ...circles,
        'collection.read',
        'collection.bring',
        'idea.read',
        'idea.give',
        'idea.take-away',
        'report.read',
        'report.make-for-child',
        'report.appeal',
        ...posts,
        ...claims,
        'tag.read',
        'tag.agree',
        'tag.decline',
        ...handovers,
        'carer.read',
        'carer.ask',
        'carer.end',
        ...replies,
        ...alerts,
        'receipt.read',
        'log.read',
      ].sort(),
    )
  })

  it('CNT-8 a relative sees what was shared with them, and may end a connection', () => {
    const own = [
      'photo.read',
      'feed.read',
      'connection.read',
      'connection.end',
      'relative.accept',
      'passkey.add',
      'passkey.remove',
      'password.change',
      'paper.make',
      'way-in.read',
      'fresh-check.make',
    ]
    const hearts = ['reply.send', 'reply.take-back']
    const account = ['session.read', 'session.name', 'account.close', 'account.keep', 'name.change', 'face.change']
    const helping = ['carer.read', 'carer.look', 'carer.end', 'post.approve', 'post.undo', 'post.send-back'] // decision 0048
    assert.deepEqual(mayEver('relative'), [...signedIn, ...own, ...hearts, ...account, ...helping].sort())
  })

  it('AUD-2 what is about one post needs a why: only guardians, and who helps them out, approve, undo that and send back, the owner too reads and takes back', () => {
    const whys = actions.flatMap((action) => (ruleOf(action).why ? [[action, ruleOf(action).why]] : []))
    assert.deepEqual(Object.fromEntries(whys), {
      'post.read': ['owner', 'guardian'],
      'post.approve': ['guardian', 'carer'],
      'post.undo': ['guardian', 'carer'],
      'post.send-back': ['guardian', 'carer'],
      'post.hide': ['guardian'],
      'post.show': ['guardian'],
      'post.take-back': ['owner', 'guardian'],
    })
  })

  it('PAR-8 what lets somebody nearer takes a proof of the last five minutes', () => {
    const fresh = actions.filter((action) => ruleOf(action).fresh === 'five-minutes').sort()
    const connecting = ['connection.answer', 'connection.confirm', 'connection.offer']
    const grownUps = [
      'erasure.make',
      'export.make',
      'export.take',
      'guardian.invite',
      'guardian.remove',
      'handover.agree',
      'handover.propose',
      'import.make',
      'name.change',
      'name.grant',
      'paper.make',
      'passkey.add',
      'passkey.remove',
      'password.change',
      'post.approve',
      'post.show',
      'proposal.agree',
      'relative.invite',
      'reply.approve',
    ]
    const claims = ['claim.agree', 'claim.take-back-for-child']
    assert.deepEqual(fresh, [
      'account.close',
      'band.older',
      'block.lift',
      'carer.ask',
      ...claims,
      ...connecting,
      ...grownUps,
      'setting.open',
      'sharing.resume',
      'tag.agree',
    ])
  })
})
