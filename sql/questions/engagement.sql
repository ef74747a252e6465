-- engagement: how many visits were more than a glance.
-- grain: one row for each of the period and the time before, if it has a visit.
-- reads: chosen_visits
-- binds: first hour of the time before, first hour, past hour

with

asked as (
    select cast(? as timestamp) as earlier_hour, cast(? as timestamp) as first_hour, cast(? as timestamp) as past_hour
),

final as (
    select
        session_start_timestamp >= first_hour as is_now,
        count(*) as visits,
        sum(is_engaged) as engaged_visits,
        sum(continues_midnight) as continued_visits
    from chosen_visits
    cross join asked
    where session_start_timestamp >= earlier_hour and session_start_timestamp < past_hour
    group by is_now
)

select * from final
