-- hours: the traffic, as fine as it is kept.
-- grain: one row for each site and UTC hour that has a page view.
-- reads: kept_stats
-- binds: first hour, past hour

with

asked as (
    select cast(? as timestamp) as first_hour, cast(? as timestamp) as past_hour
),

final as (
    select
        domain_name,
        event_hour_timestamp,
        page_view_cnt as page_views,
        visitor_cnt as daily_visitors,
        visit_cnt as visits,
        bounces_cnt as bounces,
        visit_duration_sec_sum as visit_seconds
    from kept_stats
    cross join asked
    where row_kind = 'hour' and event_hour_timestamp >= first_hour and event_hour_timestamp < past_hour
)

select * from final order by event_hour_timestamp, domain_name
