-- goal: visits in which an event happened, of all visits.
-- grain: one row for all visits, for each channel and for each site and landing page, the most visited.
-- reads: chosen_visits, events
-- binds: first hour of the time before, first hour, past hour, how many rows, first and last event_date, name of the event

with

asked as (
    select
        cast(? as timestamp) as earlier_hour,
        cast(? as timestamp) as first_hour,
        cast(? as timestamp) as past_hour,
        cast(? as bigint) as most_rows
),

reached as (
    select distinct session_id
    from events
    where event_date between ? and ? and event_name = ? and session_id is not null
),

timed as (
    select
        domain_name,
        channel,
        entry_page,
        session_start_timestamp >= first_hour as is_now,
        -- A join would hold all visits, and look up in them the few that reached the goal.
        session_id in (select session_id from reached) as is_reached
    from chosen_visits
    cross join asked
    where session_start_timestamp >= earlier_hour and session_start_timestamp < past_hour
),

-- Few combinations stand for many visits: the sets below are grouped from them.
combined as (
    select domain_name, channel, entry_page, is_now, is_reached, count(*) as visits
    from timed
    group by domain_name, channel, entry_page, is_now, is_reached
),

summed as (
    select
        case
            when grouping(channel) = 0 then 'channel'
            when grouping(entry_page) = 0 then 'entry_page'
            else 'all'
        end as dimension,
        domain_name,
        coalesce(channel, entry_page) as dimension_value,
        sum(case when is_now then visits else 0 end) as visits,
        sum(case when is_now and is_reached then visits else 0 end) as reached,
        sum(case when is_now then 0 else visits end) as earlier_visits,
        sum(case when is_reached and not is_now then visits else 0 end) as earlier_reached
    from combined
    group by grouping sets ((), (channel), (domain_name, entry_page))
),

numbered as (
    select
        *,
        row_number() over (
            partition by dimension order by visits desc, reached desc, domain_name, dimension_value nulls last
        ) as row_number
    from summed
    where visits > 0
),

final as (
    select numbered.* exclude (row_number)
    from numbered
    cross join asked
    where row_number <= most_rows
    order by dimension, row_number
)

select * from final
