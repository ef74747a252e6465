-- kept_stats: traffic in the three ways in which the questions below look at it, read once for all of them.
-- grain: one row for each site and UTC hour; one for each of the two times, site and path; one for each of the two times and
--   combination of the other dimensions. row_kind tells which; columns that a row is not about are null.
-- reads: chosen_stats
-- binds: first hour of all, first hour of the time before, first hour, past hour

with

asked as (
    select
        cast(? as timestamp) as oldest_hour,
        cast(? as timestamp) as earlier_hour,
        cast(? as timestamp) as first_hour,
        cast(? as timestamp) as past_hour
),

timed as (
    select
        *,
        -- Null before the time before.
        case when event_hour_timestamp >= first_hour then true when event_hour_timestamp >= earlier_hour then false end as is_now
    from chosen_stats
    cross join asked
    where event_hour_timestamp >= oldest_hour and event_hour_timestamp < past_hour
),

summed as (
    select
        case
            when grouping(event_hour_timestamp) = 0 then 'hour'
            when grouping(request_path) = 0 then 'page'
            else 'combination'
        end as row_kind,
        domain_name, event_hour_timestamp, request_path, is_now,
        channel, referrer_domain_name, viewer_country_code, edge_country, edge_city, device_type, device_vendor,
        browser_name, browser_os_name, utm_source, utm_medium, utm_campaign, utm_content, utm_term,
        sum(page_view_cnt) as page_view_cnt,
        sum(unique_page_view_cnt) as unique_page_view_cnt,
        sum(visitor_cnt) as visitor_cnt,
        sum(visit_cnt) as visit_cnt,
        sum(bounces_cnt) as bounces_cnt,
        sum(visit_duration_sec_sum) as visit_duration_sec_sum
    from timed
    group by grouping sets (
        (domain_name, event_hour_timestamp),
        (domain_name, request_path, is_now),
        (
            channel, referrer_domain_name, viewer_country_code, edge_country, edge_city, device_type, device_vendor,
            browser_name, browser_os_name, utm_source, utm_medium, utm_campaign, utm_content, utm_term, is_now
        )
    )
),

final as (
    select * from summed where row_kind = 'hour' or is_now is not null
)

select * from final
