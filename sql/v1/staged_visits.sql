-- staged_visits: the sessions as numbers.
-- grain: one row for each visit: a run of hits of one visitor with at most 30 minutes between neighbours that has a page view.
-- reads: staged_visitors, staged_hits, staged_records
-- needs: hit_key(moment, turn, number) and number_of(hit_key); whole_seconds_between(earlier, later)
-- adds: the numbers of the visit's first page view; exit_page_number, of its last; session_end_timestamp (last hit or ping);
--   is_first, 1 for the visitor's first visit of the day
--
-- Most visitors' days are shorter than 30 minutes: they are one visit, whatever lies between their hits. Only the hits of the
-- others are put in order.

with

short_days as (
    select
        visitor_hash,
        first_timestamp,
        last_timestamp,
        page_view_cnt,
        event_cnt,
        entry_key,
        exit_key,
        1 as is_first
    from staged_visitors
    where last_timestamp <= first_timestamp + interval '30' minute and page_view_cnt > 0
),

long_days as (
    select visitor_hash, entry_key from staged_visitors where last_timestamp > first_timestamp + interval '30' minute
),

neighbours as (
    select
        *,
        lag(event_timestamp) over (partition by visitor_hash order by event_timestamp) as previous_timestamp
    from staged_hits
    where visitor_hash in (select visitor_hash from long_days)
),

-- Hits of one moment are in one run: the count goes up to the last of them.
steps as (
    select
        *,
        count(
            case
                when previous_timestamp is null then 1
                when event_timestamp > previous_timestamp + interval '30' minute then 1
            end
        ) over (partition by visitor_hash order by event_timestamp range between unbounded preceding and current row) as run_number
    from neighbours
),

runs as (
    select
        visitor_hash,
        run_number,
        min(event_timestamp) as first_timestamp,
        max(event_timestamp) as last_timestamp,
        count(*) - count(case when is_event = 1 then 1 end) as page_view_cnt,
        count(case when is_event = 1 then 1 end) as event_cnt,
        min(case when is_event = 0 then hit_key(event_timestamp, turn, row_id) end) as entry_key,
        max(case when is_event = 0 then hit_key(event_timestamp, turn, page_number) end) as exit_key
    from steps
    group by visitor_hash, run_number
    having count(*) > count(case when is_event = 1 then 1 end)
),

visits as (
    select * from short_days
    union all
    select
        visitor_hash,
        first_timestamp,
        last_timestamp,
        page_view_cnt,
        event_cnt,
        entry_key,
        exit_key,
        case when entry_key in (select entry_key from long_days) then 1 else 0 end as is_first
    from runs
),

last_pings as (
    select
        visits.visitor_hash,
        visits.first_timestamp,
        max(pings.event_timestamp) as ping_timestamp
    from visits
    inner join staged_records as pings on visits.visitor_hash = pings.visitor_hash
    where
        pings.is_ping = 1
        and pings.event_timestamp >= visits.first_timestamp
        and pings.event_timestamp <= visits.last_timestamp + interval '30' minute
    group by visits.visitor_hash, visits.first_timestamp
),

ended as (
    select
        visits.*,
        greatest(visits.last_timestamp, coalesce(last_pings.ping_timestamp, visits.last_timestamp)) as end_timestamp
    from visits
    left join last_pings
        on visits.visitor_hash = last_pings.visitor_hash and visits.first_timestamp = last_pings.first_timestamp
),

final as (
    select
        ended.visitor_hash,
        ended.first_timestamp as session_start_timestamp,
        ended.last_timestamp,
        ended.end_timestamp as session_end_timestamp,
        whole_seconds_between(ended.first_timestamp, ended.end_timestamp) as visit_duration_sec,
        cast(ended.page_view_cnt as integer) as page_view_cnt,
        cast(ended.event_cnt as integer) as event_cnt,
        case when ended.page_view_cnt = 1 and ended.event_cnt = 0 then 1 else 0 end as is_bounce,
        ended.is_first,
        entries.row_id as entry_row_id,
        entries.place_number,
        entries.client_number,
        entries.source_number,
        entries.page_number,
        cast(number_of(ended.exit_key) as integer) as exit_page_number
    from staged_hits as entries
    inner join ended on entries.row_id = number_of(ended.entry_key)
)

select * from final
