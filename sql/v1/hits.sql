-- hits: staging, read by every other statement of this version.
-- grain: one row for each page view or event that is no duplicate, of no bot; engagement pings are no hits.
-- reads: incoming_events, with row_id, a number that no two of its rows share
-- adds: hit_number (a visitor's hits in their total order), session_id (null outside visits), is_entry (1 for the
--   visit's first page view), session_start_timestamp, session_end_timestamp (last hit or ping) and the visit's entry_ values.
--
-- A visit is a run of hits of one visitor with at most 30 minutes between neighbours, and has a page view.
-- Of duplicates the earliest arrival stays, then edge_id decides, then all columns in the order of the schema.

with

incoming as (
    select
        *,
        case when event_type = 'track' then event_timestamp end as copy_timestamp
    from incoming_events
    where request_is_bot = 0
),

-- Duplicates are few: only they go through the wide sort that decides between them.
repeated as (
    select event_type, page_view_id, event_name, copy_timestamp, event_data
    from incoming
    group by event_type, page_view_id, event_name, copy_timestamp, event_data
    having count(*) > 1
),

copies as (
    select
        incoming.row_id,
        row_number() over (
            partition by
                incoming.event_type, incoming.page_view_id, incoming.event_name, incoming.copy_timestamp,
                incoming.event_data
            order by
                incoming.arrival_timestamp nulls first,
                incoming.edge_id nulls first,
                incoming.domain_name nulls first,
                incoming.event_date nulls first,
                incoming.event_type nulls first,
                incoming.event_year nulls first,
                incoming.event_month nulls first,
                incoming.event_day nulls first,
                incoming.event_timestamp nulls first,
                incoming.arrival_delay_ms nulls first,
                incoming.edge_city nulls first,
                incoming.edge_state nulls first,
                incoming.edge_country nulls first,
                incoming.edge_country_code nulls first,
                incoming.edge_latitude nulls first,
                incoming.edge_longitude nulls first,
                incoming.referrer nulls first,
                incoming.referrer_domain_name nulls first,
                incoming.browser_name nulls first,
                incoming.browser_version nulls first,
                incoming.browser_os_name nulls first,
                incoming.browser_os_version nulls first,
                incoming.browser_timezone nulls first,
                incoming.browser_language nulls first,
                incoming.device_type nulls first,
                incoming.device_vendor nulls first,
                incoming.device_outer_resolution nulls first,
                incoming.device_inner_resolution nulls first,
                incoming.device_color_depth nulls first,
                incoming.device_platform nulls first,
                incoming.device_memory nulls first,
                incoming.device_cores nulls first,
                incoming.utm_source nulls first,
                incoming.utm_campaign nulls first,
                incoming.utm_medium nulls first,
                incoming.utm_content nulls first,
                incoming.utm_term nulls first,
                incoming.request_url nulls first,
                incoming.request_path nulls first,
                incoming.request_query_string nulls first,
                incoming.request_bytes nulls first,
                incoming.request_status_code nulls first,
                incoming.request_cache_status nulls first,
                incoming.request_delivery_time_ms nulls first,
                incoming.request_asn nulls first,
                incoming.request_is_bot nulls first,
                incoming.event_name nulls first,
                incoming.event_data nulls first,
                incoming.page_view_id nulls first,
                incoming.daily_page_view_id nulls first,
                incoming.daily_visitor_id nulls first,
                incoming.page_title nulls first,
                incoming.channel nulls first,
                incoming.viewer_country_code nulls first
        ) as copy_number
    from incoming
    inner join repeated
        on incoming.page_view_id = repeated.page_view_id
        and incoming.event_type = repeated.event_type
        and incoming.event_name is not distinct from repeated.event_name
        and incoming.copy_timestamp is not distinct from repeated.copy_timestamp
        and incoming.event_data is not distinct from repeated.event_data
),

unique_records as (
    select incoming.*
    from incoming
    left join (select row_id from copies where copy_number > 1) as surplus on incoming.row_id = surplus.row_id
    where surplus.row_id is null
),

pings as (
    select daily_visitor_id, event_timestamp from unique_records
    where event_type = 'track' and event_name = 'engagement'
),

-- Narrow rows through the windows; the wide columns come back in the end, by row_id.
neighbours as (
    select
        row_id,
        daily_visitor_id,
        event_timestamp,
        event_type,
        row_number() over visitor_order as hit_number,
        lag(event_timestamp) over visitor_order as previous_timestamp
    from unique_records
    where event_type = 'pageview' or event_name <> 'engagement'
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
        substr(incoming.page_view_id, 1, 32) as session_id,
        case when incoming.channel is null then 1 else 0 end as entry_is_internal,
        coalesce(incoming.referrer_domain_name, 'Direct / None') as entry_referrer_domain_name,
        coalesce(incoming.channel, 'Direct') as entry_channel,
        incoming.utm_source as entry_utm_source,
        incoming.utm_campaign as entry_utm_campaign,
        incoming.utm_medium as entry_utm_medium,
        incoming.utm_content as entry_utm_content,
        incoming.utm_term as entry_utm_term
    from visits
    inner join runs
        on visits.daily_visitor_id = runs.daily_visitor_id and visits.entry_hit_number = runs.hit_number
    inner join incoming on runs.row_id = incoming.row_id
    left join last_pings
        on visits.daily_visitor_id = last_pings.daily_visitor_id and visits.run_number = last_pings.run_number
),

final as (
    select
        incoming.domain_name,
        incoming.event_date,
        incoming.event_type,
        incoming.event_year,
        incoming.event_month,
        incoming.event_day,
        incoming.event_timestamp,
        incoming.arrival_timestamp,
        incoming.arrival_delay_ms,
        incoming.edge_city,
        incoming.edge_state,
        incoming.edge_country,
        incoming.edge_country_code,
        incoming.edge_latitude,
        incoming.edge_longitude,
        incoming.edge_id,
        incoming.referrer,
        incoming.referrer_domain_name,
        incoming.browser_name,
        incoming.browser_version,
        incoming.browser_os_name,
        incoming.browser_os_version,
        incoming.browser_timezone,
        incoming.browser_language,
        incoming.device_type,
        incoming.device_vendor,
        incoming.device_outer_resolution,
        incoming.device_inner_resolution,
        incoming.device_color_depth,
        incoming.device_platform,
        incoming.device_memory,
        incoming.device_cores,
        incoming.utm_source,
        incoming.utm_campaign,
        incoming.utm_medium,
        incoming.utm_content,
        incoming.utm_term,
        incoming.request_url,
        incoming.request_path,
        incoming.request_query_string,
        incoming.request_bytes,
        incoming.request_status_code,
        incoming.request_cache_status,
        incoming.request_delivery_time_ms,
        incoming.request_asn,
        incoming.request_is_bot,
        incoming.event_name,
        incoming.event_data,
        incoming.page_view_id,
        incoming.daily_page_view_id,
        incoming.daily_visitor_id,
        incoming.page_title,
        incoming.channel,
        incoming.viewer_country_code,
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
    inner join incoming on runs.row_id = incoming.row_id
    left join entries
        on runs.daily_visitor_id = entries.daily_visitor_id and runs.run_number = entries.run_number
)

select * from final
