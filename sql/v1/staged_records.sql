-- staged_records: what is left of the cleaned rows when every text has become a number.
-- grain: one row for each page view or event of no bot, duplicates and engagement pings included.
-- reads: incoming_events, with row_id, a number that no two of its rows share; staged_places, staged_clients, staged_sources, staged_pages
-- needs: hash_of(text), a number of 64 bits
--
-- Ids are SHA-256: two hashes, of the whole and of its first half, stand for a visitor's (together 128 bits). One hash stands
-- for a page view's where it only finds the few rows whose ids have to be compared themselves.

with

final as (
    select
        incoming_events.row_id,
        hash_of(incoming_events.daily_visitor_id) as visitor_hash,
        hash_of(substr(incoming_events.daily_visitor_id, 1, 32)) as visitor_half_hash,
        hash_of(incoming_events.page_view_id) as page_view_hash,
        hash_of(incoming_events.daily_visitor_id, incoming_events.event_timestamp) as visitor_moment_hash,
        incoming_events.event_timestamp,
        case when incoming_events.event_type = 'track' then 1 else 0 end as is_event,
        case when incoming_events.event_type = 'track' and incoming_events.event_name = 'engagement' then 1 else 0 end as is_ping,
        places.place_number,
        clients.client_number,
        sources.source_number,
        pages.page_number
    from incoming_events
    inner join staged_places as places
        on incoming_events.edge_city is not distinct from places.edge_city
        and incoming_events.edge_state is not distinct from places.edge_state
        and incoming_events.edge_country is not distinct from places.edge_country
        and incoming_events.edge_country_code is not distinct from places.edge_country_code
        and incoming_events.edge_latitude is not distinct from places.edge_latitude
        and incoming_events.edge_longitude is not distinct from places.edge_longitude
        and incoming_events.edge_id is not distinct from places.edge_id
        and incoming_events.viewer_country_code is not distinct from places.viewer_country_code
    inner join staged_clients as clients
        on incoming_events.browser_name is not distinct from clients.browser_name
        and incoming_events.browser_version is not distinct from clients.browser_version
        and incoming_events.browser_os_name is not distinct from clients.browser_os_name
        and incoming_events.browser_os_version is not distinct from clients.browser_os_version
        and incoming_events.browser_timezone is not distinct from clients.browser_timezone
        and incoming_events.browser_language is not distinct from clients.browser_language
        and incoming_events.device_type is not distinct from clients.device_type
        and incoming_events.device_vendor is not distinct from clients.device_vendor
    inner join staged_sources as sources
        on incoming_events.referrer is not distinct from sources.referrer
        and incoming_events.referrer_domain_name is not distinct from sources.referrer_domain_name
        and incoming_events.channel is not distinct from sources.channel
        and incoming_events.utm_source is not distinct from sources.utm_source
        and incoming_events.utm_campaign is not distinct from sources.utm_campaign
        and incoming_events.utm_medium is not distinct from sources.utm_medium
        and incoming_events.utm_content is not distinct from sources.utm_content
        and incoming_events.utm_term is not distinct from sources.utm_term
    inner join staged_pages as pages on incoming_events.request_path is not distinct from pages.request_path
    where incoming_events.request_is_bot = 0
)

select * from final
