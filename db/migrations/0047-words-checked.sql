-- What the check of words can find, by kind and nothing else of the words. PUB-6, SAF-8

alter table posts drop constraint posts_findings_check;
alter table posts add constraint posts_findings_check check (findings <@ array[
  'place-removed', 'camera-removed', 'phone-number', 'e-mail', 'link', 'handle', 'other-app', 'address', 'school', 'birth-date', 'age', 'full-name', 'unkind', 'rude-word',
  'slur', 'threat', 'sexual', 'self-harm', 'secret', 'grooming', 'unread']);
