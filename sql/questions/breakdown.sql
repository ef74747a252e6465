-- breakdown: sums by each dimension apart.
-- grain: one row for each dimension and value that has a page view in the period, the most frequent of each dimension.
-- reads: kept_stats
-- binds: how many rows of a dimension

with

asked as (
    select cast(? as bigint) as most_rows
),

summed as (
    select
        case
            when grouping(channel) = 0 then 'channel'
            when grouping(referrer_domain_name) = 0 then 'referrer_domain_name'
            when grouping(viewer_country_code) = 0 then 'viewer_country_code'
            when grouping(edge_country) = 0 then 'edge_country'
            when grouping(edge_city) = 0 then 'edge_city'
            when grouping(device_type) = 0 then 'device_type'
            when grouping(device_vendor) = 0 then 'device_vendor'
            when grouping(browser_name) = 0 then 'browser_name'
            when grouping(browser_os_name) = 0 then 'browser_os_name'
            when grouping(utm_source) = 0 then 'utm_source'
            when grouping(utm_medium) = 0 then 'utm_medium'
            when grouping(utm_campaign) = 0 then 'utm_campaign'
            when grouping(utm_content) = 0 then 'utm_content'
            else 'utm_term'
        end as dimension,
        -- All but one are null, because they are not grouped by.
        coalesce(
            channel, referrer_domain_name, viewer_country_code, edge_country, edge_city, device_type, device_vendor,
            browser_name, browser_os_name, utm_source, utm_medium, utm_campaign, utm_content, utm_term
        ) as dimension_value,
        sum(case when is_now then page_view_cnt else 0 end) as page_views,
        sum(case when is_now then visitor_cnt else 0 end) as daily_visitors,
        sum(case when is_now then visit_cnt else 0 end) as visits,
        sum(case when is_now then bounces_cnt else 0 end) as bounces,
        sum(case when is_now then visit_duration_sec_sum else 0 end) as visit_seconds,
        sum(case when is_now then 0 else page_view_cnt end) as earlier_page_views,
        sum(case when is_now then 0 else visitor_cnt end) as earlier_daily_visitors,
        sum(case when is_now then 0 else visit_cnt end) as earlier_visits,
        sum(case when is_now then 0 else bounces_cnt end) as earlier_bounces,
        sum(case when is_now then 0 else visit_duration_sec_sum end) as earlier_visit_seconds
    from kept_stats
    where row_kind = 'combination'
    group by grouping sets (
        (channel), (referrer_domain_name), (viewer_country_code), (edge_country), (edge_city), (device_type),
        (device_vendor), (browser_name), (browser_os_name), (utm_source), (utm_medium), (utm_campaign), (utm_content),
        (utm_term)
    )
),

numbered as (
    select
        *,
        row_number() over (
            partition by dimension order by visits desc, page_views desc, dimension_value nulls last
        ) as row_number
    from summed
    where page_views > 0
),

final as (
    select numbered.* exclude (row_number)
    from numbered
    cross join asked
    where row_number <= most_rows
    order by dimension, row_number
)

select * from final
