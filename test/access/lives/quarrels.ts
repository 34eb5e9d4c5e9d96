// A morning on which much can be quarrelled about: a post that waits, one that is shared, offers that were answered, a draft; and acts that could meet then.
import { randomUUID } from 'node:crypto'
import { sha256 } from '../../../src/platform/crypto.ts'
import type { Names } from '../../world.ts'
import type { Act } from './acts.ts'
import { begin, sqlOf, tieRows, tokenOf, type Families } from './families.ts'
import type { Child, Life, Offer } from './sentence.ts'
import type { Script } from './sessions.ts'

export const acts = {
  'Dana says yes': { do: 'approve', by: 'dana', post: 'kite' },
  'Omar says yes': { do: 'approve', by: 'omar', post: 'kite' },
  'Omar sends it back': { do: 'send back', by: 'omar', post: 'kite' },
  'Mia takes it back': { do: 'take back', by: 'mia', post: 'kite' },
  'Dana takes it back': { do: 'take back', by: 'dana', post: 'kite' },
  'Dana undoes her yes': { do: 'undo', by: 'dana', post: 'hill' },
  'Omar undoes her yes': { do: 'undo', by: 'omar', post: 'hill' },
  'Mia takes the hill back': { do: 'take back', by: 'mia', post: 'hill' },
  'Omar says yes to the hill': { do: 'approve', by: 'omar', post: 'hill' },
  'Omar takes the shared one back': { do: 'take back', by: 'omar', post: 'moon' },
  'Mia asks': { do: 'ask', by: 'mia', to: ['leo'], photo: 'draft', name: 'tree' },
  'Mia asks with the same drawing': { do: 'ask', by: 'mia', to: ['rosa'], photo: 'draft', name: 'pond' },
  'Omar withdraws': { do: 'withdraw', by: 'omar', child: 'mia', purpose: 'sharing' },
  'Dana gives': { do: 'give', by: 'dana', child: 'mia', purpose: 'sharing', notice: '' },
  'Lena signs Leo out': { do: 'withdraw', by: 'lena', child: 'leo', purpose: 'profile' },
  'Lena gives': { do: 'give', by: 'lena', child: 'leo', purpose: 'profile', notice: '' },
  'Mia says no': { do: 'withdraw assent', by: 'mia' },
  'Mia says yes': { do: 'assent', by: 'mia' },
  'Leo ends it': { do: 'end', by: 'leo', tie: 'mia and leo' },
  'Dana ends it': { do: 'end', by: 'dana', tie: 'mia and leo' },
  'Aron blocks Mia': { do: 'block', by: 'aron', child: 'ana', person: 'mia', name: 'of mia' },
  'Mia blocks Ana': { do: 'block', by: 'mia', child: 'mia', person: 'ana', name: 'of ana' },
  'Leo blocks Mia': { do: 'block', by: 'leo', child: 'leo', person: 'mia', name: 'of mia by leo' },
  'Dana confirms Leo': { do: 'confirm', by: 'dana', offer: 'to leo', at: 9, name: 'mia and leo again' },
  'Dana confirms Ana': { do: 'confirm', by: 'dana', offer: 'to ana', at: 9, name: 'mia and ana' },
  'Dana confirms the open one': { do: 'confirm', by: 'dana', offer: 'open', at: 9, name: 'mia and another' },
  'Aron confirms Mia': { do: 'confirm', by: 'aron', offer: 'to mia', at: 9, name: 'ana and mia' },
  'Aron answers': { do: 'answer', by: 'aron', child: 'ana', offer: 'open' },
  'Lena answers': { do: 'answer', by: 'lena', child: 'leo', offer: 'open' },
  'Omar hides the moon': { do: 'hide', by: 'omar', post: 'moon' },
  'Dana hides the hill': { do: 'hide', by: 'dana', post: 'hill' },
  'Omar hides the hill': { do: 'hide', by: 'omar', post: 'hill' },
  'Dana shows the lamp': { do: 'show', by: 'dana', post: 'lamp' },
  'Omar hides the lamp': { do: 'hide', by: 'omar', post: 'lamp' },
  'Mia takes the lamp back': { do: 'take back', by: 'mia', post: 'lamp' },
  'Omar keeps Mia to her family': { do: 'tighten', by: 'omar', child: 'mia' },
  'Dana lets Mia share': { do: 'open', by: 'dana', child: 'mia' },
  'Omar has Mia ask each time': { do: 'go down', by: 'omar', child: 'mia' },
  'Leo is in the moon': { do: 'claim', by: 'leo', child: 'leo', post: 'moon', name: 'of the moon' },
  'Mia is in the lake': { do: 'claim', by: 'mia', child: 'mia', post: 'lake', name: 'of the lake' },
  'Ana is in the lake': { do: 'claim', by: 'ana', child: 'ana', post: 'lake', name: 'of the lake too' },
  'Leo is not in the star': { do: 'unclaim', by: 'leo', claim: 'of the star' },
  'Lena lets them keep the star': { do: 'agree', by: 'lena', claim: 'of the star' },
  'Mia takes the star back': { do: 'take back', by: 'mia', post: 'star' },
  'the rock falls due': { do: 'claim falls due', claim: 'of the rock' },
  'Leo is not in the rock': { do: 'unclaim', by: 'leo', claim: 'of the rock' },
  'Mia takes the rock back': { do: 'take back', by: 'mia', post: 'rock' },
  'Lena lets the leaf be': { do: 'agree to tag', by: 'lena', post: 'leaf', child: 'leo' },
  'Leo wants no leaf': { do: 'decline tag', by: 'leo', post: 'leaf', child: 'leo' },
  'Lena wants no leaf': { do: 'decline tag', by: 'lena', post: 'leaf', child: 'leo' },
  'Mia takes the leaf back': { do: 'take back', by: 'mia', post: 'leaf' },
  'Omar hides the leaf': { do: 'hide', by: 'omar', post: 'leaf' },
  'Rosa says yes to the bell': { do: 'approve', by: 'rosa', post: 'bell' },
  'Omar sends the bell back': { do: 'send back', by: 'omar', post: 'bell' },
  'Rosa ends the care': { do: 'end care', by: 'rosa', caring: 'of mia' },
  'Omar ends the care': { do: 'end care', by: 'omar', caring: 'of mia' },
  'Leo is in the leaf': { do: 'claim', by: 'leo', child: 'leo', post: 'leaf', name: 'of the leaf' },
  'Dana guards no more': { do: 'guard no more', child: 'mia', guardian: 'dana' },
} as const satisfies Record<string, Act>
export type ActName = keyof typeof acts

