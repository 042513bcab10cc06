-- Why: a member gets all that is held of them, and may be forgotten, by one function each, so that a new table has one place to be named in.

-- All that is a member's own: what they said, made and set, and nothing that others said to them.
-- Secrets and their sums are left out: they sign in, and say nothing.
create function member_data(whose uuid) returns jsonb
language sql stable
as $$
  select jsonb_build_object(
    'member', (
      select to_jsonb(m) - array['password_hash', 'version', 'mark_version', 'picture']
      from members m
      where m.id = whose
    ),
    'affiliations', (select jsonb_agg(to_jsonb(t)) from affiliations t where t.member = whose),
    'competences', (select jsonb_agg(to_jsonb(t)) from member_competences t where t.member = whose),
    'endorsements', (select jsonb_agg(to_jsonb(t)) from endorsements t where t.by_member = whose),
    'applications', (select jsonb_agg(to_jsonb(t) - 'decided_by') from applications t where t.member = whose),
    'consents', (select jsonb_agg(to_jsonb(t)) from consents t where t.member = whose),
    'sessions', (
      select jsonb_agg(to_jsonb(t) - 'token_hash' order by t.started_at) from sessions t where t.member = whose
    ),
    'devices', (
      select jsonb_agg(to_jsonb(t) - array['auth', 'p256dh', 'key', 'session']) from push_devices t where t.member = whose
    ),
    'feeds', (select jsonb_agg(to_jsonb(t) - 'token_hash') from feeds t where t.member = whose),
    'workspaces', (
      select jsonb_agg(to_jsonb(t) - 'brought_by' || jsonb_build_object('name', w.name))
      from workspace_members t
      join workspaces w on w.id = t.workspace
      where t.member = whose
    ),
    'channels', (
      select jsonb_agg(to_jsonb(t) || jsonb_build_object('name', c.name))
      from channel_members t
      join channels c on c.id = t.channel
      where t.member = whose
    ),
    'join_requests', (select jsonb_agg(to_jsonb(t)) from join_requests t where t.member = whose),
    'blocks', (select jsonb_agg(to_jsonb(t)) from blocks t where t.member = whose),
    'direct_requests', (select jsonb_agg(to_jsonb(t)) from direct_requests t where t.sender = whose),
    'messages', (
      select jsonb_agg(
        jsonb_build_object('id', t.id, 'channel', t.channel, 'item', t.item, 'at', t.at, 'edited_at', t.edited_at,
          'text', coalesce(h.text, t.text), 'body', coalesce(h.body, t.body), 'quote', t.quote, 'tags', t.tags)
        order by t.at)
      from messages t
      left join hidden_messages h on h.message = t.id
      where t.author = whose and t.deleted_at is null
    ),
    'items', (
      select jsonb_agg(
        jsonb_build_object('id', t.id, 'channel', t.channel, 'kind', t.kind, 'at', t.at, 'edited_at', t.edited_at,
          'title', t.title, 'text', t.text, 'body', t.body, 'state', t.state, 'tags', t.tags)
        order by t.at)
      from items t
      where t.author = whose and t.deleted_at is null
    ),
    'reactions', (select jsonb_agg(to_jsonb(t)) from reactions t where t.member = whose),
    'shares', (select jsonb_agg(to_jsonb(t)) from item_shares t where t.member = whose),
    'files', (
      select jsonb_agg(to_jsonb(t) - array['client_id', 'owner']) from files t where t.owner = whose
    ),
    'outcomes', (select jsonb_agg(to_jsonb(t) - 'answered_by') from outcomes t where t.recorded_by = whose),
    'questions', (select jsonb_agg(to_jsonb(t)) from questions t where t.asker = whose),
    'solutions', (select jsonb_agg(to_jsonb(t)) from solutions t where t.marked_by = whose),
    'meetings', (select jsonb_agg(to_jsonb(t)) from meetings t where t.organiser = whose),
    'meetings_as_guest', (select jsonb_agg(to_jsonb(t)) from meeting_guests t where t.member = whose),
    'input_rounds', (select jsonb_agg(to_jsonb(t)) from input_rounds t where t.asker = whose),
    'asks', (select jsonb_agg(to_jsonb(t)) from asks t where t.member = whose),
    'helps', (select jsonb_agg(to_jsonb(t)) from question_helpers t where t.member = whose),
    'duty', (select jsonb_agg(to_jsonb(t)) from duty_hosts t where t.member = whose),
    'duty_weeks', (select jsonb_agg(to_jsonb(t)) from duty_weeks t where t.member = whose),
    'reports', (select jsonb_agg(to_jsonb(t)) from report_voices t where t.reporter = whose),
    'feedback', (select jsonb_agg(to_jsonb(t) - 'handled_by') from feedback t where t.member = whose),
    'imports', (select jsonb_agg(jsonb_build_object('id', t.id)) from imports t where t.member = whose),
    'bringings', (select jsonb_agg(jsonb_build_object('id', t.id, 'channel', t.channel)) from bringings t where t.member = whose),
    'follows', (select jsonb_agg(to_jsonb(t)) from follows t where t.member = whose),
    'read_marks', (select jsonb_agg(to_jsonb(t)) from read_marks t where t.member = whose),
    'read_days', (select jsonb_agg(to_jsonb(t)) from read_days t where t.member = whose),
    'notices', (select jsonb_agg(to_jsonb(t) - 'by') from notices t where t.member = whose),
    'notice_settings', (select jsonb_agg(to_jsonb(t)) from notice_settings t where t.member = whose),
    'digests', (select jsonb_agg(to_jsonb(t)) from digests t where t.member = whose),
    'own_feed', (select jsonb_agg(to_jsonb(t)) from own_feeds t where t.member = whose),
    'saved_searches', (select jsonb_agg(to_jsonb(t)) from saved_searches t where t.member = whose),
    'tags', (
      select jsonb_agg(g.slug)
      from taggings t
      join tags g on g.id = t.tag
      where t.sort = 'member' and t.object = whose
    ),
    'newsletters', (
      select jsonb_agg(to_jsonb(t))
      from newsletter_readers t
      join members m on m.id = whose and lower(m.email) = lower(t.email)
    )
  )
