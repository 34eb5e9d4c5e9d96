-- What the check of photos can see, by kind and nothing else of the picture: no box, no word that was read, nothing of a face. PUB-2, PUB-5

alter table posts drop constraint posts_findings_check;
alter table posts add constraint posts_findings_check check (findings <@ array[
  'place-removed', 'camera-removed', 'phone-number', 'e-mail', 'link', 'handle', 'other-app', 'address', 'school', 'birth-date', 'age', 'full-name', 'unkind', 'rude-word',
  'slur', 'threat', 'sexual', 'self-harm', 'secret', 'grooming', 'unread', 'face', 'readable', 'unseen']);
