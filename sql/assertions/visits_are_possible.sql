-- Returns visits that cannot be: without a page view, with a negative or day-long duration, or twice the same.

with

repeated as (
    select session_id from sessions group by domain_name, event_date, session_id having count(*) > 1
),

final as (
    select sessions.domain_name, sessions.event_date, sessions.session_id, page_view_cnt, visit_duration_sec
    from sessions
    left join repeated on sessions.session_id = repeated.session_id
    where
        page_view_cnt < 1
        or visit_duration_sec < 0
        or visit_duration_sec >= 86400 + 1800
        or session_end_timestamp < session_start_timestamp
        or repeated.session_id is not null
)

select * from final