export function isAct(name: string): name is ActName {
  return Object.hasOwn(acts, name)
}

/** What meets often, and what has gone wrong before: played by every run of the tests. */
export const meetings: readonly (readonly ActName[])[] = [
  ['Dana says yes', 'Omar says yes', 'Omar sends it back', 'Mia takes it back', 'Omar withdraws', 'Dana guards no more'],
  ['Dana undoes her yes', 'Omar undoes her yes', 'Mia takes the hill back', 'Omar says yes to the hill'],
  ['Mia asks', 'Mia asks with the same drawing', 'Omar withdraws', 'Mia says no', 'Leo ends it'],
  ['Dana confirms Leo', 'Leo ends it', 'Dana ends it', 'Leo blocks Mia'],
  ['Dana confirms Ana', 'Aron confirms Mia', 'Dana guards no more'],
  ['Aron blocks Mia', 'Dana confirms Ana', 'Mia blocks Ana'],
  ['Aron answers', 'Lena answers'],
  ['Omar hides the moon', 'Leo is in the moon', 'Omar takes the shared one back'],
  ['Dana hides the hill', 'Omar hides the hill', 'Omar undoes her yes', 'Omar says yes to the hill'],
  ['Dana shows the lamp', 'Omar hides the lamp', 'Mia takes the lamp back'],
  ['Omar keeps Mia to her family', 'Dana says yes'],
  ['Omar keeps Mia to her family', 'Mia asks'],
  ['Omar keeps Mia to her family', 'Dana lets Mia share'],
  ['Omar has Mia ask each time', 'Mia asks'],
  ['Leo is in the moon', 'Leo ends it'],
  ['Mia is in the lake', 'Ana is in the lake'],
  ['Leo is not in the star', 'Lena lets them keep the star', 'Mia takes the star back'],
  ['Lena lets the leaf be', 'Lena wants no leaf', 'Leo wants no leaf'],
  ['Lena lets the leaf be', 'Mia takes the leaf back'],
  ['Lena lets the leaf be', 'Leo ends it'],
  ['Lena lets the leaf be', 'Omar hides the leaf'],
  ['Lena lets the leaf be', 'Leo is in the leaf'],
  ['Rosa says yes to the bell', 'Omar sends the bell back', 'Omar ends the care', 'Omar withdraws', 'Dana guards no more'],
  ['the rock falls due', 'Leo is not in the rock'],
  ['the rock falls due', 'Mia takes the rock back'],
]
export const triples: readonly (readonly ActName[])[] = [
  ['Dana gives', 'Mia asks', 'Omar withdraws'],
  ['Mia says yes', 'Mia asks', 'Mia says no'],
  ['Dana says yes', 'Omar sends it back', 'Mia takes it back'],
  ['Dana confirms Leo', 'Leo ends it', 'Dana confirms Ana'],
]

