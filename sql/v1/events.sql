-- events: the curated table.
-- grain: one row for each event; engagement pings are none.
-- reads: staged_steps, staged_page_views, incoming_events

with

visits as (
    select
        views.visitor_hash,
        views.visitor_half_hash,
        views.run_number,
        substr(incoming_events.page_view_id, 1, 32) as session_id,
        coalesce(incoming_events.channel, 'Direct') as channel
    from staged_page_views as views
    inner join incoming_events on views.row_id = incoming_events.row_id
    where views.is_entry = 1
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
        visits.channel
    from staged_steps as steps
    inner join incoming_events on steps.row_id = incoming_events.row_id
    left join visits
        on steps.visitor_hash = visits.visitor_hash
        and steps.visitor_half_hash = visits.visitor_half_hash
        and steps.run_number = visits.run_number
    where steps.is_event = 1
)

select * from final
