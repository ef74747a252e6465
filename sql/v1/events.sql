-- events: the curated table.
-- grain: one row for each event; engagement pings are none.
-- reads: staged_hits, staged_visits, staged_sources, incoming_events

with

tracked as (
    select row_id, visitor_hash, event_timestamp from staged_hits where is_event = 1
),

visited as (
    select
        tracked.row_id,
        visits.entry_row_id,
        sources.entry_channel
    from tracked
    inner join staged_visits as visits
        on tracked.visitor_hash = visits.visitor_hash
        and tracked.event_timestamp >= visits.session_start_timestamp
        and tracked.event_timestamp <= visits.last_timestamp
    inner join staged_sources as sources on visits.source_number = sources.source_number
),

visits as (
    select
        visited.row_id,
        visited.entry_channel,
        substr(incoming_events.page_view_id, 1, 32) as session_id
    from visited
    inner join incoming_events on visited.entry_row_id = incoming_events.row_id
),

final as (
    select
        incoming_events.domain_name,
        incoming_events.event_date,
        incoming_events.event_name,
        incoming_events.event_timestamp,
        incoming_events.edge_city,
        incoming_events.edge_country,
        incoming_events.edge_latitude,
        incoming_events.edge_longitude,
        incoming_events.request_path,
        incoming_events.page_view_id,
        incoming_events.daily_visitor_id,
        incoming_events.event_data,
        visits.session_id,
        visits.entry_channel as channel
    from tracked
    inner join incoming_events on tracked.row_id = incoming_events.row_id
    left join visits on tracked.row_id = visits.row_id
)

select * from final
