-- staged_visits: the sessions as numbers.
-- grain: one row for each visit: a run of hits of one visitor with at most 30 minutes between neighbours that has a page view.
-- reads: staged_steps, staged_records
-- needs: whole_seconds_between(earlier, later)
-- adds: entry_ columns, of the visit's first page view; exit_page_number, of its last; session_end_timestamp (last hit or ping)

with

pings as (
    select * from staged_records where is_ping = 1
),

-- Of the entry and of the exit, hit_number and a number of theirs in one: the least and the greatest of these are fast to find.
runs as (
    select
        visitor_hash,
        visitor_half_hash,
        run_number,
        min(event_timestamp) as session_start_timestamp,
        max(event_timestamp) as last_timestamp,
        count(*) - sum(is_event) as page_view_cnt,
        sum(is_event) as event_cnt,
        min(case when is_event = 0 then hit_number end) as entry_hit_number,
        min(case when is_event = 0 then hit_number * 4294967296 + source_number end) % 4294967296 as entry_source_number,
        max(case when is_event = 0 then hit_number * 4294967296 + page_number end) % 4294967296 as exit_page_number
    from staged_steps
    group by visitor_hash, visitor_half_hash, run_number
    having count(*) > sum(is_event)
),

last_pings as (
    select
        runs.visitor_hash,
        runs.visitor_half_hash,
        runs.run_number,
        max(pings.event_timestamp) as ping_timestamp
    from pings
    inner join runs
        on pings.visitor_hash = runs.visitor_hash and pings.visitor_half_hash = runs.visitor_half_hash
    where
        pings.event_timestamp >= runs.session_start_timestamp
        and pings.event_timestamp <= runs.last_timestamp + interval '30' minute
    group by runs.visitor_hash, runs.visitor_half_hash, runs.run_number
),

ended as (
    select
        runs.*,
        greatest(
            runs.last_timestamp, coalesce(last_pings.ping_timestamp, runs.last_timestamp)
        ) as session_end_timestamp
    from runs
    left join last_pings
        on runs.visitor_hash = last_pings.visitor_hash
        and runs.visitor_half_hash = last_pings.visitor_half_hash
        and runs.run_number = last_pings.run_number
),

final as (
    select
        visitor_hash,
        visitor_half_hash,
        run_number,
        session_start_timestamp,
        session_end_timestamp,
        whole_seconds_between(session_start_timestamp, session_end_timestamp) as visit_duration_sec,
        cast(page_view_cnt as integer) as page_view_cnt,
        cast(event_cnt as integer) as event_cnt,
        case when page_view_cnt = 1 and event_cnt = 0 then 1 else 0 end as is_bounce,
        entry_hit_number,
        cast(entry_source_number as integer) as entry_source_number,
        cast(exit_page_number as integer) as exit_page_number
    from ended
)

select * from final
