-- events: what visitors did besides looking at pages.
-- grain: one row for each name that happened in the period, the most frequent.
-- reads: chosen_events
-- binds: first hour of the time before, first hour, past hour, how many rows

with

asked as (
    select
        cast(? as timestamp) as earlier_hour,
        cast(? as timestamp) as first_hour,
        cast(? as timestamp) as past_hour,
        cast(? as bigint) as most_rows
),

timed as (
    select *, event_timestamp >= first_hour as is_now
    from chosen_events
    cross join asked
    where event_timestamp >= earlier_hour and event_timestamp < past_hour
),

final as (
    select
        event_name,
        sum(case when is_now then 1 else 0 end) as events,
        count(distinct case when is_now then session_id end) as visits,
        sum(case when is_now then 0 else 1 end) as earlier_events
    from timed
    group by event_name
    having sum(case when is_now then 1 else 0 end) > 0
)

select * from final order by events desc, event_name limit (select most_rows from asked)
