// A collection: the child alone makes and changes it, of photos that are its own and still there; and its guardians see it. PAR-4
import { asleep, broken, notGranted, notThere, saidNo, unguarded, withdrawn, type Deed } from './deed.ts'

// In the busy world Mia keeps the kite together with the rain, which she took back, and Leo his swing.
const makes = (...posts: string[]) =>
  `select access.make_collection(:new1, 'sun', 'y', array[${posts.map((one) => `:${one}`).join(', ')}]::uuid[])`
const putsIn = (...posts: string[]) =>
  `select access.put_in_collection(:miasBox, array[${posts.map((one) => `:${one}`).join(', ')}]::uuid[])`
const takesOut = (box: string, post: string) => `select access.take_out_of_collection(:${box}, array[:${post}]::uuid[])`
const renames = "select access.rename_collection(:miasBox, 'sun', 'y')"
const removes = 'select access.remove_collection(:miasBox)'
const brings = (box: string) => `select access.bring_collection(:new5, :${box}, 'sun', 'y', array[sha256('mark'), sha256('other')])`

const off = 'no: collection.sharing-off'
const tooMany = 'no: collection.too-many'
const told = 'told dana mia'
const into = (box: string, child: string, ...posts: string[]) =>
  posts.map((post) => `new collected child_id=${child} post_id=${post} collection_id=${box}`)
const made = (child: string, tells: string, ...posts: string[]) =>
  [
    `new collections id=new1 child_id=${child} picture=sun`,
    ...into('new1', child, ...posts),
    `log ${child} collection.make new1 by ${child}`,
    tells,
  ].join('; ')
const putIn = (...posts: string[]) => [...into('miasBox', 'mia', ...posts), 'log mia collection.put-in miasBox by mia', told].join('; ')
const renamed = `changed collections miasBox picture=sun; log mia collection.rename miasBox by mia; ${told}`
const takenOut = `gone miasBox kite; log mia collection.take-out miasBox by mia; ${told}`
const removed = `gone miasBox; gone miasBox kite; gone miasBox rain; log mia collection.remove miasBox by mia; ${told}`

const boxes = (child: string, count: number) =>
  `insert into collections (id, child_id, picture, name_sealed) select gen_random_uuid(), :${child}, 'sun', 'x' from generate_series(1, ${count})`
const full = (box: string, child: string, count: number) =>
  asleep(
    `insert into collected (collection_id, child_id, post_id) select :${box}, :${child}, gen_random_uuid() from generate_series(1, ${count})`,
  )
const another =
  "insert into collections (id, child_id, picture, name_sealed) values (:new4, :mia, 'kite', 'x'); insert into collected (collection_id, child_id, post_id) values (:new4, :mia, :kite)"
const nobodyElse = { dana: notGranted, omar: notGranted, rosa: notGranted, sam: notGranted, vera: notGranted }

const may = (what = 'import-child', by = 'dana') =>
  `insert into proposals (id, child_id, what, guardian_id, by_id, ended_at, outcome) values (:new5, :mia, '${what}', :${by}, :${by}, now() - interval '1 hour', 'done')`
const cameIn = (child: string, mark = 'mark') =>
  `insert into posts (id, child_id, caption_sealed, days, content_hash, brought_hash) values (:new3, :${child}, 'c', 7, sha256('h'), sha256('${mark}'))`
const broughtNew = (...posts: string[]) =>
  [
    'new collections id=new1 child_id=mia picture=sun',
    ...into('new1', 'mia', ...posts),
    'log mia collection.bring new1 by dana',
    told,
  ].join('; ')

export const keepingTogether: Deed[] = [
  {
    say: makes('kite', 'bridge'),
    is: {
      mia: made('mia', told, 'kite', 'bridge'),
      leo: made('leo', 'told lena leo'), // what is not one's own is not there
      ana: made('ana', 'told ana aron'),
      ...nobodyElse,
    },
    when: [
      ['mia', saidNo('mia'), off],
      ['mia', withdrawn('photos'), off],
      ['mia', broken('sharing'), made('mia', told, 'kite', 'bridge')], // it shares nothing
      ['mia', boxes('mia', 28), made('mia', told, 'kite', 'bridge')],
      ['mia', boxes('mia', 29), tooMany],
      ['mia', boxes('leo', 40), made('mia', told, 'kite', 'bridge')],
    ],
  },
  { say: makes('rain', 'swing', 'draft', 'gone'), is: { mia: made('mia', told) } }, // taken back, another's, a draft, nothing
  {
    say: putsIn('bridge', 'kite', 'pond'),
    is: { mia: putIn('bridge', 'pond'), leo: notThere, ana: notThere, ...nobodyElse },
    when: [
      ['mia', saidNo('mia'), off],
      ['mia', full('miasBox', 'mia', 996), putIn('bridge', 'pond')],
      ['mia', full('miasBox', 'mia', 997), tooMany],
      ['mia', full('leosBox', 'leo', 1500), putIn('bridge', 'pond')],
    ],
  },
  { say: putsIn('kite', 'rain', 'swing'), is: { mia: '' } },
  {
    say: takesOut('miasBox', 'kite'),
    is: { mia: takenOut, leo: notThere, ana: notThere, ...nobodyElse },
    when: [
      ['mia', `${saidNo('mia')}; ${broken('sharing')}`, takenOut], // always. I17
      ['mia', another, takenOut],
    ],
  },
  { say: takesOut('miasBox', 'bridge'), is: { mia: '', leo: notThere } },
  { say: takesOut('leosBox', 'swing'), is: { mia: notThere } },
  {
    say: renames,
    is: { mia: renamed, leo: notThere, ana: notThere, ...nobodyElse },
    when: [
      ['mia', saidNo('mia'), off],
      ['mia', boxes('mia', 3), renamed],
    ],
  },
  {
    say: removes,
    is: { mia: removed, leo: notThere, ana: notThere, ...nobodyElse },
    when: [
      ['mia', `${saidNo('mia')}; ${broken('sharing')}`, removed], // always. I17
      ['mia', another, removed],
    ],
  },
  {
    say: brings('new1'),
    is: { dana: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', may(), broughtNew()],
      ['dana', `${may()}; ${cameIn('mia')}`, broughtNew('new3')],
      ['dana', `${may()}; ${cameIn('mia', 'third')}`, broughtNew()],
      ['dana', `${may()}; ${cameIn('leo')}`, broughtNew()],
      ['dana', may('export-child'), notThere],
      ['dana', `${may()}; ${unguarded}`, notThere],
      ['dana', `${may()}; ${withdrawn('photos')}`, 'no: import.no-consent'],
      ['dana', `${may()}; ${boxes('mia', 28)}`, broughtNew()],
      ['dana', `${may()}; ${boxes('mia', 29)}`, tooMany],
      ['dana', `${may()}; ${boxes('leo', 40)}`, broughtNew()],
    ],
  },
  {
    say: brings('miasBox'),
    is: {},
    when: [
      ['dana', may(), ''], // nothing new came of it
      [
        'dana',
        `${may()}; ${cameIn('mia')}`,
        `${into('miasBox', 'mia', 'new3').join('; ')}; log mia collection.bring miasBox by dana; ${told}`,
      ],
      ['dana', `${may()}; ${boxes('mia', 40)}`, ''],
    ],
  },
  { say: brings('leosBox'), is: {}, when: [['dana', `${may()}; ${cameIn('mia')}`, notThere]] },
]
