-- events: the curated table.
-- grain: one row for each event; engagement pings are none.
-- reads: hits

with

final as (
    select
        domain_name,
        event_date,
        event_name,
        event_timestamp,
        edge_city,
        edge_country,
        edge_latitude,
        edge_longitude,
        request_path,
        page_view_id,
        daily_visitor_id,
        event_data,
        session_id,
        case when session_id is not null then entry_channel end as channel
    from hits
    where event_type = 'track'
)

select * from final
