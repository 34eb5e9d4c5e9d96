// Of each part of the app: what it is good for to a child, and what could go wrong in it, by the five kinds (content, conduct, contact, consumer, across all). A new part without its line fails the test. GOV-6
type Kind = 'content' | 'conduct' | 'contact' | 'consumer' | 'across'
/** `held`: by which requirements, as `git grep` and docs/requirements.md find them. */
type Line = { good: string; risk: Kind; wrong: string; held: string }

export const risksOfFeatures: Readonly<Record<string, Line>> = {
  alerts: { good: 'a guardian hears that something waits', risk: 'consumer', wrong: 'a message lures back', held: 'WEL-7' },
  carers: {
    good: 'grandmother says yes while parents work',
    risk: 'contact',
    wrong: 'an adult gets more than was meant',
    held: 'PUB-1, AUD-2',
  },
  circles: {
    good: 'faces that belong together are picked with one tap',
    risk: 'contact',
    wrong: 'two who are not connected meet in one',
    held: 'CNT-2, CNT-3',
  },
  claims: {
    good: 'who is in a picture can have it taken back',
    risk: 'conduct',
    wrong: 'somebody is shown against their will',
    held: 'DEL-11',
  },
  closing: { good: 'a family can leave', risk: 'across', wrong: 'something of it stays', held: 'DEL-6' },
  collections: {
    good: 'a child finds its own pictures again, as it sorts them',
    risk: 'contact',
    wrong: 'somebody learns what belongs together',
    held: 'PAR-4, AUD-6',
  },
  connections: { good: 'friends see each other’s photos', risk: 'contact', wrong: 'a stranger gets in', held: 'CNT-1, CNT-11' },
  consent: { good: 'guardian and child know and decide', risk: 'across', wrong: 'a yes that was not informed', held: 'CON-1, CON-5' },
  erasure: { good: 'gone is gone', risk: 'across', wrong: 'a copy comes back', held: 'DEL-1, DEL-2, DEL-3' },
  'family-log': {
    good: 'everybody in the family can see what was done',
    risk: 'conduct',
    wrong: 'it is used to watch a child or the other parent',
    held: 'NOT-4, PAR-3',
  },
  feelings: {
    good: 'a child notices how it feels here, for itself',
    risk: 'conduct',
    wrong: 'somebody else reads it, or something is made of it',
    held: 'WEL-10',
  },
  forms: {
    good: 'a guardian without a machine can prove to be one',
    risk: 'across',
    wrong: 'a paper with a name lies about',
    held: 'CON-3',
  },
  guardians: { good: 'two homes, equal rights', risk: 'conduct', wrong: 'one parent shuts the other out', held: 'CON-10' },
  handover: { good: 'who turns 13 takes their pictures along', risk: 'across', wrong: 'one of both decides alone', held: 'DEL-10' },
  holds: {
    good: 'a known picture of abuse goes no further',
    risk: 'content',
    wrong: 'a mistake hurts a family',
    held: 'SAF-1, SAF-3, SAF-5',
  },
  hours: { good: 'a child sleeps, and its day has an end', risk: 'consumer', wrong: 'the app takes the evening', held: 'WEL-8, WEL-9' },
  ideas: {
    good: 'something to make, also from somebody who knows the child',
    risk: 'consumer',
    wrong: 'it becomes a task, or something to win',
    held: 'WEL-6, PAR-5',
  },
  law: { good: 'helplines, and what the law says', risk: 'across', wrong: 'it is out of date', held: 'LEG-1, KID-2' },
  moves: { good: 'a child’s pictures can be taken elsewhere', risk: 'across', wrong: 'somebody else takes them', held: 'DEL-8, PAR-8' },
  names: { good: 'a child is called as it wants', risk: 'conduct', wrong: 'a name that hurts or pretends', held: 'KID-5' },
  operator: { good: 'somebody sees that it runs', risk: 'across', wrong: 'who runs it looks at families', held: 'AUD-8, WEL-14' },
  people: { good: 'a child has a face that is nobody’s real one', risk: 'contact', wrong: 'somebody is found', held: 'CNT-6' },
  photos: { good: 'pictures without a trace of where and when', risk: 'contact', wrong: 'a place is in the file', held: 'DAT-3, SEC-4' },
  posts: {
    good: 'to make something and show it to friends',
    risk: 'content',
    wrong: 'something is shown that should not be',
    held: 'PUB-1, PUB-4, DEL-5',
  },
  replies: { good: 'a kind word for a picture', risk: 'conduct', wrong: 'an unkind one, or a pile of them', held: 'BUL-1, BUL-2, WEL-2' },
  reports: {
    good: 'what hurts is said in two taps, and somebody answers',
    risk: 'conduct',
    wrong: 'who said it is found out, or who decides looks around',
    held: 'BUL-4, SAF-7, AUD-8',
  },
  screening: {
    good: 'a child sees before what it would show',
    risk: 'content',
    wrong: 'a guess is taken for a fact',
    held: 'PUB-2, SAF-5, SAF-6',
  },
  settings: { good: 'as strict or open as this child needs', risk: 'across', wrong: 'open by accident', held: 'PAR-1, PAR-7' },
  'sign-in': {
    good: 'the child’s own, on a shared tablet too',
    risk: 'contact',
    wrong: 'somebody else is signed in',
    held: 'SEC-8, PAR-8',
  },
  studio: { good: 'drawing, stickers, covering a face', risk: 'content', wrong: 'filters that make a body wrong', held: 'PUB-7' },
  sunset: { good: 'it ends in order', risk: 'across', wrong: 'it ends over night', held: 'GOV-12' },
  tags: { good: 'who is in a picture is asked first', risk: 'conduct', wrong: 'a child is shown without its family’s yes', held: 'PUB-5' },
}
