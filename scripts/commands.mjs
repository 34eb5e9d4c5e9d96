// What an operator can do, each with the program that does it and a sentence: for `npx kitestring <command>`, and for the package that is made of them.
export const commands = {
  start: 'runs it, here and now; Ctrl-C ends it',
  doctor: 'names everything that is unsafe or broken, with what to do',
  staff: 'who decides about reports: names them, each with a sign-in of their own',
  desk: 'a page for this machine alone: codes to hand out, signed forms, how the machine does',
  backup: 'everything but the keys, sealed, into a folder; `backup keys <folder>` copies the keys, elsewhere',
  restore: 'brings a backup and the keys back, into an empty data folder',
  holds: 'the key for known images, and one taken out to be reported',
  log: '`log verify`: has anybody changed or shortened the family log?',
  receipt: '`receipt verify <file>`: was this receipt of an erased child signed here?',
  duties: 'the papers that an operator owes, written from what runs here; `duties blanks` lists what only you can say',
  sunset: 'closes all of it for good: tells everybody, packs each child’s world, erases',
}

/** What the programs start by themselves. */
export const parts = ['server', 'worker', 'checks']
