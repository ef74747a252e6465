-- staged_records: what is left of the cleaned rows when every text but two ids has become a number.
-- grain: one row for each page view or event of no bot, duplicates and engagement pings included.
-- reads: incoming_events, with row_id, a number that no two of its rows share; staged_places, staged_clients, staged_sources, staged_pages
-- needs: hash_of(id), a number of 64 bits; texts_hash(eight values or one), another that nobody can aim at
--
-- Ids are SHA-256, so that their hashes are as good as random: 64 bits stand for a visitor. Of page views they only find the
-- few rows whose ids have to be compared themselves. The ids are kept, because to read them again costs more. Other texts
-- come from outside: their hash differs from build to build.

with

final as (
    select
        incoming_events.row_id,
        hash_of(incoming_events.daily_visitor_id) as visitor_hash,
        hash_of(incoming_events.page_view_id) as page_view_hash,
        incoming_events.event_timestamp,
        incoming_events.page_view_id,
        incoming_events.daily_visitor_id,
        case when incoming_events.event_type = 'track' then 1 else 0 end as is_event,
        case when incoming_events.event_type = 'track' and incoming_events.event_name = 'engagement' then 1 else 0 end as is_ping,
        places.place_number,
        clients.client_number,
        sources.source_number,
        pages.page_number
    from incoming_events
    inner join staged_places as places on places.place_hash
        = texts_hash(
            incoming_events.edge_city,
            incoming_events.edge_state,
            incoming_events.edge_country,
            incoming_events.edge_country_code,
            incoming_events.edge_latitude,
            incoming_events.edge_longitude,
            incoming_events.edge_id,
            incoming_events.viewer_country_code
        )
    inner join staged_clients as clients on clients.client_hash
        = texts_hash(
            incoming_events.browser_name,
            incoming_events.browser_version,
            incoming_events.browser_os_name,
            incoming_events.browser_os_version,
            incoming_events.browser_timezone,
            incoming_events.browser_language,
            incoming_events.device_type,
            incoming_events.device_vendor
        )
    inner join staged_sources as sources on sources.source_hash
        = texts_hash(
            incoming_events.referrer,
            incoming_events.referrer_domain_name,
            incoming_events.channel,
            incoming_events.utm_source,
            incoming_events.utm_medium,
            incoming_events.utm_campaign,
            incoming_events.utm_content,
            incoming_events.utm_term
        )
    inner join staged_pages as pages on pages.page_hash = texts_hash(incoming_events.request_path)
    where incoming_events.request_is_bot = 0
)

select * from final
