-- staged_doubtful: the few records that numbers alone cannot tell apart, with the texts that can.
-- grain: one row for each record that shares the page view hash of another page view, the page view hash and the moment of
--   another event, or the visitor and the moment of another record.
-- reads: staged_records, incoming_events

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
    select visitor_moment_hash from staged_records group by visitor_moment_hash having count(*) > 1
),

suspects as (
    select *
    from staged_records
    where
        visitor_moment_hash in (select visitor_moment_hash from crowded_moments)
        or is_event = 0 and page_view_hash in (select page_view_hash from repeated_views)
        or is_event = 1 and page_view_hash in (select page_view_hash from repeated_events)
),

final as (
    select
        suspects.*,
        incoming_events.arrival_timestamp,
        incoming_events.page_view_id,
        incoming_events.event_name,
        incoming_events.event_data,
        incoming_events.daily_visitor_id,
        incoming_events.edge_id
    from suspects
    inner join incoming_events on suspects.row_id = incoming_events.row_id
)

select * from final
