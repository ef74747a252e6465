-- staged_surplus: the copies that do not count.
-- grain: one row for each record that has a duplicate and is not the one that stays.
-- reads: staged_copies, incoming_events

with

contested as (
    select * from staged_copies where first_count > 1 and is_contested = 1
),

compared as (
    select
        incoming_events.row_id,
        row_number() over (
            partition by
                contested.is_event, contested.page_view_id, contested.copy_name, contested.copy_timestamp, contested.copy_data
            order by
                incoming_events.arrival_timestamp nulls first,
                incoming_events.edge_id nulls first,
                incoming_events.domain_name nulls first,
                incoming_events.event_date nulls first,
                incoming_events.event_type nulls first,
                incoming_events.event_year nulls first,
                incoming_events.event_month nulls first,
                incoming_events.event_day nulls first,
                incoming_events.event_timestamp nulls first,
                incoming_events.arrival_delay_ms nulls first,
                incoming_events.edge_city nulls first,
                incoming_events.edge_state nulls first,
                incoming_events.edge_country nulls first,
                incoming_events.edge_country_code nulls first,
                incoming_events.edge_latitude nulls first,
                incoming_events.edge_longitude nulls first,
                incoming_events.referrer nulls first,
                incoming_events.referrer_domain_name nulls first,
                incoming_events.browser_name nulls first,
                incoming_events.browser_version nulls first,
                incoming_events.browser_os_name nulls first,
                incoming_events.browser_os_version nulls first,
                incoming_events.browser_timezone nulls first,
                incoming_events.browser_language nulls first,
                incoming_events.device_type nulls first,
                incoming_events.device_vendor nulls first,
                incoming_events.device_outer_resolution nulls first,
                incoming_events.device_inner_resolution nulls first,
                incoming_events.device_color_depth nulls first,
                incoming_events.device_platform nulls first,
                incoming_events.device_memory nulls first,
                incoming_events.device_cores nulls first,
                incoming_events.utm_source nulls first,
                incoming_events.utm_campaign nulls first,
                incoming_events.utm_medium nulls first,
                incoming_events.utm_content nulls first,
                incoming_events.utm_term nulls first,
                incoming_events.request_url nulls first,
                incoming_events.request_path nulls first,
                incoming_events.request_query_string nulls first,
                incoming_events.request_bytes nulls first,
                incoming_events.request_status_code nulls first,
                incoming_events.request_cache_status nulls first,
                incoming_events.request_delivery_time_ms nulls first,
                incoming_events.request_asn nulls first,
                incoming_events.request_is_bot nulls first,
                incoming_events.event_name nulls first,
                incoming_events.event_data nulls first,
                incoming_events.page_view_id nulls first,
                incoming_events.daily_page_view_id nulls first,
                incoming_events.daily_visitor_id nulls first,
                incoming_events.page_title nulls first,
                incoming_events.channel nulls first,
                incoming_events.viewer_country_code nulls first
        ) as compared_number
    from incoming_events
    inner join contested on incoming_events.row_id = contested.row_id
),

final as (
    select row_id from staged_copies where arrival_rank > 1
    union all
    select row_id from staged_copies where arrival_rank = 1 and is_contested = 0 and first_number > 1
    union all
    select row_id from compared where compared_number > 1
)

select * from final
