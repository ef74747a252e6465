-- stats: the curated table.
-- grain: one row for each UTC hour and combination of the dimensions that has a page view.
-- reads: hits, sessions
--
-- A visit, its bounce and its duration belong to the row of its first page view, a visitor to the row of the day's
-- first, so that every column but visit_duration_sec_avg may be summed over any rows.

with

page_views as (
    select
        *,
        row_number() over (partition by domain_name, event_date, daily_visitor_id order by hit_number) as visitor_view_number,
        row_number() over (
            partition by domain_name, event_date, daily_visitor_id, request_path order by hit_number
        ) as path_view_number
    from hits
    where event_type = 'pageview'
),

counted as (
    select
        page_views.domain_name,
        page_views.event_date,
        extract(hour from page_views.event_timestamp) as event_hour,
        page_views.edge_city,
        page_views.edge_country,
        page_views.edge_latitude,
        page_views.edge_longitude,
        page_views.entry_referrer_domain_name as referrer_domain_name,
        page_views.browser_name,
        page_views.browser_os_name,
        page_views.device_type,
        page_views.device_vendor,
        page_views.entry_utm_source as utm_source,
        page_views.entry_utm_campaign as utm_campaign,
        page_views.entry_utm_medium as utm_medium,
        page_views.entry_utm_content as utm_content,
        page_views.entry_utm_term as utm_term,
        page_views.request_path,
        page_views.entry_channel as channel,
        page_views.viewer_country_code,
        case when page_views.visitor_view_number = 1 then 1 else 0 end as is_visitor,
        case when page_views.path_view_number = 1 then 1 else 0 end as is_unique_view,
        case when sessions.session_id is not null then 1 else 0 end as is_visit,
        coalesce(sessions.is_bounce, 0) as is_bounce,
        coalesce(sessions.visit_duration_sec, 0) as visit_duration_sec
    from page_views
    left join sessions
        on page_views.is_entry = 1
        and page_views.session_id = sessions.session_id
        and page_views.domain_name = sessions.domain_name
        and page_views.event_date = sessions.event_date
),

summed as (
    select
        domain_name, event_date, event_hour, edge_city, edge_country, edge_latitude, edge_longitude,
        referrer_domain_name, browser_name, browser_os_name, device_type, device_vendor, utm_source, utm_campaign,
        utm_medium, utm_content, utm_term, request_path, channel, viewer_country_code,
        count(*) as page_view_cnt,
        sum(is_visitor) as visitor_cnt,
        sum(is_bounce) as bounces_cnt,
        sum(is_visit) as visit_cnt,
        sum(is_unique_view) as unique_page_view_cnt,
        sum(visit_duration_sec) as visit_duration_sec_sum
    from counted
    group by
        domain_name, event_date, event_hour, edge_city, edge_country, edge_latitude, edge_longitude,
        referrer_domain_name, browser_name, browser_os_name, device_type, device_vendor, utm_source, utm_campaign,
        utm_medium, utm_content, utm_term, request_path, channel, viewer_country_code
),

final as (
    select
        *,
        case when visit_cnt > 0 then round(visit_duration_sec_sum / cast(visit_cnt as double)) end as visit_duration_sec_avg
    from summed
)

select * from final
