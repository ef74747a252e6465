-- Returns visits that cannot be: without a page view, of a negative length or a day long, bounced with more than one hit, or
-- more or fewer of them than were found; and page views that are counted twice.
-- reads: sessions, staged_visits, staged_hits, staged_doubtful

with

impossible as (
    select session_start_timestamp, entry_page, page_view_cnt, event_cnt, visit_duration_sec, is_bounce
    from sessions
    where
        page_view_cnt < 1
        or event_cnt < 0
        or visit_duration_sec < 0
        or visit_duration_sec >= 86400
        or session_end_timestamp < session_start_timestamp
        or is_bounce = 1 and page_view_cnt + event_cnt > 1
),

counted as (
    select (select count(*) from sessions) as sessions, (select count(*) from staged_visits) as visits
),

-- Page views of one id share its hash: where an id is there twice, both are among the doubtful.
repeated as (
    select substr(doubtful.page_view_id, 1, 32) as session_id
    from staged_doubtful as doubtful
    inner join staged_hits as hits on doubtful.row_id = hits.row_id
    where doubtful.is_event = 0
    group by substr(doubtful.page_view_id, 1, 32)
    having count(*) > 1
),

final as (
    select
        'impossible' as reason,
        concat('from ', session_start_timestamp, ' on ', entry_page) as visit,
        page_view_cnt,
        event_cnt,
        visit_duration_sec,
        is_bounce
    from impossible
    union all
    select
        'lost or multiplied' as reason,
        null as visit,
        null as page_view_cnt,
        null as event_cnt,
        null as visit_duration_sec,
        null as is_bounce
    from counted
    where sessions <> visits
    union all
    select
        'there twice' as reason,
        session_id as visit,
        null as page_view_cnt,
        null as event_cnt,
        null as visit_duration_sec,
        null as is_bounce
    from repeated
)

select * from final
