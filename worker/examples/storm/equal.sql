-- What one batch of the sweep and its notices write, in plain SQL and one transaction: the limit that the
-- database itself sets. Run by pgbench with -D batch=…; ids rise with time, as the product's do.
BEGIN;
CREATE TEMP TABLE IF NOT EXISTS fired (id uuid, appeal_id uuid, kind text, department_id uuid, handler_id uuid,
  title text, number text) ON COMMIT DELETE ROWS;
SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) AS prefix
FROM (SELECT lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') AS h) x \gset
WITH due AS MATERIALIZED (
  SELECT c.id, c.appeal_id, c.due_at, a.department_id, a.handler_id, a.last_seq, a.title, a.number, a.facts
  FROM clocks c JOIN appeals a ON a.id = c.appeal_id
  WHERE c.next_fire_at <= now() AND (c.leased_until IS NULL OR c.leased_until <= now())
  ORDER BY c.next_fire_at LIMIT :batch FOR NO KEY UPDATE OF a SKIP LOCKED
), clock AS (
  UPDATE clocks SET next_fire_at = clocks.due_at + interval '1 day', next_rung = 3, breached_at = clocks.due_at
  FROM due WHERE clocks.id = due.id RETURNING clocks.id
), appeal AS (
  UPDATE appeals SET last_seq = appeals.last_seq + 2, updated_at = now(), facts = due.facts
  FROM due WHERE appeals.id = due.appeal_id RETURNING appeals.id
), event AS (
  INSERT INTO appeal_events (id, appeal_id, seq, kind, audience, actor_kind, at, data, request_id)
  SELECT (:prefix || substr(gen_random_uuid()::text, 14))::uuid, appeal_id, last_seq + place, kind, 'staff',
    'system', now(), jsonb_build_object('stage', 'resolve', 'due_at', due_at, 'department', department_id,
    'rung', 'red', 'action', 'card', 'colour', 'red'), 'sweep-1700000000000'
  FROM due, (VALUES (1, 'clock_breached'), (2, 'rung_fired')) AS what (place, kind)
  RETURNING id, appeal_id, kind
), card AS (
  INSERT INTO cards (clock_id, rung, appeal_id, action, colour, department_id, handler_id, due_at, recorded_at)
  SELECT id, 'red', appeal_id, 'card', 'red', department_id, handler_id, due_at, now() FROM due
), message AS (
  INSERT INTO outbox (id, routing_key, payload, headers, created_at, available_at, attempts)
  SELECT (:prefix || substr(gen_random_uuid()::text, 14))::uuid, 'appeal.changed', jsonb_agg(jsonb_build_object(
    'appeal_id', appeal_id, 'department_id', department_id, 'events', jsonb_build_array(appeal_id, id))), '{}',
    now(), now() + interval '1 day', 0 FROM due
)
INSERT INTO fired SELECT event.id, event.appeal_id, event.kind, due.department_id, due.handler_id, due.title,
  due.number FROM event JOIN due USING (appeal_id);
INSERT INTO notices (id, event_id, appeal_id, recipient_kind, recipient_id, channel, template, params, state,
  attempts, available_at, created_at, settled_at)
SELECT (:prefix || substr(gen_random_uuid()::text, 14))::uuid, f.id, f.appeal_id, 'staff', who.id, channel,
  'red_card', jsonb_build_object('title', f.title, 'number', f.number, 'department', '演练部门', 'stage', '办结',
  'due', '2026年3月10日 17:30'), CASE channel WHEN 'inbox' THEN 'sent' ELSE 'owed' END, 0,
  now() + interval '1 day', now(), CASE channel WHEN 'inbox' THEN now() END
FROM fired f
CROSS JOIN LATERAL (
  SELECT f.handler_id AS id
  UNION ALL SELECT s.id FROM staff s JOIN staff_roles r ON r.staff_id = s.id
    WHERE s.department_id = f.department_id AND r.role = 'department_head'
  UNION ALL SELECT staff_id FROM staff_roles WHERE role = 'supervisor') who
CROSS JOIN (VALUES ('inbox'), ('wecom')) AS over (channel)
WHERE f.kind = 'rung_fired';
INSERT INTO audit_entries (position, at, actor_kind, action, subject_kind, subject_id, record_id, digest, details,
  request_id, hash_name, mac)
SELECT head.position + row_number() OVER (), now(), 'system', 'appeal.' || kind, 'appeal', appeal_id, f.id,
  md5(f.id::text) || md5(f.id::text), '{"seq":9}', 'sweep-1700000000000', 'hmac-sha256',
  md5(f.id::text) || md5(f.id::text)
FROM fired f, (SELECT position FROM audit_chain WHERE id = 1 FOR UPDATE) AS head;
UPDATE audit_chain SET position = position + (SELECT count(*) FROM fired) WHERE id = 1;
COMMIT;
