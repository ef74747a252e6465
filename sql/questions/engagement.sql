-- engagement: how many visits were more than a glance.
-- grain: one row for each of the period and the time before, if it has a visit.
-- reads: kept_visits

with

final as (
    select
        is_now,
        sum(visits) as visits,
        sum(engaged_visits) as engaged_visits,
        sum(continued_visits) as continued_visits
    from kept_visits
    group by is_now
    having sum(visits) > 0
)

select * from final