export function pairsOf(names: readonly ActName[]): [ActName, ActName][] {
  return names.flatMap((one, n) => names.slice(n + 1).map((other): [ActName, ActName] => [one, other]))
}

export type Scene = { life: Life; acts: Act[]; scripts: Script[] }

const answeredOffers = {
  'to leo': ['mia', 'dana', 'leo', 'lena'], // answered before the two were connected by another
  'to ana': ['mia', 'dana', 'ana', 'aron'],
  'to mia': ['ana', 'aron', 'mia', 'dana'],
} as const
/** Who made which post. Only the kite and the bell still wait, and only the hill is cooling off. */
const drawn = {
  kite: 'mia',
  bell: 'mia',
  hill: 'mia',
  moon: 'mia',
  star: 'mia',
  rock: 'mia',
  lamp: 'mia',
  leaf: 'mia',
  lake: 'leo',
} as const
const audienceOf = {
  mia: [
    { person: 'leo', tie: 'mia and leo' },
    { person: 'rosa', tie: 'mia and rosa' },
  ],
  leo: [
    { person: 'mia', tie: 'mia and leo' },
    { person: 'ana', tie: 'leo and ana' },
  ],
} as const
const tagOfTheLeaf = randomUUID()
const contentHash = sha256('kite')
const prepared = 9 // when the fresh checks were made: after all of the morning

/** What each act needs in the hand (a fresh check, a code) is there. */
export async function morning(families: Families, names: readonly ActName[]): Promise<Scene> {
  const { w } = families
  const life = await begin(families)
  life.now = prepared
  const climbed = names.some((name) => acts[name].do === 'go down') ? [onTheLadder(families, life)] : []
  const cared = names.some((name) => acts[name].do === 'end care' || ('by' in acts[name] && acts[name].by === 'rosa'))
    ? [inCare(families, life)]
    : []
  const rows = [...posts(families, life), ...offers(families, life), onceConnected(families, life), ...climbed, ...cared]
  const done = names.map((name): Act => (acts[name].do === 'give' ? { ...acts[name], notice: life.notice } : acts[name]))
  const scripts = done.map((act): Script => {
    const by = 'by' in act ? act.by : undefined
    const { text, proves } = statementOf(families, act)
    if (proves && by)
      rows.push(
        sqlOf(
          'insert into fresh_checks (id, session_id, act, subject) select %L, id, %L, %L from sessions where person_id = %L limit 1',
          ...proves,
          w[by].id,
        ),
      )
    const enters =
      by &&
      sqlOf("begin; select set_config('role', %L, true), set_config('app.session', %L, true)", `kitestring_${w[by].kind}`, tokenOf(w, by))
    return { as: by ? 'viewer' : 'owner', statements: [enters ?? 'begin', text, 'commit'] }
  })
  await w.asOwner(rows.join(';\n'))
  return { life, acts: done, scripts }
}

function posts(families: Families, life: Life): string[] {
  const { w, ids } = families
  return [...Object.entries(drawn)].flatMap(([name, by]) => {
    const id = randomUUID()
    const state = name === 'kite' || name === 'bell' ? 'waiting' : name === 'hill' ? 'cooling-off' : 'shared'
    const from = { waiting: 'null::timestamptz', 'cooling-off': "now() + interval '1 minute'", shared: "now() - interval '1 hour'" }[state]
    const audience = name === 'bell' ? audienceOf[by].slice(0, 1) : audienceOf[by]
    const yes = by === 'mia' ? 'dana' : 'lena'
    ids.posts.set(name, id)
    life.posts[name] = {
      by,
      photo: name,
      asked: 1,
      audience: [...audience],
      hiddenBy: name === 'lamp' ? ['dana'] : [],
      tags: name === 'leaf' ? [{ child: 'leo' }] : [],
      state,
      ...(state === 'waiting' ? {} : { yes: { by: yes } }),
    }
    return [
      sqlOf(
        `insert into posts (id, child_id, caption_sealed, days, content_hash, shared_from, shared_until) values (%L, %L, 'x', 7, sha256('kite'),
          ${from}, ${from} + interval '1 day')`,
        ...[id, w[by].id],
      ),
      ...audience.map(({ person, tie }) =>
        sqlOf(
          `insert into post_audience (post_id, person_id, connection_id, shared_from) values (%L, %L, %L, ${from})`,
          id,
          w[person].id,
          ids.ties.get(tie) ?? '',
        ),
      ),
      ...(name === 'leaf' ? [sqlOf('insert into tags (id, post_id, child_id) values (%L, %L, %L)', tagOfTheLeaf, id, w.leo.id)] : []),
      ...(state !== 'waiting'
        ? [
            sqlOf(
              "insert into approvals (post_id, guardian_id, content_hash, fresh_check_id) values (%L, %L, sha256('kite'), %L)",
              id,
              w[yes].id,
              randomUUID(),
            ),
          ]
        : []),
      ...(name === 'lamp' ? [sqlOf('insert into hides (id, post_id, guardian_id) values (%L, %L, %L)', randomUUID(), id, w.dana.id)] : []),
      ...(name === 'star' || name === 'rock' ? claimOf(families, life, name) : []),
    ]
  })
}

