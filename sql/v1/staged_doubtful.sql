-- staged_doubtful: the few records that numbers alone cannot tell apart, with the texts that can.
-- grain: one row for each record that shares its visitor and the moment, or the page view hash of another page view, with
--   another record.
-- reads: staged_records, staged_days, incoming_events
-- adds: turn, the place in the total order among the records of one visitor at one moment
--
-- Hashes only find them: whether two rows are copies, and which hit comes first, is decided by the texts themselves. Copies of
-- an event are of one moment, those of a page view need not be.

with

crowded as (
    select
        row_id,
        visitor_hash,
        page_view_hash,
        event_timestamp,
        is_event
    from staged_records
    where visitor_hash in (select visitor_hash from staged_days where is_crowded = 1)
),

crowded_moments as (
    select visitor_hash, event_timestamp from crowded group by visitor_hash, event_timestamp having count(*) > 1
),

repeated_views as (
    select page_view_hash from crowded where is_event = 0 group by page_view_hash having count(*) > 1
),

suspects as (
    select crowded.row_id
    from crowded
    inner join crowded_moments as moments
        on crowded.visitor_hash = moments.visitor_hash
        and crowded.event_timestamp is not distinct from moments.event_timestamp
    union
    select row_id from crowded where is_event = 0 and page_view_hash in (select page_view_hash from repeated_views)
),

doubtful as (
    select records.*
    from staged_records as records
    inner join suspects on records.row_id = suspects.row_id
),

final as (
    select
        doubtful.*,
        incoming_events.arrival_timestamp,
        incoming_events.event_name,
        incoming_events.event_data,
        incoming_events.edge_id,
        cast(row_number() over (
            partition by doubtful.visitor_hash, doubtful.event_timestamp
            order by
                doubtful.is_event,
                doubtful.page_view_id nulls first,
                incoming_events.event_name nulls first,
                incoming_events.event_data nulls first
        ) as integer) as turn
    from incoming_events
    inner join doubtful on incoming_events.row_id = doubtful.row_id
)

select * from final
