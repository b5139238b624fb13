-- What makes schema6-working.db of schema6.db, as the version of schema 6 wrote it: one scan waits, one was in the hand of a program that was
-- killed, and both owe a card; the result that is in the file was amended after its card was shown; a look-up waits.
INSERT INTO scans (id, join_key, reference, request, state, created_at) VALUES
  ('queued0001', 'docker.io/library/redis:7||True|', 'docker.io/library/redis:7',
   '{"reference":"docker.io/library/redis:7","options":{"force":false,"sandbox":true},"requestedBy":"slack:T1/C1/U1"}', 'queued', 1793527200000);
INSERT INTO scans (id, join_key, reference, request, state, created_at, attempts, lease_owner, lease_until, target) VALUES
  ('killed0001', 'docker.io/library/redis:8||True|', 'docker.io/library/redis:8',
   '{"reference":"docker.io/library/redis:8","options":{"force":true,"sandbox":true},"requestedBy":"slack:T1/C1/U2"}', 'running', 1793527200001, 1, 'killed', 1793527260000, 't');
INSERT INTO cards (id, scan_id, platform, place, address, joined, language, due_at, created_at, lease_owner, lease_until) VALUES
  ('card000001', 'queued0001', 'slack', 'C1', 'C1/1.0', 0, 'ko', 1793527200000, 1793527200000, 'killed', 1793527290000),
  ('card000002', 'killed0001', 'slack', 'C2', '', 0, 'en', 1793527200000, 1793527200000, 'killed', 1793527290000);
INSERT INTO cards (id, scan_id, platform, place, address, joined, language, due_at, created_at, shown, shown_at) VALUES
  ('card000003', 'ap8jnckz06bx', 'slack', 'C3', 'C3/3.0', 0, 'en', 1793527200000, 1793527200000, 0, 1793527200000);
UPDATE results SET revision = 1, document = json_set(document, '$.revision', 1) WHERE scan_id = 'ap8jnckz06bx';
INSERT INTO lookups (kind, value, rank, interactive, due_at, created_at) VALUES ('domain', 'bad.site.net', 90, 1, 1793527200000, 1793527200000);
INSERT INTO indicator_scans (kind, value, scan_id, waiting, created_at) VALUES ('domain', 'bad.site.net', 'ap8jnckz06bx', 1, 1793527200000);