/** Leo says that he is in it; Dana asks to keep the star, and the rock is due. */
function claimOf({ w, ids }: Families, life: Life, name: 'star' | 'rock'): string[] {
  const id = randomUUID()
  ids.claims.set(`of the ${name}`, id)
  const post = life.posts[name]
  if (post) post.claim = { name: `of the ${name}`, child: 'leo', by: 'leo', ...(name === 'star' ? { keeper: 'dana' } : {}) }
  const madeAt = name === 'rock' ? "now() - interval '48 hours'" : 'now()'
  return [
    sqlOf(
      `insert into claims (id, post_id, child_id, by_id, keeper_id, made_at, due_at) select %L, %L, %L, %L, %L, t, t + interval '48 hours' from (select ${madeAt} as t) d`,
      ...[id, ids.posts.get(name) ?? '', w.leo.id, w.leo.id, w.dana.id],
    ),
    ...(name === 'rock' ? [sqlOf('update claims set keeper_id = null where id = %L', id)] : []),
  ]
}

/** Of Mia and Ana: only who was connected can be blocked. */
function onceConnected({ w, ids }: Families, life: Life): string {
  const id = randomUUID()
  ids.ties.set('mia and ana once', id)
  life.ties['mia and ana once'] = { pair: ['mia', 'ana'], approvedBy: ['dana', 'aron'], ended: true }
  const made = tieRows(w, id, { one: 'mia', other: 'ana', by: 'dana', otherBy: 'aron' })
  return `${made}; ${sqlOf('update connections set ended_at = now() where id = %L', id)}`
}

/** Of Mia's photos nobody is asked for any, as Dana has granted. */
function onTheLadder({ w }: Families, life: Life): string {
  life.steps.mia = { step: 2, by: 'dana at first' }
  return sqlOf("insert into settings (child_id, setting, value, by_id) values (%L, 'asking', 'told', %L)", w.mia.id, w.dana.id)
}

/** Dana has asked Rosa to help out for Mia. */
function inCare({ w, ids }: Families, life: Life): string {
  const id = randomUUID()
  ids.carings.set('of mia', id)
  life.carings['of mia'] = { child: 'mia', by: 'dana at first', tie: 'mia and rosa', since: 1, over: false }
  return sqlOf(
    `insert into carings (id, child_id, carer_id, guardianship_id, connection_id, over_at)
    select %L, g.child_id, %L, g.id, %L, now() + interval '1 day' from guardianships g where g.child_id = %L and g.guardian_id = %L`,
    ...[id, w.rosa.id, ids.ties.get('mia and rosa') ?? '', w.mia.id, w.dana.id],
  )
}

function offers({ w, ids }: Families, life: Life): string[] {
  const offer = (name: string, child: Child, by: Names, answer?: Offer['answer']) => {
    const id = randomUUID()
    ids.offers.set(name, { id, code: name })
    life.offers[name] = { child, by, over: false, confirmed: false, ...(answer ? { answer } : {}) }
    return sqlOf(
      'insert into offers (id, child_id, guardian_id, code_hash) values (%L, %L, %L, sha256(%L))',
      id,
      w[child].id,
      w[by].id,
      name,
    )
  }
  return [
    offer('open', 'mia', 'dana'),
    ...Object.entries(answeredOffers).flatMap(([name, [child, by, other, otherBy]]) => [
      offer(name, child, by, { child: other, by: otherBy, at: 1 }),
      sqlOf(
        'update offers set answer_child_id = %L, answer_guardian_id = %L, answered_at = now() where code_hash = sha256(%L)',
        ...[w[other].id, w[otherBy].id, name],
      ),
    ]),
  ]
}

