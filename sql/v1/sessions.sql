-- sessions: the curated table.
-- grain: one row for each visit.
-- reads: staged_records, staged_visits, staged_places, staged_clients, staged_sources, staged_pages, incoming_events
-- needs: midnight_of(timestamp)
-- adds: entry_row_id, which puts visits of one moment in order and is no column of the table

with

days as (
    select distinct domain_name, event_date from incoming_events
),

final as (
    select
        days.domain_name,
        days.event_date,
        substr(entry.page_view_id, 1, 32) as session_id,
        entry.daily_visitor_id,
        visits.session_start_timestamp,
        visits.session_end_timestamp,
        visits.visit_duration_sec,
        visits.page_view_cnt,
        visits.event_cnt,
        visits.is_bounce,
        case
            when visits.page_view_cnt > 1 or visits.event_cnt > 0 or visits.visit_duration_sec >= 10 then 1
            else 0
        end as is_engaged,
        case
            when
                sources.channel is null
                and visits.session_start_timestamp
                <= midnight_of(visits.session_start_timestamp) + interval '30' minute
                then 1
            else 0
        end as continues_midnight,
        entry_pages.request_path as entry_page,
        exit_pages.request_path as exit_page,
        entry.page_view_id as first_page_view_id,
        places.edge_city,
        places.edge_state,
        places.edge_country,
        places.edge_country_code,
        places.edge_latitude,
        places.edge_longitude,
        places.edge_id,
        places.viewer_country_code,
        sources.referrer,
        sources.entry_referrer_domain_name as referrer_domain_name,
        sources.entry_channel as channel,
        clients.browser_name,
        clients.browser_version,
        clients.browser_os_name,
        clients.browser_os_version,
        clients.browser_timezone,
        clients.browser_language,
        clients.device_type,
        clients.device_vendor,
        sources.utm_source,
        sources.utm_medium,
        sources.utm_campaign,
        sources.utm_content,
        sources.utm_term,
        visits.entry_row_id
    from staged_records as entry
    inner join staged_visits as visits on entry.row_id = visits.entry_row_id
    inner join staged_places as places on visits.place_number = places.place_number
    inner join staged_clients as clients on visits.client_number = clients.client_number
    inner join staged_sources as sources on visits.source_number = sources.source_number
    inner join staged_pages as entry_pages on visits.page_number = entry_pages.page_number
    inner join staged_pages as exit_pages on visits.exit_page_number = exit_pages.page_number
    cross join days
)

select * from final
