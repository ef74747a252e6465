-- hits: staging, read by every other statement of this version.
-- grain: one row for each page view or event that is no duplicate, of no bot; engagement pings are no hits.
-- reads: incoming_events
-- adds: hit_number (a visitor's hits in their total order), session_id (null outside visits), is_entry (1 for the
--   visit's first page view), session_start_timestamp, session_end_timestamp (last hit or ping) and the visit's entry_ values.
--
-- A visit is a run of hits of one visitor with at most 30 minutes between neighbours, and has a page view.
-- Of duplicates the earliest arrival stays, then edge_id decides, then all columns in the order of the schema.

with

incoming as (
    select * from incoming_events where request_is_bot = 0
),

ranked as (
    select
        *,
        row_number() over (
            partition by
                event_type,
                page_view_id,
                event_name,
                case when event_type = 'track' then event_timestamp end,
                event_data
            order by
                arrival_timestamp nulls first,
                edge_id nulls first,
                domain_name nulls first,
                event_date nulls first,
                event_type nulls first,
                event_year nulls first,
                event_month nulls first,
                event_day nulls first,
                event_timestamp nulls first,
                arrival_delay_ms nulls first,
                edge_city nulls first,
                edge_state nulls first,
                edge_country nulls first,
                edge_country_code nulls first,
                edge_latitude nulls first,
                edge_longitude nulls first,
                referrer nulls first,
                referrer_domain_name nulls first,
                browser_name nulls first,
                browser_version nulls first,
                browser_os_name nulls first,
                browser_os_version nulls first,
                browser_timezone nulls first,
                browser_language nulls first,
                device_type nulls first,
                device_vendor nulls first,
                device_outer_resolution nulls first,
                device_inner_resolution nulls first,
                device_color_depth nulls first,
                device_platform nulls first,
                device_memory nulls first,
                device_cores nulls first,
                utm_source nulls first,
                utm_campaign nulls first,
                utm_medium nulls first,
                utm_content nulls first,
                utm_term nulls first,
                request_url nulls first,
                request_path nulls first,
                request_query_string nulls first,
                request_bytes nulls first,
                request_status_code nulls first,
                request_cache_status nulls first,
                request_delivery_time_ms nulls first,
                request_asn nulls first,
                request_is_bot nulls first,
                event_name nulls first,
                event_data nulls first,
                page_view_id nulls first,
                daily_page_view_id nulls first,
                daily_visitor_id nulls first,
                page_title nulls first,
                channel nulls first,
                viewer_country_code nulls first
        ) as copy_number
    from incoming
),

hits as (
    select * from ranked
    where copy_number = 1 and (event_type = 'pageview' or event_name <> 'engagement')
),

pings as (
    select daily_visitor_id, event_timestamp from ranked
    where copy_number = 1 and event_type = 'track' and event_name = 'engagement'
),

neighbours as (
    select
        *,
        row_number() over visitor_order as hit_number,
        lag(event_timestamp) over visitor_order as previous_timestamp
    from hits
    window visitor_order as (
        partition by daily_visitor_id
        order by
            event_timestamp nulls first, event_type nulls first, page_view_id nulls first,
            event_name nulls first, event_data nulls first
    )
),

runs as (
    select
        *,
        sum(
            case
                when previous_timestamp is null then 1
                when event_timestamp > previous_timestamp + interval '30' minute then 1
                else 0
            end
        ) over (
            partition by daily_visitor_id order by hit_number rows between unbounded preceding and current row
        ) as run_number
    from neighbours
),

visits as (
    select
        daily_visitor_id,
        run_number,
        min(event_timestamp) as start_timestamp,
        max(event_timestamp) as last_timestamp,
        min(case when event_type = 'pageview' then hit_number end) as entry_hit_number
    from runs
    group by daily_visitor_id, run_number
    having min(case when event_type = 'pageview' then hit_number end) is not null
),

last_pings as (
    select
        visits.daily_visitor_id,
        visits.run_number,
        max(pings.event_timestamp) as ping_timestamp
    from visits
    inner join pings on visits.daily_visitor_id = pings.daily_visitor_id
    where
        pings.event_timestamp >= visits.start_timestamp
        and pings.event_timestamp <= visits.last_timestamp + interval '30' minute
    group by visits.daily_visitor_id, visits.run_number
),

entries as (
    select
        visits.daily_visitor_id,
        visits.run_number,
        visits.entry_hit_number,
        visits.start_timestamp as session_start_timestamp,
        greatest(
            visits.last_timestamp, coalesce(last_pings.ping_timestamp, visits.last_timestamp)
        ) as session_end_timestamp,
        substr(runs.page_view_id, 1, 32) as session_id,
        case when runs.channel is null then 1 else 0 end as entry_is_internal,
        coalesce(runs.referrer_domain_name, 'Direct / None') as entry_referrer_domain_name,
        coalesce(runs.channel, 'Direct') as entry_channel,
        runs.utm_source as entry_utm_source,
        runs.utm_campaign as entry_utm_campaign,
        runs.utm_medium as entry_utm_medium,
        runs.utm_content as entry_utm_content,
        runs.utm_term as entry_utm_term
    from visits
    inner join runs
        on visits.daily_visitor_id = runs.daily_visitor_id and visits.entry_hit_number = runs.hit_number
    left join last_pings
        on visits.daily_visitor_id = last_pings.daily_visitor_id and visits.run_number = last_pings.run_number
),

final as (
    select
        runs.domain_name,
        runs.event_date,
        runs.event_type,
        runs.event_year,
        runs.event_month,
        runs.event_day,
        runs.event_timestamp,
        runs.arrival_timestamp,
        runs.arrival_delay_ms,
        runs.edge_city,
        runs.edge_state,
        runs.edge_country,
        runs.edge_country_code,
        runs.edge_latitude,
        runs.edge_longitude,
        runs.edge_id,
        runs.referrer,
        runs.referrer_domain_name,
        runs.browser_name,
        runs.browser_version,
        runs.browser_os_name,
        runs.browser_os_version,
        runs.browser_timezone,
        runs.browser_language,
        runs.device_type,
        runs.device_vendor,
        runs.device_outer_resolution,
        runs.device_inner_resolution,
        runs.device_color_depth,
        runs.device_platform,
        runs.device_memory,
        runs.device_cores,
        runs.utm_source,
        runs.utm_campaign,
        runs.utm_medium,
        runs.utm_content,
        runs.utm_term,
        runs.request_url,
        runs.request_path,
        runs.request_query_string,
        runs.request_bytes,
        runs.request_status_code,
        runs.request_cache_status,
        runs.request_delivery_time_ms,
        runs.request_asn,
        runs.request_is_bot,
        runs.event_name,
        runs.event_data,
        runs.page_view_id,
        runs.daily_page_view_id,
        runs.daily_visitor_id,
        runs.page_title,
        runs.channel,
        runs.viewer_country_code,
        runs.hit_number,
        entries.session_id,
        case when runs.hit_number = entries.entry_hit_number then 1 else 0 end as is_entry,
        entries.session_start_timestamp,
        entries.session_end_timestamp,
        entries.entry_is_internal,
        entries.entry_referrer_domain_name,
        entries.entry_channel,
        entries.entry_utm_source,
        entries.entry_utm_campaign,
        entries.entry_utm_medium,
        entries.entry_utm_content,
        entries.entry_utm_term
    from runs
    left join entries
        on runs.daily_visitor_id = entries.daily_visitor_id and runs.run_number = entries.run_number
)

select * from final
