-- hours: the traffic, as fine as it is kept.
-- grain: one row for each site and UTC hour that has a page view.
-- reads: chosen_stats

with

asked as (
    select cast(? as timestamp) as first_hour, cast(? as timestamp) as past_hour
),

final as (
    select
        domain_name,
        event_hour_timestamp,
        sum(page_view_cnt) as page_views,
        sum(visitor_cnt) as daily_visitors,
        sum(visit_cnt) as visits,
        sum(bounces_cnt) as bounces,
        sum(visit_duration_sec_sum) as visit_seconds
    from chosen_stats
    cross join asked
    where event_hour_timestamp >= first_hour and event_hour_timestamp < past_hour
    group by domain_name, event_hour_timestamp
)

select * from final order by event_hour_timestamp, domain_name
