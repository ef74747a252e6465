-- staged_doubtful: the few records that numbers alone cannot tell apart, with the texts that can.
-- grain: one row for each record that shares the page view hash of another page view, the page view hash and the moment of
--   another event, or the visitor and the moment of another record.
-- reads: staged_records, incoming_events
-- adds: turn, the place in the total order among the records of one visitor at one moment
--
-- Hashes only find them: whether two rows are copies, and which hit comes first, is decided by the texts themselves.

with

repeated_views as (
    select page_view_hash from staged_records where is_event = 0 group by page_view_hash having count(*) > 1
),

repeated_events as (
    select page_view_hash
    from staged_records
    where is_event = 1
    group by page_view_hash, event_timestamp
    having count(*) > 1
),

crowded_moments as (
    select visitor_hash, event_timestamp
    from staged_records
    group by visitor_hash, event_timestamp
    having count(*) > 1
),

suspects as (
    select staged_records.*
    from staged_records
    inner join crowded_moments as moments
        on staged_records.visitor_hash = moments.visitor_hash
        and staged_records.event_timestamp is not distinct from moments.event_timestamp
    union
    select * from staged_records where is_event = 0 and page_view_hash in (select page_view_hash from repeated_views)
    union
    select * from staged_records where is_event = 1 and page_view_hash in (select page_view_hash from repeated_events)
),

final as (
    select
        suspects.*,
        incoming_events.arrival_timestamp,
        incoming_events.event_name,
        incoming_events.event_data,
        incoming_events.edge_id,
        cast(row_number() over (
            partition by suspects.visitor_hash, suspects.event_timestamp
            order by
                suspects.is_event,
                suspects.page_view_id nulls first,
                incoming_events.event_name nulls first,
                incoming_events.event_data nulls first
        ) as integer) as turn
    from incoming_events
    inner join suspects on incoming_events.row_id = suspects.row_id
)

select * from final