/** The act itself, as the door would ask for it. `proves`: the fresh check it needs, its id, act and subject. */
function statementOf({ w, ids, drafts }: Families, act: Act): { text: string; proves?: [string, string, string] } {
  const fresh = randomUUID()
  const call = (name: string, ...values: string[]) => sqlOf(`select access.${name}(${values.map(() => '%L').join(', ')})`, ...values)
  switch (act.do) {
    case 'approve': {
      const [post, hash] = [ids.posts.get(act.post) ?? '', contentHash.toString('hex')]
      return { text: call('approve_post', post, `\\x${hash}`, fresh), proves: [fresh, 'post.approve', 'inbox'] }
    }
    case 'undo':
      return { text: call('undo_approval', ids.posts.get(act.post) ?? '') }
    case 'send back':
      return { text: call('send_back_post', ids.posts.get(act.post) ?? '', 'words', 'x') }
    case 'end care':
      return { text: call('end_caring', ids.carings.get(act.caring) ?? '') }
    case 'take back':
      return { text: call('take_back_post', ids.posts.get(act.post) ?? '', randomUUID()) }
    case 'hide':
      return { text: call('hide_post', ids.posts.get(act.post) ?? '', randomUUID()) }
    case 'show': {
      const post = ids.posts.get(act.post) ?? ''
      return { text: call('show_post', post, fresh), proves: [fresh, 'post.show', post] }
    }
    case 'tighten':
      return { text: call('tighten_setting', w[act.child].id, 'audience', 'family') }
    case 'go down':
      return { text: call('tighten_setting', w[act.child].id, 'asking', 'each') }
    case 'open':
      return {
        text: call('open_setting', w[act.child].id, 'audience', 'everyone', randomUUID(), fresh),
        proves: [fresh, 'setting.open', `${w[act.child].id}:audience:everyone`],
      }
    case 'claim':
      return { text: call('claim_post', ids.posts.get(act.post) ?? '', randomUUID()) }
    case 'unclaim':
      return { text: call('take_back_claim', ids.claims.get(act.claim) ?? '') }
    case 'agree': {
      const claim = ids.claims.get(act.claim) ?? ''
      return { text: call('agree_to_keep', claim, fresh), proves: [fresh, 'claim.agree', claim] }
    }
    case 'agree to tag':
      return { text: call('agree_to_tag', tagOfTheLeaf, fresh), proves: [fresh, 'tag.agree', tagOfTheLeaf] }
    case 'decline tag':
      return { text: call('decline_tag', tagOfTheLeaf) }
    case 'claim falls due':
      return { text: call('settle_claim', ids.claims.get(act.claim) ?? '') }
    case 'ask': {
      const draft = Object.keys(drafts).find((one) => drafts[one] === 'mia') ?? ''
      const id = randomUUID()
      ids.posts.set(act.name, id)
      return {
        text: call(
          'ask_to_share',
          id,
          'x',
          '7',
          '{}',
          `\\x${contentHash.toString('hex')}`,
          `{${draft}}`,
          '{x}',
          `{${act.to.map((name) => w[name].id)}}`,
        ),
      }
    }
    case 'withdraw':
      return { text: call('withdraw_consent', w[act.child].id, act.purpose) }
    case 'give':
      return { text: call('give_consents', w[act.child].id, act.notice, `{${act.purpose}}`, `{${randomUUID()}}`) }
    case 'assent':
      return { text: call('give_assent', randomUUID(), '2026-11') }
    case 'withdraw assent':
      return { text: call('withdraw_assent') }
    case 'end':
      return { text: call('end_connection', ids.ties.get(act.tie) ?? '') }
    case 'block':
      return { text: call('block_person', w[act.child].id, w[act.person].id, randomUUID()) }
    case 'answer': {
      const subject = sha256(act.offer).toString('hex')
      return { text: call('answer_offer', `\\x${subject}`, w[act.child].id, fresh, subject), proves: [fresh, 'connection.answer', subject] }
    }
    case 'confirm': {
      const offer = ids.offers.get(act.offer)?.id ?? ''
      const made = [randomUUID(), randomUUID(), randomUUID()]
      ids.ties.set(act.name, made[2] ?? '')
      return { text: call('confirm_offer', offer, fresh, `{${made}}`), proves: [fresh, 'connection.confirm', offer] }
    }
    case 'guard no more':
      return {
        text: sqlOf(
          'update guardianships set ended_at = now() where child_id = %L and guardian_id = %L and ended_at is null',
          w[act.child].id,
          w[act.guardian].id,
        ),
      }
    default:
      throw new Error(`nobody quarrels about: ${act.do}`)
  }
}