$$;

-- Forgets who a member was. What they said stays, in nobody's name: its author is an id that leads
-- nowhere. The key of their pseudonym goes, so the audit log stays whole and tells of nobody.
create function erase_member(gone uuid) returns void
language sql
as $$
  delete from newsletter_readers r using members m where m.id = gone and lower(r.email) = lower(m.email);
  delete from affiliations where member = gone;
  delete from endorsements where member = gone or by_member = gone;
  delete from member_competences where member = gone;
  delete from application_handlers where member = gone or application in (select id from applications where member = gone);
  delete from applications where member = gone;
  delete from organisation_contacts where member = gone;
  delete from consents where member = gone;
  delete from imported_members where member = gone;
  delete from push_devices where member = gone;
  delete from sign_in_links where member = gone;
  delete from session_moves where member = gone;
  delete from waiting_letters where member = gone;
  delete from sessions where member = gone;
  delete from feeds where member = gone;
  delete from join_requests where member = gone;
  delete from blocks where member = gone or blocked = gone;
  delete from item_shares where member = gone;
  delete from meeting_guests where member = gone;
  delete from asks where member = gone;
  delete from question_helpers where member = gone;
  delete from duty_hosts where member = gone;
  delete from duty_weeks where member = gone;
  update feedback set member = null where member = gone;
  delete from follows where member = gone or (sort = 'member' and subject = gone::text);
  delete from read_marks where member = gone;
  delete from read_days where member = gone;
  delete from notices where member = gone;
  update notices set by = null where by = gone;
  delete from notice_settings where member = gone;
  delete from digests where member = gone;
  delete from own_feeds where member = gone;
  delete from saved_searches where member = gone;
  delete from taggings where sort = 'member' and object = gone;
  delete from audit_keys where member = gone;
  update channel_sources set taken_by = null where taken_by = gone;
  update newsletters set made_by = null where made_by = gone;
  update items set held_by = null, held_at = null where held_by = gone;
  update members
  set given = '',
      family = '',
      email = gone || '@erased.invalid',
      password_hash = null,
      title = '',
      bio = '',
      region = null,
      municipality = null,
      languages = '{}',
      discoverable = false,
      role = 'member',
      terms_version = null,
      consented_at = null,
      reminded_at = null,
      status = 'erased',
      version = version + 1
  where id = gone;
$$;
