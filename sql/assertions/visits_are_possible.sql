-- Returns visits that cannot be: without a page view, of a negative length or a day long, bounced with more than one hit, or
-- twice the same.
-- reads: sessions
-- needs: hash_of(text)

with

hashed as (
    select hash_of(session_id) as session_hash from sessions
),

suspects as (
    select session_hash from hashed group by session_hash having count(*) > 1
),

repeated as (
    select session_id
    from sessions
    where hash_of(session_id) in (select session_hash from suspects)
    group by session_id
    having count(*) > 1
),

final as (
    select session_id, page_view_cnt, event_cnt, visit_duration_sec, is_bounce
    from sessions
    where
        page_view_cnt < 1
        or event_cnt < 0
        or visit_duration_sec < 0
        or visit_duration_sec >= 86400
        or session_end_timestamp < session_start_timestamp
        or is_bounce = 1 and page_view_cnt + event_cnt > 1
    union all
    select session_id, null as page_view_cnt, null as event_cnt, null as visit_duration_sec, null as is_bounce from repeated
)

select * from final
